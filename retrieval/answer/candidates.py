"""Which passages may answer, before a closer look?"""

from __future__ import annotations

from retrieval.answer.query import Query
from retrieval.index import Index, Match


def candidates(query: Query, index: Index, *, k: int) -> list[Match]:
    """Find the `k` passages that match the query's terms best, ties in passage order."""
    return index.search(query.weights, k)
