"""How fast is it, beside the alternatives, in one run?

    make bench                       # everything
    make bench ARGS='startup ask'    # some of it

Figures go to stdout as Markdown tables; machines differ, so read the ratios.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench.asking import bench_ask
from tests.bench.building import bench_build
from tests.bench.chatting import bench_bot
from tests.bench.clustering import bench_cluster
from tests.bench.comparing import bench_compare
from tests.bench.indexing import bench_index
from tests.bench.primitives import bench_primitives
from tests.bench.remembering import bench_state
from tests.bench.starting import bench_startup

BENCHES: dict[str, Callable[[], None]] = {
    "startup": bench_startup,
    "ask": bench_ask,
    "build": bench_build,
    "index": bench_index,
    "compare": bench_compare,
    "primitives": bench_primitives,
    "cluster": bench_cluster,
    "bot": bench_bot,
    "state": bench_state,
}


def main(wanted: list[str]) -> int:
    """Run the benches named, or all of them."""
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(f"no bench {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in wanted or BENCHES:
        BENCHES[name]()
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
