"""Which passages may answer, before a closer look?"""

from __future__ import annotations

from collections.abc import Mapping

from retrieval.answer.expansion import Expansion
from retrieval.answer.query import Query
from retrieval.index import Index, Match


def search_weights(query: Query, expansion: Expansion) -> Mapping[str, float]:
    """Give the weight of each term searched for; the question's own come first."""
    return {**expansion.weights, **query.weights}


def candidates(query: Query, expansion: Expansion, index: Index, *, k: int) -> list[Match]:
    """Find the `k` passages that match the terms best, ties in passage order."""
    return index.search(search_weights(query, expansion), k)
