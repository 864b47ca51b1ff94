"""Does a search server find the same as the index here, also after it was killed, and how fast?

    make bench ARGS=cluster                          # the news corpus, where it is present
    YOUJU_BENCH_SIZES=3000 make bench ARGS=cluster

The server is killed and started again twice: while it is being filled and half way through the
questions. How many top tens are the same is told as they come.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import NamedTuple

from retrieval.build import build_generation
from retrieval.index import Cluster, Index
from retrieval.index.matches import Match
from retrieval.params import Params
from tests.bench.corpora import BULLETINS, write_collection
from tests.bench.indexing import questions, weights
from tests.bench.timing import percentiles, table
from tests.support.milvus import MilvusServer

N_GENERATED = 100_000
N_QUESTIONS = 200
TELL_QUESTIONS = 10
TELL_PASSAGES = 10_000
K = 10
BACK_WITHIN_S = 600
TIMEOUT_S = 300  # the server keeps no index: its first search inverts every passage anew


class Comparison(NamedTuple):
    """One question, searched for here and on the server."""

    is_same: bool
    here_ms: float
    there_ms: float


def bench_cluster() -> None:
    """Publish a corpus, search it on the server and here, and compare every top ten."""
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as scratch:
        index = build_generation(_corpus(Path(scratch) / "corpus"), params=Params()).index
        server = MilvusServer(Path(scratch) / "milvus")
        server.start()
        try:
            cluster = Cluster(f"{server.url}?timeout={TIMEOUT_S}", "bench", index)
            _publish(cluster, server, len(index))
            asked = [weights(q, index) for q in islice(questions(len(index)), N_QUESTIONS)]
            _tell(_comparisons(cluster, server, index, asked))
        finally:
            server.kill()


def _corpus(scratch: Path) -> Path:
    """Give the directory of the news corpus, whole, or of as many passages as are wanted."""
    wanted = os.environ.get("YOUJU_BENCH_SIZES", "").partition(",")[0]
    if not wanted and BULLETINS.is_file():
        return BULLETINS.parent
    write_collection(scratch, int(wanted or N_GENERATED))
    return scratch


def _publish(cluster: Cluster, server: MilvusServer, n: int) -> None:
    started = perf_counter()
    kill_at = n // 2

    def follow(_stage: str, done: int, total: int) -> None:
        nonlocal kill_at
        if done == total or done % TELL_PASSAGES == 0:
            print(f"{done:,} of {total:,} passages sent", flush=True)
        if done >= kill_at:
            _restart(server)
            kill_at = total + 1  # not again

    cluster.publish(follow)
    print(f"published in {perf_counter() - started:.0f} s\n", flush=True)


def _comparisons(
    cluster: Cluster, server: MilvusServer, index: Index, asked: Sequence[Mapping[str, float]]
) -> Iterator[Comparison]:
    for number, query in enumerate(asked):
        if number == len(asked) // 2:
            _restart(server)
        started = perf_counter()
        expected = index.search(query, K)
        here_ms = (perf_counter() - started) * 1000
        found, there_ms = _searched(cluster, index, query)
        yield Comparison(found == expected, here_ms, there_ms)


def _tell(comparisons: Iterator[Comparison]) -> None:
    """Print how many are the same, as they come, and at last the times."""
    seen: list[Comparison] = []
    for comparison in comparisons:
        seen.append(comparison)
        if len(seen) % TELL_QUESTIONS == 0:
            n_same = sum(one.is_same for one in seen)
            print(f"{n_same} of {len(seen)} top tens identical", flush=True)
    here, there = [one.here_ms for one in seen], [one.there_ms for one in seen]
    print()
    table(
        ("", "p50 ms", "p99 ms", "longest ms"),
        (("here", *percentiles(here), max(here)), ("there", *percentiles(there), max(there))),
    )


def _restart(server: MilvusServer) -> None:
    server.kill()
    server.start()
    print("the server was killed and started again", flush=True)


def _searched(
    cluster: Cluster, index: Index, query: Mapping[str, float]
) -> tuple[list[Match] | None, float]:
    """Search on the server, once it is back."""
    vector = index.vector(query)
    deadline = monotonic() + BACK_WITHIN_S
    while True:
        started = perf_counter()
        found = cluster.search(vector, K) if vector is not None else None
        if found is not None or monotonic() > deadline:
            return found, (perf_counter() - started) * 1000
        sleep(0.5)
