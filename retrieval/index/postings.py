"""In which documents does a term stand, and how often?

Compressed sparse columns: the documents of term `t` are `documents[starts[t]:starts[t + 1]]`, in
ascending order, with their `frequencies` beside them: 6 bytes a posting. The arrays are plain, so
they can be written as files and mapped back; nothing here scores.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Documents inverted at one time: bounds the memory of a build beyond its result.
BLOCK_DOCUMENTS = 32_768
_MAX_FREQUENCY = np.iinfo(np.uint16).max


class Vocabulary(dict[str, int]):
    """Numbers terms from 0 in the order they are first met."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The inverted documents of one field."""

    vocabulary: dict[str, int]
    starts: npt.NDArray[np.int64]  #: (n_terms + 1,)
    documents: npt.NDArray[np.int32]  #: (n_postings,)
    frequencies: npt.NDArray[np.uint16]  #: (n_postings,); what is above 65,535 counts as that
    lengths: npt.NDArray[np.int32]  #: (n_documents,), in terms

    def of(self, term: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
        """Give the documents and frequencies of `term`, both empty where it is unknown."""
        number = self.vocabulary.get(term)
        if number is None:
            return self.documents[:0], self.frequencies[:0]
        part = slice(self.starts[number], self.starts[number + 1])
        return self.documents[part], self.frequencies[part]

    def document_frequency(self, term: str) -> int:
        """Count the documents that `term` stands in."""
        number = self.vocabulary.get(term)
        return 0 if number is None else int(self.starts[number + 1] - self.starts[number])


@dataclass(frozen=True, slots=True)
class _Block:
    """Postings of consecutive documents, ordered by term, then document."""

    terms: npt.NDArray[np.int32]
    documents: npt.NDArray[np.int32]
    frequencies: npt.NDArray[np.uint16]


def invert(
    documents: Iterable[Sequence[str]], *, block_documents: int = BLOCK_DOCUMENTS
) -> Postings:
    """Turn documents, each the sequence of its terms, into postings.

    Memory: the result twice over, and one block of documents; time O(n log n) in a block's terms.
    """
    vocabulary = Vocabulary()
    lengths = array("i")
    blocks = list(_invert_blocks(documents, vocabulary, lengths, block_documents))
    counts = np.zeros(len(vocabulary), np.int64)
    for block in blocks:
        counts += np.bincount(block.terms, minlength=len(vocabulary))
    starts = np.zeros(len(vocabulary) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    merged_documents = np.empty(starts[-1], np.int32)
    merged_frequencies = np.empty(starts[-1], np.uint16)
    # Blocks come in document order, so filling each term's column block by block keeps it sorted.
    filled = starts[:-1].copy()
    for block in blocks:
        in_block = np.bincount(block.terms, minlength=len(vocabulary))
        first_in_block = np.cumsum(in_block) - in_block
        places = np.arange(len(block.terms)) + np.repeat(filled - first_in_block, in_block)
        merged_documents[places] = block.documents
        merged_frequencies[places] = block.frequencies
        filled += in_block
    return Postings(
        vocabulary=dict(vocabulary),
        starts=starts,
        documents=merged_documents,
        frequencies=merged_frequencies,
        lengths=np.frombuffer(lengths, np.int32) if lengths else np.empty(0, np.int32),
    )


def _invert_blocks(
    documents: Iterable[Sequence[str]],
    vocabulary: Vocabulary,
    lengths: array[int],
    block_documents: int,
) -> Iterator[_Block]:
    numbers = array("i")
    first = 0
    for document in documents:
        numbers.extend(map(vocabulary.__getitem__, document))
        lengths.append(len(document))
        if len(lengths) - first == block_documents:
            yield _invert_block(numbers, lengths, first)
            numbers = array("i")
            first = len(lengths)
    if len(lengths) > first:
        yield _invert_block(numbers, lengths, first)


def _invert_block(numbers: array[int], lengths: array[int], first: int) -> _Block:
    n_documents = len(lengths) - first
    owners = np.repeat(np.arange(n_documents), np.frombuffer(lengths[first:], np.int32))
    terms = np.frombuffer(numbers, np.int32) if numbers else np.empty(0, np.int32)
    keys, frequencies = np.unique(
        terms.astype(np.int64) * n_documents + owners, return_counts=True
    )
    return _Block(
        terms=(keys // n_documents).astype(np.int32),
        documents=(keys % n_documents + first).astype(np.int32),
        frequencies=np.minimum(frequencies, _MAX_FREQUENCY).astype(np.uint16),
    )
