"""How fast is a corpus indexed, and searched as questions search it?

    make bench ARGS=index                            # 1,000 to 100,000 passages
    YOUJU_BENCH_SIZES=1000000 make bench ARGS=index

Words, bigrams and titles, with the weights that questions give them. Times of a core (`CPU`) stand
beside those of the clock: the ones to read where the machine has other work.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from time import process_time, thread_time

from retrieval.answer.candidates import search_weights
from retrieval.answer.expansion import expand
from retrieval.answer.query import analyse
from retrieval.index import BLOCK_DOCUMENTS, Block, Index, invert, merge
from retrieval.params import Params
from retrieval.storage import ArrayStore, ArrayWriter
from tests.bench.corpora import BULLETINS, rows
from tests.bench.timing import percentiles, table, timed_ms
from tests.bench.uncompiled import open_uncompiled

SIZES = (1_000, 10_000, 100_000)
QUESTIONS = BULLETINS.parent.parent / "newsmrc" / "queries.jsonl"
N_QUESTIONS = 500
CUT_OFFS = (10, 100)
BY_NUMPY = "p50 ms CPU, NumPy", "p99 ms CPU, NumPy"


def bench_index() -> None:
    """Print a table of building and one of searching, a row a size."""
    wanted = os.environ.get("YOUJU_BENCH_SIZES")
    sizes = [int(size) for size in wanted.split(",")] if wanted else SIZES
    searched: list[tuple[object, ...]] = []
    print("Indexing words, bigrams and titles\n")
    table(
        ("passages", "inverted / s CPU", "merged in s CPU", "packs MB", "index MB", "open ms"),
        (_row(size, searched) for size in sizes),
    )
    print("\nSearching for questions of newsmrc, weighted\n")
    table(
        ("passages", "top", "terms", "p50 ms", "p99 ms", "p50 ms CPU", "p99 ms CPU", *BY_NUMPY),
        searched,
    )


def weights(question: str, index: Index) -> Mapping[str, float]:
    """Give the terms that a question is searched for with, as answering weighs them."""
    query = analyse(question)
    return search_weights(query, expand(query, index))


def questions(size: int) -> Iterator[str]:
    """Draw questions, other ones for another size: those of newsmrc where it is present."""
    chosen = random.Random(size)  # noqa: S311 - repeatable, not secret
    if QUESTIONS.is_file():
        lines = QUESTIONS.read_text("utf-8").splitlines()
        return (json.loads(line)["text"] for line in chosen.sample(lines, N_QUESTIONS))
    texts = [row.text for row in rows(min(size, 10_000))]
    return (text[:20] for text in chosen.choices(texts, k=N_QUESTIONS))


def _row(size: int, searched: list[tuple[object, ...]]) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as scratch:
        packs, place = Path(scratch) / "packs", Path(scratch) / "index"
        inverting_s = _invert(size, packs)
        started = process_time()
        stores = [_open(directory) for directory in sorted(packs.iterdir())]
        with ArrayWriter(place, kind="bench", version=1) as writer:
            merge([Block.open(store) for store in stores], writer, params=Params())
            writer.commit()
        merging_s = process_time() - started
        del stores
        opening_ms = timed_ms(lambda: Index.open(_open(place)))
        index, uncompiled = Index.open(_open(place)), open_uncompiled(_open(place))
        queries = [weights(question, index) for question in questions(size)]
        for k in CUT_OFFS:
            n_terms = sum(map(len, queries)) / len(queries)
            took = _search(index, queries, k), _search(uncompiled, queries, k)[2:]
            searched.append((f"{size:,}", k, n_terms, *chain.from_iterable(took)))
        return (
            f"{size:,}",
            f"{size / inverting_s:,.0f}",
            merging_s,
            _size_mb(packs),
            _size_mb(place),
            opening_ms,
        )


def _invert(size: int, packs: Path) -> float:
    """Write the blocks of a collection; give the seconds of inverting alone."""
    invert(["路桥区"])  # the dictionary is loaded
    took_s = 0.0
    texts = (f"{row.title}\n\n{row.text}" for row in rows(size))
    for number in range(-(-size // BLOCK_DOCUMENTS)):
        part = list(islice(texts, BLOCK_DOCUMENTS))
        started = process_time()
        block = invert(part)
        took_s += process_time() - started
        with ArrayWriter(packs / f"{number:05}", kind="bench", version=1) as writer:
            block.save(writer)
            writer.commit()
    return took_s


def _search(
    index: Index, queries: Sequence[Mapping[str, float]], k: int
) -> tuple[float, float, float, float]:
    clock, core = [], []
    for query in queries:
        started = thread_time()
        clock.append(timed_ms(lambda query=query: index.search(query, k)))
        core.append((thread_time() - started) * 1000)
    return *percentiles(clock), *percentiles(core)


def _open(directory: Path) -> ArrayStore:
    return ArrayStore.open(directory, kind="bench", version=1)


def _size_mb(directory: Path) -> float:
    return sum(path.stat().st_size for path in directory.rglob("*.npy")) / 1e6
