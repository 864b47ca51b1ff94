"""How do blocks become one index, in little memory?

Terms are taken in ranges of some million postings. Of each range every block gives its own
stretch, and what is put together goes straight to where the index is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.index.block import Block, Frequencies
from retrieval.index.peaks import fewest_of_frequent, range_peaks
from retrieval.index.sorting import distinct
from retrieval.index.weighting import Weighting
from retrieval.params import Params
from retrieval.storage import ArraySink, pack_strings
from retrieval.text import LONG, Keys

_POSTINGS_AT_ONCE = 1 << 22  # some 200 MB of work

_Longs = npt.NDArray[np.int64]
_Ints = npt.NDArray[np.int32]


def merge(
    blocks: Sequence[Block],
    sink: ArraySink,
    *,
    params: Params,
    dtype: npt.DTypeLike = np.float32,
) -> None:
    """Write the index of the documents of all blocks, in their order; `Index.open` reads it.

    The names of its arrays begin with `index.`, so other things may stand in the same store,
    which is the caller's to commit.

    Args:
        blocks: at least one document with a term among them.
        sink: where to.
        params: the parameters of BM25.
        dtype: of the precomputed scores; float64 gives rank_bm25's to the last bit.

    Raises:
        ValueError: no document holds any term.
    """
    union = _Union.of(blocks)
    document_frequencies = np.diff(union.starts)
    weighting = Weighting.of(union.lengths, document_frequencies[union.met()], params)
    idfs = weighting.idfs(document_frequencies)
    norms = weighting.norms(union.lengths)
    once = (weighting.k1 + 1) / (1 + norms)  # of a document for a term that it holds once
    peaks = np.empty(len(union.keys), dtype)
    documents_out = sink.growing("index.documents", np.int32)
    frequencies_out = sink.growing("index.frequencies", union.frequency_type)
    impacts_out = sink.growing("index.impacts", dtype)
    range_peaks_out = sink.growing("index.range_peaks", np.uint8)
    n_documents = len(union.lengths)
    is_frequent = document_frequencies >= fewest_of_frequent(n_documents)
    for low, high in union.ranges():
        documents, frequencies = union.gather(low, high)
        parts = once[documents]
        often = np.flatnonzero(frequencies > 1)
        counts = frequencies[often].astype(np.int64)
        parts[often] = counts * (weighting.k1 + 1) / (counts + norms[documents[often]])
        parts *= np.repeat(idfs[low:high], document_frequencies[low:high])
        impacts = parts.astype(dtype, copy=False)
        starts = union.starts[low : high + 1] - union.starts[low]
        peaks[low:high] = np.maximum.reduceat(impacts, starts[:-1])
        for i in is_frequent[low:high].nonzero()[0]:
            own = slice(starts[i], starts[i + 1])
            range_peaks_out.append(range_peaks(documents[own], impacts[own], n_documents))
        documents_out.append(documents)
        frequencies_out.append(frequencies)
        impacts_out.append(impacts)
    for growing in (documents_out, frequencies_out, impacts_out, range_peaks_out):
        growing.close()
    characters, character_documents = _count_characters(blocks)
    whole = {
        "index.keys": union.keys,
        "index.starts": union.starts,
        "index.peaks": peaks,
        "index.frequent": is_frequent.nonzero()[0].astype(np.int32),
        "index.lengths": union.lengths,
        "index.weighting": weighting.pack(),
        "index.characters": characters,
        "index.character_documents": character_documents,
        **pack_strings("index.long_terms", union.long_terms()),
        **pack_strings("index.aliases", _aliases(blocks)),
    }
    for name, array in whole.items():
        sink.write(name, array)


@dataclass(frozen=True, slots=True, eq=False)
class _Union:
    """The terms of several blocks together, and where they are in each."""

    blocks: Sequence[Block]
    firsts: Sequence[int]  #: number of the first document of each block
    lengths: _Ints  #: (n_documents,)
    keys: Keys  #: (n_terms,), ascending
    places: Sequence[_Ints]  #: of each block's terms among `keys`
    starts: _Longs  #: (n_terms + 1,)

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> _Union:
        keys = distinct(np.concatenate([np.empty(0, np.uint64), *(b.keys for b in blocks)]))
        places = [np.searchsorted(keys, block.keys).astype(np.int32) for block in blocks]
        counts = np.zeros(len(keys), np.int64)
        for block, place in zip(blocks, places, strict=True):
            counts[place] += np.diff(block.starts)
        lengths = np.concatenate([np.empty(0, np.int32), *(block.lengths for block in blocks)])
        return cls(
            blocks=blocks,
            firsts=np.cumsum([0, *map(len, blocks)]).tolist()[:-1],
            lengths=lengths,
            keys=keys,
            places=places,
            starts=np.concatenate([[0], np.cumsum(counts)]),
        )

    @property
    def frequency_type(self) -> np.dtype[np.uint8] | np.dtype[np.uint16]:
        """The narrowest type that holds every frequency."""
        return np.result_type(np.uint8, *(block.frequencies.dtype for block in self.blocks))

    def met(self) -> _Ints:
        """Give the places of the terms in the order they are first met."""
        is_new = np.ones(len(self.keys), np.bool_)
        met = [np.empty(0, np.int32)]
        for block, places in zip(self.blocks, self.places, strict=True):
            in_order = places[block.met]
            met.append(in_order[is_new[in_order]])
            is_new[in_order] = False
        return np.concatenate(met)

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Cut the terms into ranges that are not much larger than `_POSTINGS_AT_ONCE`."""
        low = 0
        while low < len(self.keys):
            full = np.searchsorted(self.starts, self.starts[low] + _POSTINGS_AT_ONCE)
            high = min(max(int(full), low + 1), len(self.keys))
            yield low, high
            low = high

    def gather(self, low: int, high: int) -> tuple[_Ints, Frequencies]:
        """Give the postings of the terms from `low` up to `high`, by term, then document."""
        starts = self.starts[low : high + 1] - self.starts[low]
        documents = np.empty(starts[-1], np.int32)
        frequencies = np.empty(starts[-1], self.frequency_type)
        filled = starts[:-1].copy()
        # Blocks come in document order, so what each adds to a term goes behind what is there.
        for block, first, places in zip(self.blocks, self.firsts, self.places, strict=True):
            begin, end = np.searchsorted(places, (low, high))
            own = block.starts[begin : end + 1]
            counts = np.diff(own)
            terms = places[begin:end] - low
            to = np.repeat(filled[terms] - own[:-1] + own[0], counts)
            to += np.arange(len(to))
            documents[to] = block.documents[own[0] : own[-1]].astype(np.int32) + first
            frequencies[to] = block.frequencies[own[0] : own[-1]]
            filled[terms] += counts
        return documents, frequencies

    def long_terms(self) -> list[str]:
        """Give the terms whose keys are digests, by key."""
        n_packed = int(np.searchsorted(self.keys, np.uint64(LONG)))
        terms: list[str | None] = [None] * (len(self.keys) - n_packed)
        for block, places in zip(self.blocks, self.places, strict=True):
            own = places[np.searchsorted(places, n_packed) :] - n_packed
            for i, place in enumerate(own.tolist()):
                if terms[place] is None:
                    terms[place] = block.long_terms[i]
        return [term for term in terms if term is not None]


def _count_characters(blocks: Sequence[Block]) -> tuple[npt.NDArray[np.uint32], _Ints]:
    """Count the documents of each character."""
    codes = np.concatenate([np.empty(0, np.uint32), *(block.characters for block in blocks)])
    characters, which = np.unique(codes, return_inverse=True)
    counts = np.zeros(len(characters), np.int32)
    np.add.at(
        counts,
        which,
        np.concatenate([np.empty(0, np.int32), *(block.character_documents for block in blocks)]),
    )
    return characters, counts


def _aliases(blocks: Sequence[Block]) -> list[str]:
    """Give the pairs of names of all blocks, each once."""
    pairs: dict[tuple[str, str], None] = {}
    for block in blocks:
        names = iter(block.aliases)
        pairs.update(dict.fromkeys(zip(names, names, strict=True)))
    return [name for pair in pairs for name in pair]
