"""Which documents score best, found by compiled code?

`blockmax.c` says how. It is compiled when the project is installed (`hatch_build.py`), where there
is a C compiler; without one `best` finds the same, in about twice the time.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.index.best import Best, WeightedPostings
from retrieval.index.lending import Lender
from retrieval.index.peaks import count_ranges
from retrieval.index.postings import Columns

LIBRARY = Path(__file__).with_name("libblockmax.so")
_INTERFACE = 1  # of blockmax.c; a library left by another version is not called
_TERM = "qqqdd"  # start, length, place among the frequent terms, weight, bound


class _Collection(ctypes.Structure):
    _fields_ = (
        ("documents", ctypes.c_void_p),
        ("impacts", ctypes.c_void_p),
        ("n_postings", ctypes.c_int64),
        ("range_peaks", ctypes.c_void_p),
        ("n_frequent", ctypes.c_int64),
        ("n_documents", ctypes.c_int64),
    )


class _Scratch(ctypes.Structure):
    """Arrays that a search works in; the addresses live as long as the arrays."""

    _fields_ = (
        ("partial", ctypes.c_void_p),
        ("entered", ctypes.c_void_p),
        ("uppers", ctypes.c_void_p),
        ("bounds", ctypes.c_void_p),
    )

    def __init__(self, n_documents: int) -> None:
        self.arrays = (
            np.zeros(n_documents, np.float32),
            np.empty(n_documents + 1, np.int32),
            np.empty(n_documents, np.float32),
            np.empty(count_ranges(n_documents), np.uint16),
        )
        super().__init__(*(array.ctypes.data for array in self.arrays))


class BlockMax:
    """The compiled search of one collection, for any number of threads."""

    def __init__(self, library: ctypes.CDLL, columns: Columns, n_documents: int) -> None:
        self._find_best = library.youju_find_best
        self._columns = columns  # their memory is used as long as this object lives
        self._n_documents = n_documents
        self._collection = _Collection(
            columns.documents.ctypes.data,
            columns.impacts.ctypes.data,
            len(columns.documents),
            columns.range_peaks.ctypes.data,
            columns.n_frequent,
            n_documents,
        )
        self._scratches = Lender(lambda: _Scratch(n_documents))

    @classmethod
    def over(cls, columns: Columns, n_documents: int) -> BlockMax | None:
        """Search these arrays; `None` where nothing was compiled, and for scores of float64."""
        library = _library(LIBRARY)
        if library is None or columns.impacts.dtype != np.float32:
            return None
        return cls(library, columns, n_documents)

    def find_best(self, terms: Sequence[WeightedPostings], k: int) -> Best | None:
        """Find the `k` best documents that hold at least one term.

        Args:
            terms: of the query, each of a bound above 0.
            k: at least 1.

        Returns:
            `None` where an impact is not above 0 (a float32 rounds the smallest to 0), a posting
            is not of this collection, or memory is out; that is left to `best`.
        """
        room = min(k, self._n_documents)
        documents: npt.NDArray[np.int32] = np.empty(room, np.int32)
        scores = np.empty(room)
        with self._scratches.one() as scratch:
            n_found: int = self._find_best(
                ctypes.byref(self._collection),
                struct.pack(_TERM * len(terms), *chain.from_iterable(map(_term, terms))),
                len(terms),
                room,
                ctypes.byref(scratch),
                documents.ctypes.data,
                scores.ctypes.data,
            )
        return Best(documents[:n_found], scores[:n_found]) if n_found >= 0 else None


def block_max_version() -> int | None:
    """Give the version of the compiled search, `None` where NumPy searches."""
    return None if _library(LIBRARY) is None else _INTERFACE


def _term(term: WeightedPostings) -> tuple[int, int, int, float, float]:
    postings = term.postings
    frequent = -1 if postings.frequent is None else postings.frequent
    return postings.start, len(postings.documents), frequent, term.weight, term.bound


@cache
def _library(path: Path) -> ctypes.CDLL | None:
    """Load a library, once; `None` where there is none that this version can call."""
    try:
        library = ctypes.CDLL(str(path))
        version: int = library.youju_interface()
    except (OSError, AttributeError):
        return None
    if version != _INTERFACE:
        return None
    library.youju_find_best.argtypes = (
        ctypes.POINTER(_Collection),
        ctypes.c_char_p,
        ctypes.c_int32,
        ctypes.c_int32,
        ctypes.POINTER(_Scratch),
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    return library
