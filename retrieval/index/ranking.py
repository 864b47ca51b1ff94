"""Which documents come first, without sorting them all?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_MAX_PART = 1024

Scores = npt.NDArray[np.float32] | npt.NDArray[np.float64]


def kth_best(scores: Scores, k: int) -> float:
    """Give the `k`-th largest score, minus infinity where there are fewer.

    The k-th largest of the maxima of equal parts is a floor under it, so only what reaches that is
    partitioned. (`np.partition` is slow on many equal scores.) Every n-th score makes a part:
    NumPy compares rows faster than it finds the largest of each.
    """
    if k < 1:
        raise ValueError("k must be at least 1")
    if len(scores) < k:
        return -np.inf
    size = min(_MAX_PART, len(scores) // (8 * k))
    if size > 1:
        n_parts = len(scores) // size
        maxima = scores[: size * n_parts].reshape(size, n_parts).max(axis=0)
        maxima.partition(n_parts - k)
        scores = scores[scores >= maxima[n_parts - k]]
    else:
        scores = scores.copy()
    scores.partition(len(scores) - k)
    return float(scores[len(scores) - k])


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
