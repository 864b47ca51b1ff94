"""Which documents score best, without scoring all that match?

MaxScore over whole posting lists. The lists that add most for their length are added up first, for
every document they hold. Once all others together cannot lift a document that is in none of these
over the k-th best, only the documents still in the race are looked up in them.

Source: Turtle, Flood, "Query evaluation: strategies and optimizations" (1995).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.index.postings import Impacts, TermPostings
from retrieval.index.ranking import kth_best
from retrieval.index.sorting import distinct

Documents = npt.NDArray[np.int32]

_LOOK_UP_COST = 16  # looking one document up costs as much as passing so many postings


class WeightedPostings(NamedTuple):
    """The documents of a term of the query."""

    postings: TermPostings
    weight: float

    @property
    def bound(self) -> float:
        """The most that the term adds to any score."""
        return self.weight * self.postings.peak


class Best(NamedTuple):
    """The best documents, best first, ties in document order."""

    documents: Documents
    scores: npt.NDArray[np.float64]


class Accumulators:
    """Arrays of a partial score for each document, all zero, one for each thread at work."""

    def __init__(self, n_documents: int, dtype: npt.DTypeLike) -> None:
        self._n_documents = n_documents
        self._dtype = np.dtype(dtype)
        self._idle: list[Impacts] = []

    @contextmanager
    def one(self) -> Iterator[Impacts]:
        """Lend an array, to be given back zero; where that fails, it is not used again."""
        try:
            accumulator = self._idle.pop()
        except IndexError:
            accumulator = np.zeros(self._n_documents, self._dtype)
        yield accumulator
        self._idle.append(accumulator)


def find_best(terms: Sequence[WeightedPostings], k: int, accumulator: Impacts) -> Best:
    """Find the `k` best documents that hold at least one term.

    Args:
        terms: of the query; no impact and no weight is negative.
        k: at least 1.
        accumulator: `(n_documents,)`, zero before and after.
    """
    order = sorted(terms, key=_cost)
    # rest[i] is the most that the terms from `order[i]` on add to any score.
    rest = list(accumulate((term.bound for term in reversed(order)), initial=0.0))[::-1]
    # Sums are rounded: what lies so close to a bound stays in the race.
    slack = (len(terms) + 2) * float(np.finfo(accumulator.dtype).eps) * rest[0]
    race = _Race(accumulator, k)
    added = 0
    while added < len(order) and rest[added] + slack >= race.floor:
        race.enter(order[added])
        added += 1
        # The floor is no higher than what the terms so far add at most.
        if rest[0] - rest[added] > rest[added]:
            race.raise_floor()
    candidates, scores = race.reaching(race.floor - rest[added] - slack)
    for term in order[:added]:
        accumulator[term.postings.documents] = 0
    for term, left in zip(order[added:], rest[added + 1 :], strict=True):
        if len(candidates) <= k:
            break
        scores = scores + term.weight * _look_up(term.postings, candidates, accumulator)
        kept = scores >= kth_best(scores, k) - left - slack
        candidates, scores = candidates[kept], scores[kept]
    return _ranked(terms, candidates, k)


class _Race:
    """Partial scores, and the k-th best of them: the end can only lift it."""

    def __init__(self, accumulator: Impacts, k: int) -> None:
        self._accumulator = accumulator
        self._k = k
        self._entered: list[Documents] = []
        self._risen: list[Documents] = []  # since the floor was raised, above it
        self._ahead: Documents = np.empty(0, np.int32)  # k documents with the best scores
        self.floor = -np.inf

    def enter(self, term: WeightedPostings) -> None:
        """Add a term up, for every document that holds it."""
        documents = term.postings.documents
        partial = self._accumulator[documents] + term.weight * term.postings.impacts
        self._accumulator[documents] = partial
        self._entered.append(documents)
        self._risen.append(documents[partial > self.floor])

    def raise_floor(self) -> None:
        """Take into account what was entered."""
        ahead = distinct(np.concatenate([self._ahead, *self._risen]))
        self._risen.clear()
        if len(ahead) >= self._k:
            scores = self._accumulator[ahead]
            self.floor = kth_best(scores, self._k)
            above, level = ahead[scores > self.floor], ahead[scores == self.floor]
            ahead = np.concatenate([above, level[: self._k - len(above)]])
        self._ahead = ahead

    def reaching(self, score: float) -> tuple[Documents, Impacts]:
        """Give the documents with a partial score of at least `score`, ascending."""
        found = [documents[self._accumulator[documents] >= score] for documents in self._entered]
        documents = distinct(np.concatenate([np.empty(0, np.int32), *found]))
        return documents, self._accumulator[documents]


def _cost(term: WeightedPostings) -> float:
    return len(term.postings.documents) / term.bound if term.bound else np.inf


def _look_up(postings: TermPostings, wanted: Documents, accumulator: Impacts) -> Impacts:
    """Give the impact of a term in each of some documents, 0 where they do not hold it."""
    documents, impacts, _ = postings
    if len(wanted) * _LOOK_UP_COST > len(documents):
        accumulator[documents] = impacts
        found = accumulator[wanted]
        accumulator[documents] = 0
        return found
    at = np.searchsorted(documents, wanted)
    at[at == len(documents)] = 0
    return np.where(documents[at] == wanted, impacts[at], impacts.dtype.type(0))


def _ranked(terms: Sequence[WeightedPostings], candidates: Documents, k: int) -> Best:
    """Rank the last candidates by scores that are added up in the order of the query."""
    scores = np.zeros(len(candidates))
    for (documents, impacts, _), weight in terms:
        at = np.searchsorted(documents, candidates)
        at[at == len(documents)] = 0
        holding = np.flatnonzero(documents[at] == candidates)
        scores[holding] += weight * impacts[at[holding]].astype(np.float64)
    # Stable on the negated scores: equal scores keep their ascending document order.
    order = np.argsort(-scores, kind="stable")[:k]
    return Best(candidates[order], scores[order])
