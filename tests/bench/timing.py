"""How long does something take, told so that it can be compared?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median, quantiles
from time import perf_counter, thread_time


def timed_ms(work: Callable[[], object]) -> float:
    """Do some work once and give the milliseconds it took."""
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000


def cpu_ms(work: Callable[[], object]) -> float:
    """Do some work once and give the milliseconds of a core that this thread took.

    What else the machine has to do is not in it; on a quiet one it is what `timed_ms` gives.
    """
    started = thread_time()
    work()
    return (thread_time() - started) * 1000


def percentiles(values_ms: Iterable[float]) -> tuple[float, float]:
    """Give the median and the 99th percentile."""
    values = sorted(values_ms)
    return median(values), quantiles(values, n=100, method="inclusive")[98]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a Markdown table."""
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        cells = (f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row)
        print("| " + " | ".join(cells) + " |")
