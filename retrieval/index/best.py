"""Which documents score best, without scoring all that match?

MaxScore over whole posting lists. The lists that add most for their length are added up first, for
every document they hold. Once all others together cannot lift a document that is in none of these
over the k-th best, only the documents still in the race are looked up in them.

How soon that is depends on how good a k-th best is known. Partial scores alone say little of it.
So before a long list is added up, those documents that lead so far are looked up in all that is
left: the k-th best of their whole scores is a floor that comes close to the final one.

Source: Turtle, Flood, "Query evaluation: strategies and optimizations" (1995). Floors known early
are what block-max indexes live on, too: Ding, Suel, "Faster top-k document retrieval using
block-max indexes" (2011).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.index.postings import Impacts, TermPostings
from retrieval.index.ranking import below_kth_best, kth_best
from retrieval.index.sorting import distinct

Documents = npt.NDArray[np.int32]

# docs/retrieval.md, "The index", has what these rest on.
_LIST_COST = 2_000  # turning to a list costs as much as adding so many postings up
_LEADERS = 4  # times k
_LOOK_UP_COST = 6  # looking one document up costs as much as passing so many postings


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
    race = _Race(accumulator, k, slack)
    added = 0
    since = 0  # postings added up since the floor was raised, those of the next list among them
    while added < len(order) and rest[added] >= race.floor:
        since += len(order[added].postings.documents)
        if added and since > (len(order) - added) * (_LIST_COST + _LOOK_UP_COST * _LEADERS * k):
            since = 0
            race.raise_floor(order[added:])
            if rest[added] < race.floor:
                break
        race.enter(order[added])
        added += 1
    if added == len(order):
        race.raise_floor(())
    candidates, scores = race.end(rest[added])
    left = rest[added]
    for term in sorted(order[added:], key=_bound, reverse=True):
        if len(candidates) <= k:
            break
        left -= term.bound
        scores += _look_up(term, candidates, accumulator)
        kept = (scores >= race.floor - left).nonzero()[0]
        candidates, scores = candidates[kept], scores[kept]
    if len(candidates) > k:
        candidates = candidates[scores >= kth_best(scores, k) - slack]
    # Added up once more, in the order of the query and in double precision.
    return _ranked(candidates, _scores(terms, candidates), k)


def best_of_all(terms: Sequence[WeightedPostings], k: int, n_documents: int) -> Best | None:
    """Find the `k` best documents by scoring all, the faster way where there are few.

    Args:
        terms: of the query; no impact and no weight is negative.
        k: at least 1.
        n_documents: of the collection.

    Returns:
        `None` where fewer than `k` score above 0: then scores do not say what matched.
    """
    if not terms:
        return None
    # Documents of a term are different, so each score is added up in the order of the query.
    documents = np.concatenate([term.postings.documents for term in terms])
    impacts = np.concatenate([_weighted(term, np.float64) for term in terms])
    scores = np.asarray(np.bincount(documents, impacts, n_documents), np.float64)
    floor = below_kth_best(scores, k)
    found = (scores >= floor if floor > 0 else scores > 0).nonzero()[0]
    return _ranked(found, scores[found], k) if len(found) >= k else None


class _Entered(NamedTuple):
    """A list that was added up."""

    documents: Documents
    at: npt.NDArray[np.intp]  #: the documents, as NumPy wants places: it would convert each time
    partial: Impacts  #: their scores right after


class _Race:
    """Partial scores, and a floor under the k-th best of the whole ones.

    A document of several lists was entered by each, with the score it had then. Scores only grow,
    so the last is its own, and it reaches whatever one of them reaches.
    """

    def __init__(self, accumulator: Impacts, k: int, slack: float) -> None:
        self._accumulator = accumulator
        self._k = k
        self._slack = slack
        self._entered: list[_Entered] = []
        self.floor = -np.inf

    def enter(self, term: WeightedPostings) -> None:
        """Add a term up, for every document that holds it."""
        at = term.postings.documents.astype(np.intp)
        partial = self._accumulator[at]
        partial += _weighted(term, partial.dtype)
        self._accumulator[at] = partial
        self._entered.append(_Entered(term.postings.documents, at, partial))

    def raise_floor(self, left: Sequence[WeightedPostings]) -> None:
        """Score wholly those that lead: the k-th best of them is a floor."""
        if not self._entered:
            return
        # With nothing left to look up, enough for `k` different ones, whatever lists they are in.
        n_leaders = self._k * (_LEADERS if left else len(self._entered))
        partial = np.concatenate([entered.partial for entered in self._entered])
        leaders = self._reaching(kth_best(partial, min(n_leaders, len(partial))))
        scores = self._accumulator[leaders] + _scores(left, leaders)
        self.floor = max(self.floor, kth_best(scores, self._k) - self._slack)

    def end(self, left: float) -> tuple[Documents, Impacts]:
        """Give the documents that reach the floor with `left` more, and clear the accumulator."""
        documents = self._reaching(self.floor - left)
        scores = self._accumulator[documents]
        for entered in self._entered:
            self._accumulator[entered.at] = 0
        return documents, scores

    def _reaching(self, score: float) -> Documents:
        """Give the documents with a partial score of at least `score`, ascending."""
        found = [documents[partial >= score] for documents, _, partial in self._entered]
        return distinct(np.concatenate([np.empty(0, np.int32), *found]))


def _cost(term: WeightedPostings) -> float:
    return len(term.postings.documents) / term.bound if term.bound else np.inf


def _bound(term: WeightedPostings) -> float:
    return term.bound


def _weighted(term: WeightedPostings, dtype: npt.DTypeLike) -> Impacts:
    """Give the impacts of a term times its weight, computed in `dtype` unless the weight is 1."""
    impacts = term.postings.impacts
    return impacts if term.weight == 1 else np.multiply(impacts, term.weight, dtype=dtype)


def _look_up(term: WeightedPostings, wanted: Documents, accumulator: Impacts) -> Impacts:
    """Give what a term adds to some documents, 0 where they do not hold it."""
    documents, impacts, *_ = term.postings
    if len(wanted) * _LOOK_UP_COST > len(documents):
        at = documents.astype(np.intp)
        accumulator[at] = impacts
        found = accumulator[wanted]
        accumulator[at] = 0
    else:
        places = documents.searchsorted(wanted)
        found = impacts.take(places, mode="clip")
        found *= documents.take(places, mode="clip") == wanted
    found *= term.weight
    return found


def _scores(terms: Sequence[WeightedPostings], wanted: Documents) -> npt.NDArray[np.float64]:
    """Add up what terms add to each of some documents, in the order of the terms."""
    if not terms:
        return np.zeros(len(wanted))
    shape = len(terms), len(wanted)
    places = [term.postings.documents.searchsorted(wanted) for term in terms]
    found = list(zip(terms, places, strict=True))
    parts = np.concatenate([term.postings.impacts.take(at, mode="clip") for term, at in found])
    there = np.concatenate([term.postings.documents.take(at, mode="clip") for term, at in found])
    weighted = parts.astype(np.float64).reshape(shape) * [[term.weight] for term in terms]
    weighted *= there.reshape(shape) == wanted
    # `cumsum` adds from first to last; `sum` may not.
    return np.asarray(weighted.cumsum(axis=0)[-1])


def _ranked(documents: npt.NDArray[np.integer], scores: npt.NDArray[np.float64], k: int) -> Best:
    """Put the best first; `documents` are ascending."""
    # Stable on the negated scores: equal scores keep their ascending document order.
    order = (-scores).argsort(kind="stable")[:k]
    return Best(documents[order].astype(np.int32), scores[order])
