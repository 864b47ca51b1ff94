"""The first k without sorting all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.ranking import top_k


@given(
    entries=st.lists(st.tuples(st.sampled_from([-1.5, 0.0, 0.25, 3.0]), st.booleans())),
    k=st.integers(1, 20),
)
def test_the_first_k_are_those_of_a_full_stable_sort(
    entries: list[tuple[float, bool]], k: int
) -> None:
    """Best first, ties in document order, matched documents only."""
    scores = np.array([score for score, _ in entries], np.float64)
    matched = np.array([match for _, match in entries], np.bool_)

    expected = sorted(np.flatnonzero(matched).tolist(), key=lambda i: -scores[i])[:k]

    assert top_k(scores, matched, k).tolist() == expected


def test_many_blocks() -> None:
    """A corpus of many blocks ranks like one that is sorted whole."""
    generator = np.random.default_rng(7)
    scores = generator.integers(0, 50, 40_000).astype(np.float64)
    matched = generator.random(40_000) < 0.3

    expected = sorted(np.flatnonzero(matched).tolist(), key=lambda i: -scores[i])[:100]

    assert top_k(scores, matched, 100).tolist() == expected


def test_k_is_at_least_one() -> None:
    """Asking for none is a mistake of the caller."""
    with pytest.raises(ValueError, match="k must be"):
        top_k(np.zeros(1), np.ones(1, np.bool_), 0)
