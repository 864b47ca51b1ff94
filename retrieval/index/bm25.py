"""How well does each document match the terms of a query?

rank_bm25's BM25Okapi, number for number, served from inverted postings: the library looks at every
document for every term, this class only at those that hold the term. `idf`, its floor and the
order of every floating-point operation are the library's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from retrieval.index.postings import Postings, invert

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TermPart:
    """One term's part in a document's score: `score = weight * idf * saturated frequency`."""

    term: str
    idf: float
    frequency: int
    weight: float
    score: float


class BM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 ships no types
    """BM25Okapi over a collection of documents, each a sequence of terms.

    `idf` is `ln((n - df + 0.5) / (df + 0.5))`, and where that is negative, `epsilon` times the
    mean idf of the vocabulary. A term's score in a document of length `dl` that holds it `f` times
    is `idf * f * (k1 + 1) / (f + k1 * (1 - b + b * dl / avgdl))`. Scores of real matches can be 0
    or below in tiny collections, so `matches` says what matched, never the score.

    Source: Trotman, Puurula, Burgess, "Improvements to BM25 and Language Models Examined" (2014),
    by way of rank_bm25 0.2.2.

    Raises:
        ValueError: no document holds any term; the library would divide by zero.
    """

    def __init__(
        self,
        documents: Iterable[Sequence[str]],
        *,
        k1: float = 1.5,
        b: float = 0.75,
        epsilon: float = 0.25,
    ) -> None:
        self.idf: dict[str, float]
        self.average_idf: float
        super().__init__(documents, k1=k1, b=b, epsilon=epsilon)

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> Mapping[str, int]:
        self.postings: Postings = invert(corpus)
        if not self.postings.vocabulary:
            raise ValueError("no document holds any term")
        self.corpus_size = len(self.postings.lengths)
        self.avgdl = int(self.postings.lengths.sum(dtype=np.int64)) / self.corpus_size
        self._length_norms: Scores = self.k1 * (
            1 - self.b + self.b * self.postings.lengths / self.avgdl
        )
        # The vocabulary is in the library's order, which decides the last bits of the mean idf.
        return dict(
            zip(self.postings.vocabulary, np.diff(self.postings.starts).tolist(), strict=True)
        )

    def idf_of_frequency(self, document_frequency: int) -> float:
        """Give the idf of a term that so many documents hold, without the floor."""
        return math.log(self.corpus_size - document_frequency + 0.5) - math.log(
            document_frequency + 0.5
        )

    def get_scores(self, query: Sequence[str]) -> Scores:
        """Score every document, `(n_documents,)`; each occurrence of a term in `query` counts."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            documents, parts = self._parts(term)
            scores[documents] += parts
        return scores

    def matches(self, query: Mapping[str, float]) -> tuple[Scores, npt.NDArray[np.bool_]]:
        """Score every document by weighted terms and say which hold at least one of them.

        Args:
            query: weight of each term; 1 is one occurrence.
        """
        scores = np.zeros(self.corpus_size)
        matched = np.zeros(self.corpus_size, np.bool_)
        for term, weight in query.items():
            documents, parts = self._parts(term)
            scores[documents] += parts if weight == 1 else weight * parts
            matched[documents] = True
        return scores, matched

    def explain(self, query: Mapping[str, float], document: int) -> tuple[TermPart, ...]:
        """Take a document's score apart: the terms it holds, in the order of `query`."""
        return tuple(self._explain(query, document))

    def _explain(self, query: Mapping[str, float], document: int) -> Iterator[TermPart]:
        for term, weight in query.items():
            documents, parts = self._parts(term)
            at = int(np.searchsorted(documents, document))
            if at < len(documents) and documents[at] == document:
                frequency = int(self.postings.of(term)[1][at])
                score = float(parts[at])
                yield TermPart(
                    term,
                    self.idf[term],
                    frequency,
                    weight,
                    score if weight == 1 else weight * score,
                )

    def _parts(self, term: str) -> tuple[npt.NDArray[np.int32], Scores]:
        documents, frequencies = self.postings.of(term)
        if not len(documents):
            return documents, np.empty(0)
        counts = frequencies.astype(np.int64)
        parts: Scores = self.idf[term] * (
            counts * (self.k1 + 1) / (counts + self._length_norms[documents])
        )
        return documents, parts
