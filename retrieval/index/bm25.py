"""How well does each document match the terms of a query?

rank_bm25's BM25Okapi, number for number, served from inverted postings: the library looks at every
document for every term, this class only at those that hold the term, and for the best few at far
fewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from retrieval.index.best import Best, WeightedPostings, best_of_all, find_best
from retrieval.index.block import BLOCK_DOCUMENTS
from retrieval.index.blockmax import BlockMax
from retrieval.index.inverting import invert_terms
from retrieval.index.lending import Lender
from retrieval.index.matches import Vector
from retrieval.index.merging import merge
from retrieval.index.postings import Postings
from retrieval.index.ranking import top_k
from retrieval.index.weighting import Scores
from retrieval.params import Params
from retrieval.storage import ArrayMemory

# Scoring all that match is the faster way where there are few documents, and where a query of not
# very many has few postings: docs/retrieval.md.
_FEW_DOCUMENTS = 20_000
_FEW_POSTINGS = 16_000
_MANY_DOCUMENTS = 100_000


@dataclass(frozen=True, slots=True)
class TermPart:
    """One term's part in a document's score: `score = weight * idf * saturated frequency`."""

    term: str
    idf: float
    frequency: int
    weight: float
    score: float


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 ships no types
    """BM25Okapi over inverted documents; `retrieval.index.weighting` has the formula.

    Scores of real matches can be 0 or below in tiny collections, so `matches` says what matched,
    never the score.
    """

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        self.idf: Mapping[str, float]
        self.average_idf: float
        weighting = postings.weighting
        super().__init__(postings, k1=weighting.k1, b=weighting.b, epsilon=weighting.epsilon)
        n_documents = weighting.n_documents
        self._block_max = BlockMax.over(postings.columns, n_documents)
        self._accumulators = Lender(lambda: np.zeros(n_documents, postings.impact_type))

    @classmethod
    def of(
        cls,
        documents: Iterable[Sequence[str]],
        *,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
        dtype: npt.DTypeLike = np.float64,
    ) -> BM25:
        """Invert documents, each a sequence of terms, in memory.

        Raises:
            ValueError: no document holds any term; the library would divide by zero.
        """
        rows = iter(documents)
        blocks = []
        while part := tuple(islice(rows, BLOCK_DOCUMENTS)):
            blocks.append(invert_terms(part))
        arrays = ArrayMemory()
        merge(blocks, arrays, params=Params(k1=k1, b=b, epsilon=epsilon), dtype=dtype)
        return cls(Postings(arrays))

    def _initialize(self, corpus: Postings) -> Mapping[str, int]:
        self.corpus_size = corpus.weighting.n_documents
        self.avgdl = corpus.weighting.mean_length
        return corpus.document_frequencies()

    def _calc_idf(self, nd: Mapping[str, int]) -> None:  # noqa: ARG002 - the library's name
        self.average_idf = self.postings.weighting.mean_idf
        self.idf = _Idfs(self.postings)

    def get_scores(self, query: Sequence[str]) -> Scores:
        """Score every document, `(n_documents,)`; each occurrence of a term in `query` counts."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            if (postings := self.postings.of(term)) is not None:
                scores[postings.documents] += postings.impacts
        return scores

    def matches(self, query: Mapping[str, float]) -> tuple[Scores, npt.NDArray[np.bool_]]:
        """Score every document by weighted terms and say which hold at least one of them.

        Args:
            query: weight of each term; 1 is one occurrence.
        """
        return self._score_all(self._weighted(query))

    def best(self, query: Mapping[str, float], k: int) -> Best:
        """Find the `k` best of the documents that match, best first, ties in document order.

        Scores are those of `matches`, to the last bit.

        Args:
            query: weight of each term; 1 is one occurrence.
            k: at least 1.
        """
        terms = self._weighted(query)
        if self._block_max is not None and all(term.bound > 0 for term in terms):
            best = self._block_max.find_best(terms, k)
            if best is not None:
                return best
        if all(term.bound >= 0 for term in terms):
            if not self._are_few(terms):
                with self._accumulators.one() as accumulator:
                    return find_best(terms, k, accumulator)
            best = best_of_all(terms, k, self.corpus_size)
            if best is not None:
                return best
        scores, matched = self._score_all(terms)
        documents = top_k(scores, matched, k)
        return Best(documents.astype(np.int32), scores[documents])

    def vector(self, query: Mapping[str, float]) -> Vector | None:
        """Give a query as a vector over the positions of terms, in the order of the query.

        Returns:
            `None` where some term scores nothing or less, as in tiny collections: then a product
            does not say what matched.
        """
        if any(term.postings.peak <= 0 for term in self._weighted(query)):
            return None
        places = ((self.postings.find(term), weight) for term, weight in query.items())
        return {place: weight for place, weight in places if place is not None}

    def explain(self, query: Mapping[str, float], document: int) -> tuple[TermPart, ...]:
        """Take a document's score apart: the terms it holds, in the order of `query`."""
        return tuple(self._explain(query, document))

    def _explain(self, query: Mapping[str, float], document: int) -> Iterator[TermPart]:
        for term, weight in query.items():
            if found := self.postings.occurrence(term, document):
                yield TermPart(
                    term, self.idf[term], found.frequency, weight, weight * found.impact
                )

    def _score_all(
        self, terms: Iterable[WeightedPostings]
    ) -> tuple[Scores, npt.NDArray[np.bool_]]:
        scores = np.zeros(self.corpus_size)
        matched = np.zeros(self.corpus_size, np.bool_)
        for (documents, impacts, *_), weight in terms:
            scores[documents] += weight * impacts.astype(np.float64)
            matched[documents] = True
        return scores, matched

    def _are_few(self, terms: Sequence[WeightedPostings]) -> bool:
        if self.corpus_size <= _FEW_DOCUMENTS:
            return True
        if self.corpus_size > _MANY_DOCUMENTS:
            return False
        return sum(len(term.postings.documents) for term in terms) <= _FEW_POSTINGS

    def _weighted(self, query: Mapping[str, float]) -> list[WeightedPostings]:
        return [
            WeightedPostings(postings, weight)
            for term, weight in query.items()
            if (postings := self.postings.of(term)) is not None
        ]


class _Idfs(Mapping[str, float]):
    """The idf of each term, worked out when asked for."""

    def __init__(self, postings: Postings) -> None:
        self._frequencies = postings.document_frequencies()
        self._weighting = postings.weighting

    def __len__(self) -> int:
        return len(self._frequencies)

    def __iter__(self) -> Iterator[str]:
        return iter(self._frequencies)

    def __getitem__(self, term: str) -> float:
        return self._weighting.idf(self._frequencies[term])
