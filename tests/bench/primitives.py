"""What does NumPy take for one posting?

The operations an inverted index can be searched with, on a list of 20,000 of a million passages:
once over and over, so that all of it is in the caches, and once with the caches full of something
else, as a query finds them that asks for words nobody asked for lately.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median

import numpy as np

from tests.bench.timing import cpu_ms, table

N_PASSAGES = 1_000_000
N_POSTINGS = 20_000
N_LOOKED_UP = 1_000
REPEATS = 50


def bench_primitives() -> None:
    """Print nanoseconds a posting, or a passage looked up."""
    print(f"One list of {N_POSTINGS:,} of {N_PASSAGES:,} passages, ns a posting\n")
    table(("operation", "in the caches", "not in the caches"), _rows())


def _rows() -> Iterable[tuple[object, ...]]:
    numbers = np.random.default_rng(0)
    passages = np.sort(numbers.choice(N_PASSAGES, N_POSTINGS, replace=False)).astype(np.int32)
    wanted = np.sort(numbers.choice(N_PASSAGES, N_LOOKED_UP, replace=False)).astype(np.int32)
    places = passages.astype(np.intp)
    impacts = numbers.random(N_POSTINGS, dtype=np.float32)
    scores = np.zeros(N_PASSAGES, np.float32)
    others = np.zeros(1 << 25, np.float32)  # 128 MB

    def scatter() -> None:
        scores[places] = impacts

    operations: dict[str, tuple[Callable[[], object], int]] = {
        "read (`max`)": (impacts.max, N_POSTINGS),
        "compare (`>=`)": (lambda: impacts >= 0.99, N_POSTINGS),
        "multiply": (lambda: impacts * 2, N_POSTINGS),
        "to 64-bit places (`astype`)": (lambda: passages.astype(np.intp), N_POSTINGS),
        "gather (`scores[places]`)": (lambda: scores[places], N_POSTINGS),
        "gather by 32-bit places": (lambda: scores[passages], N_POSTINGS),
        "scatter (`scores[places] = …`)": (scatter, N_POSTINGS),
        "`np.add.at`": (lambda: np.add.at(scores, places, impacts), N_POSTINGS),
        "`np.bincount`": (lambda: np.bincount(passages, impacts, N_PASSAGES), N_POSTINGS),
        "`np.sort`": (lambda: np.sort(passages), N_POSTINGS),
        f"`searchsorted`, each of {N_LOOKED_UP:,}": (
            lambda: passages.searchsorted(wanted),
            N_LOOKED_UP,
        ),
    }
    for name, (work, n) in operations.items():
        hot = median(cpu_ms(work) for _ in range(REPEATS))
        cold = []
        for _ in range(REPEATS):
            others += 1
            cold.append(cpu_ms(work))
        yield name, hot * 1e6 / n, median(cold) * 1e6 / n
