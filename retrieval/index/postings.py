"""In which documents does a term stand, and what does it score there?

The arrays that `merging` makes, in memory or mapped. Of term `t`, in the order of keys, the
documents are `documents[starts[t]:starts[t + 1]]`, ascending, with their impacts (the finished
score of weight 1) and frequencies beside them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.errors import StoreDamagedError
from retrieval.index.peaks import RangePeaks, count_ranges, fewest_of_frequent
from retrieval.index.weighting import Weighting
from retrieval.storage import Arrays, ArrayStore, StringColumn
from retrieval.text import packed_term, term_key

_TERMS_REMEMBERED = 1 << 16
_TERMS_AT_ONCE = 1 << 16
_POSTINGS_KEPT = 1 << 25  # 256 MB of documents and impacts
_POSTINGS_MAPPED = 1 << 13  # of any list, however short: systems map 64 KB around what is read
_DOCUMENTS_AT_ONCE = 1 << 15
_POSTINGS_AT_ONCE = 1 << 24

Impacts = npt.NDArray[np.float32] | npt.NDArray[np.float64]


class TermPostings(NamedTuple):
    """The documents of one term."""

    documents: npt.NDArray[np.int32]  #: ascending
    impacts: Impacts
    peak: float  #: the largest impact
    start: int  #: of these among the postings of all terms
    frequent: int | None  #: place among the frequent terms, which have peaks of ranges


class Columns(NamedTuple):
    """The postings of all terms, and the peaks of the frequent ones."""

    documents: npt.NDArray[np.int32]
    impacts: Impacts
    range_peaks: RangePeaks  #: of each frequent term in turn, `retrieval.index.peaks`
    n_frequent: int


class Occurrence(NamedTuple):
    """A term in a document that holds it."""

    frequency: int
    impact: float


class Postings:
    """The inverted documents of a collection.

    Args:
        arrays: as `merge` writes them.
        release: gives the memory of mapped arrays back; called whenever 32 million more postings
            were looked at.
    """

    def __init__(self, arrays: Arrays, release: Callable[[], None] | None = None) -> None:
        self._release = release
        self._n_touched = 0
        self._known: dict[str, TermPostings] = {}  # what was touched since the last release
        self.weighting = Weighting.unpack(arrays["index.weighting"])
        self.lengths: npt.NDArray[np.int32] = arrays["index.lengths"]
        self._keys: npt.NDArray[np.uint64] = arrays["index.keys"]
        self._starts: npt.NDArray[np.int64] = arrays["index.starts"]
        self._documents: npt.NDArray[np.int32] = arrays["index.documents"]
        self._frequencies: npt.NDArray[np.uint8 | np.uint16] = arrays["index.frequencies"]
        self._impacts: Impacts = arrays["index.impacts"]
        self._peaks: Impacts = arrays["index.peaks"]
        self._range_peaks: RangePeaks = arrays["index.range_peaks"]
        self._frequent: npt.NDArray[np.int32] = arrays["index.frequent"]
        self._fewest_of_frequent = fewest_of_frequent(self.weighting.n_documents)
        # One number of a view is a Python number at once, of an array one of NumPy's.
        self._key: memoryview[int] = _view(self._keys)
        self._start: memoryview[int] = _view(self._starts)
        self._peak: memoryview[float] = _view(self._peaks)
        self._frequent_place: memoryview[int] = _view(self._frequent)
        self._long_terms = StringColumn(arrays, "index.long_terms")
        #: Gives the position of a term among the keys, or `None`.
        self.find: Callable[[str], int | None] = lru_cache(_TERMS_REMEMBERED)(
            partial(_find, self._key)
        )

    @classmethod
    def open(cls, store: ArrayStore) -> Postings:
        """Use what `merge` wrote into a store.

        Raises:
            StoreDamagedError: an array is not there, or does not fit the others.
        """
        postings = cls(store, store.release)
        n_postings = len(postings._documents)
        if not (
            len(postings._keys) == len(postings._peaks) == len(postings._starts) - 1
            and len(postings._frequencies) == len(postings._impacts) == n_postings
            and postings._starts[-1] == n_postings
            and len(postings.lengths) == postings.weighting.n_documents
            and len(postings._range_peaks)
            == len(postings._frequent) * count_ranges(postings.weighting.n_documents)
        ):
            raise StoreDamagedError(
                path=str(store.directory), reason="the arrays of its index do not fit"
            )
        return postings

    def __len__(self) -> int:
        """Count the terms."""
        return len(self._keys)

    @property
    def impact_type(self) -> np.dtype[np.float32] | np.dtype[np.float64]:
        """Of what precision scores are."""
        return self._impacts.dtype

    @property
    def columns(self) -> Columns:
        """The arrays that `TermPostings` are stretches of."""
        return Columns(self._documents, self._impacts, self._range_peaks, len(self._frequent))

    def digest(self) -> str:
        """Name what can be found here, and how: 12 hexadecimal digits over terms and lengths."""
        digest = blake2b(self.weighting.pack().tobytes(), digest_size=6)
        for array in (self._keys, self._starts, self.lengths):
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()

    def of(self, term: str) -> TermPostings | None:
        """Give the postings of a term that some document holds."""
        known = self._known.get(term)
        if known is not None:
            return known
        place = _find(self._key, term)  # not remembered twice
        if place is None:
            return None
        start, end = self._start[place], self._start[place + 1]
        is_frequent = end - start >= self._fewest_of_frequent
        found = TermPostings(
            self._documents[start:end],
            self._impacts[start:end],
            self._peak[place],
            start,
            bisect_left(self._frequent_place, place) if is_frequent else None,
        )
        self._touch(end - start)
        self._known[term] = found
        return found

    def occurrence(self, term: str, document: int) -> Occurrence | None:
        """Give a term's frequency and impact in a document that holds it."""
        place = self.find(term)
        if place is None:
            return None
        start, end = self._start[place], self._start[place + 1]
        at = start + int(np.searchsorted(self._documents[start:end], np.int32(document)))
        if at == end or self._documents[at] != document:
            return None
        return Occurrence(int(self._frequencies[at]), float(self._impacts[at]))

    def document_frequency(self, term: str) -> int:
        """Count the documents that hold a term."""
        place = self.find(term)
        return 0 if place is None else self._start[place + 1] - self._start[place]

    def document_frequencies(self) -> Mapping[str, int]:
        """Count the documents of every term; nothing is read before it is asked for."""
        return _DocumentFrequencies(self)

    def vectors(self) -> Iterator[Mapping[int, float]]:
        """Give each document as the impacts of its terms, by the terms' positions.

        Every stretch of documents takes a look at all postings: 20 s for a million documents.
        """
        for first in range(0, len(self.lengths), _DOCUMENTS_AT_ONCE):
            after = min(first + _DOCUMENTS_AT_ONCE, len(self.lengths))
            at = self._within(first, after)
            documents = self._documents[at]
            at = at[np.argsort(documents, kind="stable")]
            terms = np.searchsorted(self._starts, at, side="right") - 1
            ends = np.cumsum(np.bincount(documents - first, minlength=after - first)).tolist()
            impacts = self._impacts[at].tolist()
            places = terms.tolist()
            for start, end in zip([0, *ends], ends, strict=False):
                yield dict(zip(places[start:end], impacts[start:end], strict=True))

    def _within(self, first: int, after: int) -> npt.NDArray[np.int64]:
        """Find the postings of documents from `first` up to `after`."""
        found = [np.empty(0, np.int64)]
        for start in range(0, len(self._documents), _POSTINGS_AT_ONCE):
            part = self._documents[start : start + _POSTINGS_AT_ONCE]
            found.append(np.flatnonzero((part >= first) & (part < after)) + start)
        return np.concatenate(found)

    def terms(self) -> Iterator[str]:
        """Give every term, in the order of keys."""
        n_packed = len(self._keys) - len(self._long_terms)
        for first in range(0, n_packed, _TERMS_AT_ONCE):
            last = min(first + _TERMS_AT_ONCE, n_packed)
            yield from map(packed_term, self._keys[first:last].tolist())
        yield from self._long_terms

    def _touch(self, n_postings: int) -> None:
        # What is looked at stays in memory, in the end every posting of the corpus, unless it is
        # given back. It is only unmapped: what is wanted again comes from the page cache.
        self._n_touched += max(n_postings, _POSTINGS_MAPPED)
        if self._n_touched > _POSTINGS_KEPT:
            self._n_touched = 0
            self._known.clear()
            if self._release is not None:
                self._release()


class _DocumentFrequencies(Mapping[str, int]):
    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def __len__(self) -> int:
        return len(self._postings)

    def __iter__(self) -> Iterator[str]:
        return self._postings.terms()

    def __getitem__(self, term: str) -> int:
        found = self._postings.document_frequency(term)
        if not found:
            raise KeyError(term)
        return found


# Not a method: remembering the results of one would keep its object, and what that maps, alive.
def _find(keys: memoryview[int], term: str) -> int | None:
    key = term_key(term)
    place = bisect_left(keys, key)
    return place if place < len(keys) and keys[place] == key else None


def _view(array: npt.NDArray[Any]) -> memoryview[Any]:
    return memoryview(array)  # type: ignore[arg-type]  # NumPy's arrays are buffers, untyped
