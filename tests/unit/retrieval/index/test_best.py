"""The best documents, found without scoring all that match."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index import blockmax, bm25
from retrieval.index.best import Best, best_of_all, find_best
from retrieval.index.bm25 import BM25
from tests.support.collections import (
    DOCUMENTS,
    WEIGHTS,
    expected_best,
    many_documents,
    weighted,
)


def find(collection: BM25, weights: dict[str, float], k: int) -> Best:
    terms = weighted(collection, weights)
    accumulator = np.zeros(collection.corpus_size, collection.postings.impact_type)
    best = find_best(terms, k, accumulator)
    assert not accumulator.any()
    return best


@given(
    documents=DOCUMENTS,
    weights=WEIGHTS,
    k=st.integers(1, 20),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_the_best_are_those_of_scoring_all(
    documents: list[list[str]], weights: dict[str, float], k: int, dtype: npt.DTypeLike
) -> None:
    """The same documents with the same scores to the last bit, ties in document order."""
    collection = BM25.of(documents, dtype=dtype)

    best = find(collection, weights, k)

    found = best.documents.tolist(), best.scores.tolist()
    assert found == expected_best(collection, weights, k)


@pytest.fixture(autouse=True)
def _no_shortcut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small collections are searched like large ones."""
    monkeypatch.setattr(bm25, "_FEW_DOCUMENTS", 0)
    monkeypatch.setattr(bm25, "_FEW_POSTINGS", -1)


@pytest.fixture(scope="module")
def many() -> list[list[str]]:
    return many_documents()


@pytest.fixture(scope="module")
def index_of_many(many: list[list[str]]) -> Iterator[BM25]:
    """Search without what was compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blockmax, "LIBRARY", Path("not there"))
        yield BM25.of(many, dtype=np.float32)


@pytest.mark.parametrize("k", [1, 10, 100])
def test_long_lists_are_cut_short_without_loss(
    many: list[list[str]], index_of_many: BM25, k: int
) -> None:
    """What is only looked up changes no place."""
    for document in many[::1500]:
        weights = dict.fromkeys(document, 1.0)

        best = index_of_many.best(weights, k)

        found = best.documents.tolist(), best.scores.tolist()
        assert found == expected_best(index_of_many, weights, k)


def test_threads_do_not_disturb_one_another(many: list[list[str]], index_of_many: BM25) -> None:
    """Searches at the same time find what they find alone."""
    queries = [dict.fromkeys(document, 1.0) for document in many[::100]]

    def find_documents(query: dict[str, float]) -> list[int]:
        return index_of_many.best(query, 10).documents.tolist()

    alone = list(map(find_documents, queries))
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(find_documents, queries))

    assert together == alone


@given(
    documents=DOCUMENTS,
    weights=WEIGHTS,
    k=st.integers(1, 20),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_scoring_all_finds_the_best_or_says_that_it_cannot(
    documents: list[list[str]], weights: dict[str, float], k: int, dtype: npt.DTypeLike
) -> None:
    """What the way for few documents finds is right; it finds it where `k` score above 0."""
    collection = BM25.of(documents, dtype=dtype)
    scores, _ = collection.matches(weights)

    best = best_of_all(weighted(collection, weights), k, collection.corpus_size)

    assert (best is None) == (np.count_nonzero(scores > 0) < k)
    if best is not None:
        found = best.documents.tolist(), best.scores.tolist()
        assert found == expected_best(collection, weights, k)
