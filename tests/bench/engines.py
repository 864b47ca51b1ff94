"""How do other search engines index and search the same words?

Each engine is a class that builds into a directory and opens it again, run in a process of its own
(`python -m tests.bench.engines ENGINE build|serve …`), so that memory and start-up are its own.
Ranking functions differ a little (Lucene's idf, quantised lengths); the work is the same.
"""

from __future__ import annotations

import argparse
import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Protocol

from retrieval.index import BLOCK_DOCUMENTS, Index, merge
from retrieval.index.inverting import invert_terms
from retrieval.params import Params
from retrieval.storage import ArrayStore, ArrayWriter
from tests.bench.memory import memory_mb
from tests.bench.timing import cpu_ms, percentiles, timed_ms
from tests.bench.tokens import Tokens
from tests.bench.uncompiled import open_uncompiled

K = 10
Search = Callable[[Sequence[str]], Sequence[int]]


class Contender(Protocol):
    """A search engine in the bench."""

    def build(self, tokens: Tokens, directory: Path) -> None:
        """Index passages into an empty directory."""

    def open(self, tokens: Callable[[], Tokens], directory: Path) -> Search:
        """Make an index searchable; `tokens` is for engines that keep nothing on disk."""


class Youju:
    """The index of this project, with the parameters of the others.

    Args:
        is_compiled: whether what was compiled searches, or NumPy.
    """

    def __init__(self, *, is_compiled: bool = True) -> None:
        self._open_index = Index.open if is_compiled else open_uncompiled

    def build(self, tokens: Tokens, directory: Path) -> None:
        """Invert blocks and merge them into mapped files."""
        passages = iter(tokens)
        blocks = []
        while part := tuple(islice(passages, BLOCK_DOCUMENTS)):
            blocks.append(invert_terms(part))
        with ArrayWriter(directory / "index", kind="bench", version=1) as writer:
            merge(blocks, writer, params=Params(k1=1.5, b=0.75))
            writer.commit()

    def open(self, tokens: Callable[[], Tokens], directory: Path) -> Search:
        """Map the files."""
        index = self._open_index(ArrayStore.open(directory / "index", kind="bench", version=1))
        return lambda query: [match.ordinal for match in index.search(Counter(query), K)]


class RankBM25:
    """rank-bm25: every passage is scored for every query, nothing is kept on disk."""

    def build(self, tokens: Tokens, directory: Path) -> None:
        """Keep nothing."""

    def open(self, tokens: Callable[[], Tokens], directory: Path) -> Search:
        """Build in memory."""
        from rank_bm25 import BM25Okapi

        engine = BM25Okapi(tokens())

        def search(query: Sequence[str]) -> Sequence[int]:
            scores = engine.get_scores(query)
            return heapq.nlargest(K, range(len(scores)), key=scores.__getitem__)

        return search


class BM25S:
    """bm25s: scores precomputed by term, NumPy or Numba."""

    def __init__(self, backend: str) -> None:
        self._backend = backend

    def build(self, tokens: Tokens, directory: Path) -> None:
        """Index and save."""
        import bm25s

        engine = bm25s.BM25(backend=self._backend)
        vocabulary = {word: number for number, word in enumerate(tokens.vocabulary)}
        engine.index((list(tokens.rows()), vocabulary), show_progress=False)
        engine.save(directory)

    def open(self, tokens: Callable[[], Tokens], directory: Path) -> Search:
        """Map the saved arrays."""
        import bm25s

        engine = bm25s.BM25.load(directory, mmap=True, load_vocab=True)
        engine.backend = self._backend
        if self._backend == "numba":
            engine.activate_numba_scorer()

        def search(query: Sequence[str]) -> Sequence[int]:
            found, _ = engine.retrieve([list(query)], k=K, show_progress=False, n_threads=0)
            return [int(i) for i in found[0]]

        return search


