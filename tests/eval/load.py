"""Load a directory of any files and tell what it took: `python -m tests.eval.load DIR [STORE]`.

Time, how fast progress was told, and the most memory that this process and those it started held
at one moment.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from retrieval import Engine

EVERY_S = 0.2
PAGE_KIB = 4


def main() -> int:
    """Load and print."""
    directory = Path(sys.argv[1])
    store = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    told: list[tuple[float, str, int, int]] = []
    most = [0, 0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(EVERY_S):
            held = sum(_resident_kib(pid) for pid in _family(_own_pid()))
            most[0] = max(most[0], held)
            most[1] = max(most[1], len(list(_family(_own_pid()))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.perf_counter()
    engine = Engine.open(
        directory,
        store=store,
        progress=lambda *step: told.append((time.perf_counter() - started, *step)),
    )
    took = time.perf_counter() - started
    over.set()
    watcher.join()
    gaps = [b[0] - a[0] for a, b in pairwise(told)]
    print(f"seconds        {took:.1f}")
    print(f"most memory    {most[0] / 1024:.0f} MiB in {most[1]} processes")
    print(f"progress told  {len(told)} times, at most {max(gaps, default=0):.1f} s apart")
    print(f"reports        {len(engine.reports)}, passages {len(engine.passages)}")
    print(f"left out       {len(engine.skipped)}")
    return 0


def _own_pid() -> int:
    return int(Path("/proc/self").resolve().name)


def _family(pid: int) -> Iterator[int]:
    """Give a process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _resident_kib(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KIB
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
