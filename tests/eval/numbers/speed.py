"""How fast are key numbers read, and in how much memory?

    python -m tests.eval.numbers.speed [SET]

Reads every report of a set (default: xinwenlianbo) once on one core, meaning included. UTF-8 bytes
of text over processor time; reading the file is not counted.
"""

from __future__ import annotations

import resource
import sys
import time

from retrieval.numbers import number_report
from tests.eval.numbers.texts import SETS, reports


def main(name: str) -> int:
    """Print the figures."""
    if not (SETS / name).is_dir():
        print(f"skipped: no set {name} at {SETS}", file=sys.stderr)
        return 0
    n_bytes = n_passages = n_numbers = 0
    seconds = 0.0
    for passages in reports(name):
        n_bytes += sum(len(p.text.encode()) for p in passages)
        n_passages += len(passages)
        start = time.process_time()
        found = number_report(passages)
        seconds += time.process_time() - start
        n_numbers += sum(map(len, found))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {n_passages} passages, {n_bytes / 1e6:.1f} MB, {n_numbers} numbers")
    print(f"  {seconds:.1f} s, {n_bytes / 1e6 / seconds:.2f} MB/s, peak {peak:.0f} MB resident")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:2] or ["xinwenlianbo"])))
