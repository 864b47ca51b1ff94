"""Which passages hold the terms of a query, best first?

An index is built once from the passages of a generation and never changed. It knows passages by
their position only; what they say is the generation's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from retrieval.index.aliases import find_aliases
from retrieval.index.bm25 import BM25, TermPart
from retrieval.index.fields import passage_text
from retrieval.index.ranking import top_k
from retrieval.params import Params
from retrieval.text import index_terms, open_segmenter, searchable
from retrieval.types import Passage, Progress

_PROGRESS_EVERY = 1000


class Match(NamedTuple):
    """A passage that holds at least one term of the query."""

    ordinal: int  #: position of the passage in its generation
    score: float


class Index:
    """The searchable terms of a sequence of passages."""

    def __init__(
        self,
        bm25: BM25,
        character_frequencies: Mapping[str, int],
        aliases: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._bm25 = bm25
        self._character_frequencies = character_frequencies
        self._aliases = aliases

    def __len__(self) -> int:
        """Count the passages."""
        return int(self._bm25.corpus_size)

    def __contains__(self, term: str) -> bool:
        """Say whether any passage holds `term`."""
        return term in self._bm25.postings.vocabulary

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Map each name that some passage abbreviates, and each short name, to the others."""
        return self._aliases

    def idf(self, term: str) -> float:
        """Give the idf of a term; one that no passage holds is as rare as can be."""
        found = self._bm25.idf.get(term)
        return self._bm25.idf_of_frequency(0) if found is None else found

    def document_frequency(self, term: str) -> int:
        """Count the passages that hold `term`."""
        return self._bm25.postings.document_frequency(term)

    def document_frequencies(self) -> Mapping[str, int]:
        """Count the passages of every term."""
        return {term: self.document_frequency(term) for term in self._bm25.postings.vocabulary}

    def character_idf(self, character: str) -> float:
        """Give the idf of a single character, above 0 for each.

        `ln(1 + (n - df + 0.5) / (df + 0.5))`: so many passages hold most characters that the idf
        of BM25Okapi would be its floor for all of them.

        Source: Lucene's BM25Similarity.
        """
        n, frequency = len(self), self._character_frequencies.get(character, 0)
        return log(1 + (n - frequency + 0.5) / (frequency + 0.5))

    def relative_length(self, ordinal: int) -> float:
        """Give the length of a passage as a multiple of the mean length."""
        return float(self._bm25.postings.lengths[ordinal] / self._bm25.avgdl)

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
    characters: Counter[str] = Counter()
    aliases: dict[str, dict[str, None]] = defaultdict(dict)
    documents = _documents(passages, characters, aliases, progress)
    bm25 = BM25(documents, k1=params.k1, b=params.b, epsilon=params.epsilon)
    return Index(bm25, dict(characters), {name: tuple(names) for name, names in aliases.items()})


def _documents(
    passages: Sequence[Passage],
    characters: Counter[str],
    aliases: dict[str, dict[str, None]],
    progress: Progress | None,
) -> Iterator[Sequence[str]]:
    """Yield the terms of each passage; count its characters and collect its aliases on the way."""
    segmenter = open_segmenter()
    for done, passage in enumerate(passages, 1):
        text = passage_text(passage)
        search_form = searchable(text)
        characters.update(set(search_form))
        for full, short in find_aliases(search_form):
            aliases[full][short] = None
            aliases[short][full] = None
        yield index_terms(text, segmenter)
        if progress is not None and (done % _PROGRESS_EVERY == 0 or done == len(passages)):
            progress("index", done, len(passages))
