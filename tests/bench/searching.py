"""How does search grow with the corpus, beside the library whose scores it gives?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import perf_counter

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.index.bm25 import BM25
from tests.bench.timing import percentiles, table, timed_ms

SIZES = (1_000, 10_000, 100_000)
N_TERMS = 60  # a passage; the news corpora have 50 to 80 words and bigrams
N_QUERY_TERMS = 8
N_QUERIES = 30
VOCABULARY = 60_000


def bench_search() -> None:
    """Score generated passages whose words are as unequal as real ones (Zipf, exponent 1.1)."""
    print(f"Scoring {N_QUERY_TERMS} terms, {N_QUERIES} queries, generated passages\n")
    table(
        ("passages", "build s", "youju p50 ms", "rank-bm25 p50 ms", "ratio"),
        (_row(size) for size in SIZES),
    )


def _row(size: int) -> tuple[object, ...]:
    chosen = random.Random(size)  # noqa: S311 - repeatable, not secret
    passages = list(_passages(size, seed=size))
    queries = [
        [chosen.choice(chosen.choice(passages)) for _ in range(N_QUERY_TERMS)]
        for _ in range(N_QUERIES)
    ]
    started = perf_counter()
    ours = BM25.of(passages)
    built_s = perf_counter() - started
    ours_p50, _ = percentiles(timed_ms(lambda q=q: ours.get_scores(q)) for q in queries)
    theirs = BM25Okapi(passages)
    theirs_p50, _ = percentiles(timed_ms(lambda q=q: theirs.get_scores(q)) for q in queries)
    return f"{size:,}", built_s, ours_p50, theirs_p50, f"1 : {theirs_p50 / ours_p50:.0f}"


def _passages(size: int, *, seed: int) -> Iterator[list[str]]:
    numbers = np.random.default_rng(seed)
    terms = numbers.zipf(1.1, size * N_TERMS) % VOCABULARY
    for row in terms.reshape(size, N_TERMS):
        yield [f"w{term}" for term in row]
