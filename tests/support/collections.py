"""Collections and queries on which ways of searching are compared with scoring everything."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from retrieval.index.best import WeightedPostings
from retrieval.index.bm25 import BM25

TERMS = [f"词{n}" for n in range(12)]
#: Terms from rare to frequent, each document often the copy of another: ties.
DOCUMENTS = st.lists(
    st.lists(st.sampled_from(TERMS[:4] + 3 * TERMS[4:8] + 9 * TERMS[8:]), max_size=8),
    min_size=1,
    max_size=60,
).map(lambda documents: documents + documents[::2] + [["别的"]] * (2 * len(documents)))
WEIGHTS = st.dictionaries(
    st.sampled_from([*TERMS, "没有"]), st.sampled_from([0.2, 0.5, 1.0, 2.0]), max_size=12
)


def many_documents() -> list[list[str]]:
    """Make many documents, with words as unequal as real ones."""
    terms = np.random.default_rng(7).zipf(1.2, (30_000, 12)) % 3000
    return [[f"w{term}" for term in row] for row in terms.tolist()]


def weighted(collection: BM25, weights: dict[str, float]) -> list[WeightedPostings]:
    """Give the postings of those terms that the collection holds."""
    return [
        WeightedPostings(postings, weight)
        for term, weight in weights.items()
        if (postings := collection.postings.of(term)) is not None
    ]


def expected_best(
    collection: BM25, weights: dict[str, float], k: int
) -> tuple[list[int], list[float]]:
    """Give the documents and scores that scoring everything puts first."""
    scores, matched = collection.matches(weights)
    documents = sorted(np.flatnonzero(matched).tolist(), key=lambda at: -scores[at])[:k]
    return documents, scores[documents].tolist()
