"""Which passages hold the terms of a query, best first?

An index is built once from the passages of a generation and never changed. It knows passages by
their position only; what they say is the generation's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from retrieval.index.bm25 import BM25, TermPart
from retrieval.index.fields import passage_terms
from retrieval.index.ranking import top_k
from retrieval.params import Params
from retrieval.text import Segmenter, open_segmenter
from retrieval.types import Passage, Progress

_PROGRESS_EVERY = 1000


class Match(NamedTuple):
    """A passage that holds at least one term of the query."""

    ordinal: int  #: position of the passage in its generation
    score: float


class Index:
    """The searchable terms of a sequence of passages."""

    def __init__(self, bm25: BM25) -> None:
        self._bm25 = bm25

    def __len__(self) -> int:
        """Count the passages."""
        return int(self._bm25.corpus_size)

    def __contains__(self, term: str) -> bool:
        """Say whether any passage holds `term`."""
        return term in self._bm25.postings.vocabulary

    def idf(self, term: str) -> float:
        """Give the idf of a term; one that no passage holds is as rare as can be."""
        found = self._bm25.idf.get(term)
        return self._bm25.idf_of_frequency(0) if found is None else found

    def document_frequency(self, term: str) -> int:
        """Count the passages that hold `term`."""
        return self._bm25.postings.document_frequency(term)

    def search(self, weights: Mapping[str, float], k: int) -> list[Match]:
        """Find the `k` best passages, best first, ties in passage order.

        Args:
            weights: weight of each term; 1 is one occurrence in the question.
            k: at least 1.
        """
        scores, matched = self._bm25.matches(weights)
        return [Match(int(at), float(scores[at])) for at in top_k(scores, matched, k)]

    def explain(self, weights: Mapping[str, float], ordinal: int) -> tuple[TermPart, ...]:
        """Take the score of one passage apart, term by term."""
        return self._bm25.explain(weights, ordinal)


def build_index(
    passages: Sequence[Passage], *, params: Params, progress: Progress | None = None
) -> Index:
    """Index passages; passage `i` of the sequence is passage `i` of the index.

    Raises:
        ValueError: no passage holds a word.
    """
    documents = _documents(passages, open_segmenter(), progress)
    return Index(BM25(documents, k1=params.k1, b=params.b, epsilon=params.epsilon))


def _documents(
    passages: Sequence[Passage], segmenter: Segmenter, progress: Progress | None
) -> Iterator[Sequence[str]]:
    for done, passage in enumerate(passages, 1):
        yield passage_terms(passage, segmenter)
        if progress is not None and (done % _PROGRESS_EVERY == 0 or done == len(passages)):
            progress("index", done, len(passages))
