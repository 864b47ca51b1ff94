"""Which passages hold the terms of a query, best first?

An index is built once from the passages of a generation and never changed. It knows passages by
their position only; what they say is the generation's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from itertools import islice
from math import log

from retrieval.index.block import BLOCK_DOCUMENTS, Block
from retrieval.index.bm25 import BM25, TermPart
from retrieval.index.fields import passage_text
from retrieval.index.inverting import invert
from retrieval.index.matches import Match, Searcher, Vector
from retrieval.index.merging import merge
from retrieval.index.postings import Postings
from retrieval.params import Params
from retrieval.storage import ArrayMemory, Arrays, ArrayStore, StringColumn
from retrieval.types import Passage, Progress

_PROGRESS_EVERY = 1000


class Index:
    """The searchable terms of a sequence of passages, as `merge` wrote them."""

    def __init__(self, postings: Postings, arrays: Arrays) -> None:
        self._bm25 = BM25(postings)
        characters = map(chr, arrays["index.characters"].tolist())
        counts = arrays["index.character_documents"].tolist()
        self._character_frequencies = dict(zip(characters, counts, strict=True))
        aliases: dict[str, dict[str, None]] = defaultdict(dict)
        names = iter(StringColumn(arrays, "index.aliases"))
        for full, short in zip(names, names, strict=True):
            aliases[full][short] = None
            aliases[short][full] = None
        self._aliases = {name: tuple(others) for name, others in aliases.items()}
        self._elsewhere: Searcher | None = None

    @classmethod
    def open(cls, store: ArrayStore) -> Index:
        """Open an index that `merge` wrote into a store; next to nothing of it is read.

        Raises:
            StoreDamagedError: the store holds no index, or one whose parts do not fit.
        """
        return cls(Postings.open(store), store)

    @classmethod
    def of(cls, blocks: Sequence[Block], params: Params) -> Index:
        """Merge blocks in memory.

        Raises:
            ValueError: no passage holds a word.
        """
        arrays = ArrayMemory()
        merge(blocks, arrays, params=params)
        return cls(Postings(arrays), arrays)

    def __len__(self) -> int:
        """Count the passages."""
        return int(self._bm25.corpus_size)

    def __contains__(self, term: str) -> bool:
        """Say whether any passage holds `term`."""
        return self._bm25.postings.find(term) is not None

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Map each name that some passage abbreviates, and each short name, to the others."""
        return self._aliases

    def idf(self, term: str) -> float:
        """Give the idf of a term; one that no passage holds is as rare as can be."""
        return self._bm25.postings.weighting.idf(self.document_frequency(term))

    def document_frequency(self, term: str) -> int:
        """Count the passages that hold `term`."""
        return self._bm25.postings.document_frequency(term)

    def document_frequencies(self) -> Mapping[str, int]:
        """Count the passages of every term."""
        return self._bm25.postings.document_frequencies()

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
        if self._elsewhere is not None:
            vector = self.vector(weights)
            found = self._elsewhere.search(vector, k) if vector is not None else None
            if found is not None:
                return found
        documents, scores = self._bm25.best(weights, k)
        return list(map(Match, documents.tolist(), scores.tolist()))

    def served_by(self, elsewhere: Searcher) -> Index:
        """Give this index with its searching done elsewhere, and here where that cannot be."""
        served = copy(self)
        served._elsewhere = elsewhere
        return served

    def digest(self) -> str:
        """Name the index by what can be found in it, and how."""
        return self._bm25.postings.digest()

    def vector(self, weights: Mapping[str, float]) -> Vector | None:
        """Give weighted terms as a vector; `None` where a product would not say what matched."""
        return self._bm25.vector(weights)

    def vectors(self) -> Iterator[Mapping[int, float]]:
        """Give each passage as the vector whose products with a question's are its scores."""
        return self._bm25.postings.vectors()

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
    texts = _texts(passages, progress)
    blocks = []
    while len(block := invert(islice(texts, BLOCK_DOCUMENTS))):
        blocks.append(block)
    return Index.of(blocks, params)


def _texts(passages: Sequence[Passage], progress: Progress | None) -> Iterator[str]:
    for done, passage in enumerate(passages, 1):
        yield passage_text(passage)
        if progress is not None and (done % _PROGRESS_EVERY == 0 or done == len(passages)):
            progress("index", done, len(passages))
