"""What is the most that a term adds to any document of a range of documents?

Documents are taken in ranges of `RANGE`. Of every frequent term a merge keeps the largest impact
in each range, as a byte: they say of a whole list, without reading it, where it can matter.

Source: Ding, Suel, "Faster top-k document retrieval using block-max indexes" (2011).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retrieval.index.sorting import is_first

RANGE_BITS = 5
RANGE = 1 << RANGE_BITS
_SHARE = 128  # a term in every so many-th document is frequent
_FULL = 255  # stands for the term's largest impact

RangePeaks = npt.NDArray[np.uint8]


def count_ranges(n_documents: int) -> int:
    """Count the ranges of so many documents; the last may be shorter than others."""
    return -(-n_documents // RANGE)


def fewest_of_frequent(n_documents: int) -> int:
    """Give the number of documents from which on a term has its peaks kept."""
    return -(-n_documents // _SHARE)


def range_peaks(
    documents: npt.NDArray[np.int32], impacts: npt.NDArray[np.floating], n_documents: int
) -> RangePeaks:
    """Give the largest impact of a term in each range, in 255ths of its largest, rounded up.

    0 where the term adds nothing, or less.

    >>> documents, impacts = np.array([1, 2, 70], np.int32), np.array([3.0, 1.0, 2.0])
    >>> range_peaks(documents, impacts, 100).tolist()
    [255, 0, 170, 0]
    """
    peaks = np.zeros(count_ranges(n_documents), np.uint8)
    highest = float(impacts.max())
    if highest > 0:
        ranges = documents >> RANGE_BITS
        starts = is_first(ranges).nonzero()[0]
        parts = np.maximum.reduceat(impacts, starts).astype(np.float64) * (_FULL / highest)
        peaks[ranges[starts]] = np.ceil(parts).clip(0, _FULL)
    return peaks
