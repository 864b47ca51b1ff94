"""Does a search server find the same as the index here, also after it was killed, and how fast?"""

from __future__ import annotations

import os
import random
import tempfile
from itertools import islice
from pathlib import Path
from time import monotonic, perf_counter, sleep

from retrieval.index import BLOCK_DOCUMENTS, Cluster, Index, invert
from retrieval.index.matches import Match
from retrieval.params import Params
from retrieval.text import index_terms
from tests.bench.corpora import rows
from tests.bench.timing import percentiles, table
from tests.support.milvus import MilvusServer

N_QUESTIONS = 200
K = 10
BACK_WITHIN_S = 120
TIMEOUT_S = 60  # the server of the bench reads every passage for every question


def bench_cluster() -> None:
    """Publish the news corpus, ask both, kill the server half way, and compare every top ten."""
    size = int(os.environ.get("YOUJU_BENCH_SIZES", "128000").partition(",")[0])
    passages = [f"{row.title}\n{row.text}" for row in rows(size)]
    texts = iter(passages)
    blocks = []
    while part := list(islice(texts, BLOCK_DOCUMENTS)):
        blocks.append(invert(part))
    index = Index.of(blocks, Params())
    chosen = random.Random(2)  # noqa: S311 - repeatable, not secret
    asked = [_weights(chosen.choice(passages)) for _ in range(N_QUESTIONS)]
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as scratch:
        server = MilvusServer(Path(scratch) / "milvus")
        server.start()
        try:
            _compare(server, index, asked)
        finally:
            server.kill()


def _compare(server: MilvusServer, index: Index, asked: list[dict[str, float]]) -> None:
    cluster = Cluster(f"{server.url}?timeout={TIMEOUT_S}", "bench", index)
    started = perf_counter()
    cluster.publish()
    published_s = perf_counter() - started
    here, there = [], []
    n_same = 0
    for number, weights in enumerate(asked):
        if number == len(asked) // 2:
            server.kill()
            server.start()
        started = perf_counter()
        expected = index.search(weights, K)
        here.append((perf_counter() - started) * 1000)
        found, took_ms = _searched(cluster, index, weights)
        there.append(took_ms)
        n_same += found == expected
    print(f"{len(index):,} passages on a milvus-lite server, published in {published_s:.0f} s")
    print(f"identical top {K}: {n_same} of {len(asked)}; the server was killed half way\n")
    table(
        ("", "p50 ms", "p99 ms"),
        (("here", *percentiles(here)), ("on the server", *percentiles(there))),
    )


def _searched(
    cluster: Cluster, index: Index, weights: dict[str, float]
) -> tuple[list[Match] | None, float]:
    """Search on the server, once it is back."""
    vector = index.vector(weights)
    deadline = monotonic() + BACK_WITHIN_S
    while True:
        started = perf_counter()
        found = cluster.search(vector, K) if vector is not None else None
        if found is not None or monotonic() > deadline:
            return found, (perf_counter() - started) * 1000
        sleep(0.5)


def _weights(passage: str) -> dict[str, float]:
    """Ask with a stretch of a passage, its words and bigrams."""
    start = len(passage) // 3
    return dict.fromkeys(index_terms(passage[start : start + 20]), 1.0)
