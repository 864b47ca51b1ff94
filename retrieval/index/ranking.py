"""Which documents come first, without sorting them all?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_MAX_PART = 1024
_PARTS = 8  # times k

Scores = npt.NDArray[np.float32] | npt.NDArray[np.float64]


def kth_best(scores: Scores, k: int) -> float:
    """Give the `k`-th largest score, minus infinity where there are fewer."""
    if k < 1:
        raise ValueError("k must be at least 1")
    if len(scores) < k:
        return -np.inf
    # Fewer are left to partition: `np.partition` is slow on many equal scores.
    reaching = scores[scores >= below_kth_best(scores, k)]
    reaching.partition(len(reaching) - k)
    return float(reaching[len(reaching) - k])


def below_kth_best(scores: Scores, k: int) -> float:
    """Give a number not above the `k`-th largest score, which few others reach, quickly.

    It is the k-th largest of the maxima of equal parts, minus infinity where scores are too few to
    part. Every n-th score makes a part: NumPy compares rows faster than it finds the largest of
    each.
    """
    size = min(_MAX_PART, len(scores) // (_PARTS * k))
    if size < 2:
        return -np.inf
    n_parts = len(scores) // size
    maxima = scores[: size * n_parts].reshape(size, n_parts).max(axis=0)
    maxima.partition(n_parts - k)
    return float(maxima[n_parts - k])


def top_k(
    scores: npt.NDArray[np.float64], matched: npt.NDArray[np.bool_], k: int
) -> npt.NDArray[np.int64]:
    """Give the `k` best matched documents, best first, ties in document order."""
    kept = np.flatnonzero(matched)
    own = scores[kept]
    kept = kept[own >= kth_best(own, k)]
    # Stable on the negated scores: equal scores keep their ascending document order.
    order: npt.NDArray[np.int64] = kept[np.argsort(-scores[kept], kind="stable")[:k]]
    return order