class Tantivy:
    """tantivy: Lucene's design in Rust, block-max WAND."""

    def build(self, tokens: Tokens, directory: Path) -> None:
        """Index words cut by white space."""
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        schema.add_integer_field("ordinal", stored=True)
        index = tantivy.Index(schema.build(), path=str(directory))
        writer = index.writer(heap_size=512_000_000, num_threads=1)
        for i, passage in enumerate(tokens):
            writer.add_document(tantivy.Document(text=" ".join(passage), ordinal=i))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, tokens: Callable[[], Tokens], directory: Path) -> Search:
        """Map the segments."""
        import tantivy

        index = tantivy.Index.open(str(directory))
        searcher = index.searcher()
        schema = index.schema

        def search(query: Sequence[str]) -> Sequence[int]:
            terms = [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word))
                for word in query
            ]
            found = searcher.search(tantivy.Query.boolean_query(terms), limit=K, count=False)
            return [searcher.doc(address)["ordinal"][0] for _, address in found.hits]

        return search


class FTS5:
    """SQLite FTS5 with its bm25()."""

    def build(self, tokens: Tokens, directory: Path) -> None:
        """Index words cut by white space."""
        with sqlite3.connect(directory / "fts.db") as connection:
            connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text, content='')")
            connection.executemany(
                "INSERT INTO passages(rowid, text) VALUES (?, ?)",
                ((i, " ".join(passage)) for i, passage in enumerate(tokens)),
            )
        connection.close()

    def open(self, tokens: Callable[[], Tokens], directory: Path) -> Search:
        """Open the database."""
        connection = sqlite3.connect(directory / "fts.db")

        def search(query: Sequence[str]) -> Sequence[int]:
            wanted = " OR ".join('"' + word.replace('"', '""') + '"' for word in query)
            rows = connection.execute(
                "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?",
                (wanted, K),
            )
            return [row[0] for row in rows]

        return search


CONTENDERS: dict[str, Contender] = {
    "youju": Youju(),
    "youju, NumPy": Youju(is_compiled=False),
    "rank-bm25": RankBM25(),
    "bm25s numpy": BM25S("numpy"),
    "bm25s numba": BM25S("numba"),
    "tantivy": Tantivy(),
    "SQLite FTS5": FTS5(),
}


def _build(engine: Contender, tokens: Tokens, directory: Path) -> dict[str, float]:
    started = perf_counter()
    engine.build(tokens, directory)
    return {
        "build_s": perf_counter() - started,
        "build_rss_mb": memory_mb("VmHWM"),
        "disk_mb": sum(f.stat().st_size for f in directory.rglob("*") if f.is_file()) / 1e6,
    }


def _serve(
    engine: Contender, tokens: Path, size: int, directory: Path, queries: Sequence[Sequence[str]]
) -> dict[str, float]:
    started = perf_counter()
    search = engine.open(lambda: Tokens.of(tokens, size), directory)
    opened_s = perf_counter() - started
    first_ms = timed_ms(lambda: search(queries[0]))
    p50, p99 = percentiles(cpu_ms(lambda q=q: search(q)) for q in queries)
    return {
        "open_s": opened_s,
        "first_ms": first_ms,
        "p50_ms": p50,
        "p99_ms": p99,
        "rss_mb": memory_mb("VmRSS"),
    }


def main() -> None:
    """Build or serve with one engine and print what it took, as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("engine", choices=CONTENDERS)
    parser.add_argument("step", choices=("build", "serve"))
    parser.add_argument("tokens", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--queries", type=Path, help="JSON lists of words, for `serve`")
    asked = parser.parse_args()
    engine = CONTENDERS[asked.engine]
    if asked.step == "build":
        asked.directory.mkdir(parents=True)
        took = _build(engine, Tokens.of(asked.tokens, asked.size), asked.directory)
    else:
        queries = json.loads(asked.queries.read_text("utf-8"))
        took = _serve(engine, asked.tokens, asked.size, asked.directory, queries)
    print(json.dumps(took))


if __name__ == "__main__":
    main()
