"""The best documents, found by what was compiled."""

import os
import shlex
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.index import blockmax
from retrieval.index.best import Best, WeightedPostings
from retrieval.index.blockmax import BlockMax, block_max_version
from retrieval.index.bm25 import BM25
from retrieval.index.peaks import RANGE
from retrieval.index.postings import Columns, TermPostings
from tests.support.collections import (
    DOCUMENTS,
    WEIGHTS,
    expected_best,
    many_documents,
    weighted,
)

COMPILER = shutil.which(shlex.split(os.environ.get("CC", "cc"))[0])
compiled = pytest.mark.skipif(
    COMPILER is None, reason="there is no C compiler here, so nothing was compiled"
)


def find(collection: BM25, weights: dict[str, float], k: int) -> Best:
    block_max = BlockMax.over(collection.postings.columns, collection.corpus_size)
    assert block_max is not None, "nothing was compiled here: run make setup"
    terms = weighted(collection, weights)
    best = block_max.find_best(terms, k)
    assert best is not None
    again = block_max.find_best(terms, k)  # what it works in was given back zero
    assert again is not None
    assert again.documents.tolist() == best.documents.tolist()
    return best


@compiled
@given(documents=DOCUMENTS, weights=WEIGHTS, k=st.integers(1, 20))
def test_the_best_are_those_of_scoring_all(
    documents: list[list[str]], weights: dict[str, float], k: int
) -> None:
    """The same documents with the same scores to the last bit, ties in document order."""
    collection = BM25.of(documents, dtype=np.float32)
    assume(all(collection.idf[term] > 0 for term in weights if term in collection.idf))

    best = find(collection, weights, k)

    assert (best.documents.tolist(), best.scores.tolist()) == expected_best(collection, weights, k)


@pytest.fixture(scope="module")
def many() -> list[list[str]]:
    return many_documents()


@pytest.fixture(scope="module")
def index_of_many(many: list[list[str]]) -> BM25:
    return BM25.of(many, dtype=np.float32)


@compiled
@pytest.mark.parametrize("k", [1, 10, 100, 40_000])
@pytest.mark.parametrize("n_words", [2, 12, 200])
def test_long_lists_are_cut_short_without_loss(
    many: list[list[str]], index_of_many: BM25, k: int, n_words: int
) -> None:
    """However many terms a query has, rare and frequent, and however many are wanted."""
    for start in range(0, len(many), 3000):
        words = [word for document in many[start : start + 20] for word in document]
        weights = {word: 1 + n % 3 for n, word in enumerate(words[:n_words])}

        best = find(index_of_many, weights, k)

        found = best.documents.tolist(), best.scores.tolist()
        assert found == expected_best(index_of_many, weights, k)


@compiled
def test_threads_do_not_disturb_one_another(many: list[list[str]], index_of_many: BM25) -> None:
    """Searches at the same time find what they find alone."""
    queries = [dict.fromkeys(document, 1.0) for document in many[::100]]

    def find_documents(query: dict[str, float]) -> list[int]:
        return index_of_many.best(query, 10).documents.tolist()

    alone = list(map(find_documents, queries))
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(find_documents, queries))

    assert together == alone


def columns_of(documents: list[int], impacts: list[float]) -> Columns:
    return Columns(
        np.array(documents, np.int32), np.array(impacts, np.float32), np.empty(0, np.uint8), 0
    )


@compiled
@pytest.mark.parametrize(
    "columns, start, length, frequent",
    [
        pytest.param(columns_of([3, 2_000_000_000], [1, 1]), 0, 2, None, id="too-large"),
        pytest.param(columns_of([3, -7], [1, 1]), 0, 2, None, id="negative"),
        pytest.param(columns_of([3, 4], [1, 0]), 0, 2, None, id="adds-nothing"),
        pytest.param(columns_of([3, 4], [1, np.nan]), 0, 2, None, id="no-number"),
        pytest.param(columns_of([3, 4], [1, 1]), 1, 2, None, id="beyond-the-end"),
        pytest.param(columns_of([3, 4], [1, 1]), -1, 2, None, id="before-the-start"),
        pytest.param(columns_of([3, 4], [1, 1]), 0, 2, 0, id="no-peaks"),
    ],
)
def test_what_no_index_holds_is_not_followed(
    columns: Columns, start: int, length: int, frequent: int | None
) -> None:
    """Damaged arrays are left to the other way, and what it worked in serves again."""
    block_max = BlockMax.over(columns, 2 * RANGE)
    assert block_max is not None
    whole = TermPostings(columns.documents[:1], columns.impacts[:1], 1, 0, None)
    damaged = TermPostings(np.zeros(length, np.int32), columns.impacts, 1, start, frequent)

    found = block_max.find_best([WeightedPostings(whole, 1), WeightedPostings(damaged, 1)], 5)
    afterwards = block_max.find_best([WeightedPostings(whole, 1)], 5)

    assert found is None
    assert afterwards is not None
    assert afterwards.documents.tolist() == [3]
    assert afterwards.scores.tolist() == [1]


@compiled
def test_impacts_of_double_precision_are_searched_otherwise() -> None:
    """What was compiled knows float32 alone."""
    collection = BM25.of([["车位"], ["社区"], ["单车"]], dtype=np.float64)

    assert BlockMax.over(collection.postings.columns, 3) is None


@pytest.mark.parametrize("content", [None, b"", b"no library"], ids=["absent", "empty", "other"])
def test_without_a_library_the_same_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    """Where nothing could be compiled, or not for this system, NumPy searches."""
    library = tmp_path / "libblockmax.so"
    if content is not None:
        library.write_bytes(content)
    documents = [["车位", "共享"], ["社区", "食堂"], ["单车", "共享"], ["路桥"]]
    expected = BM25.of(documents, dtype=np.float32).best({"共享": 1.0, "单车": 1.0}, 3)
    monkeypatch.setattr(blockmax, "LIBRARY", library)

    collection = BM25.of(documents, dtype=np.float32)
    best = collection.best({"共享": 1.0, "单车": 1.0}, 3)

    assert BlockMax.over(collection.postings.columns, 4) is None
    assert block_max_version() is None
    assert best.documents.tolist() == expected.documents.tolist() == [2, 0]
    assert best.scores.tolist() == expected.scores.tolist()


@compiled
def test_a_library_of_another_version_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older source was compiled to may take other arguments."""
    columns = columns_of([0], [1])
    assert BlockMax.over(columns, 1) is not None
    assert block_max_version() == blockmax._INTERFACE
    monkeypatch.setattr(blockmax, "_INTERFACE", 0)
    blockmax._library.cache_clear()

    assert BlockMax.over(columns, 1) is None

    blockmax._library.cache_clear()
