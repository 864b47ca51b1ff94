"""Which documents come first, without sorting them all?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_MAX_BLOCK = 1024

Scores = npt.NDArray[np.float32] | npt.NDArray[np.float64]


def kth_best(scores: Scores, k: int) -> float:
    """Give the `k`-th largest score, minus infinity where there are fewer.

    The k-th largest of the maxima of fixed blocks is a floor under it, so only what reaches that
    is partitioned. (`np.partition` needs quadratic time on many equal scores.)
    """
    if k < 1:
        raise ValueError("k must be at least 1")
    if len(scores) < k:
        return -np.inf
    block = min(_MAX_BLOCK, len(scores) // (8 * k))
    if block > 1:
        whole = len(scores) // block * block
        maxima = scores[:whole].reshape(-1, block).max(axis=1)
        scores = scores[scores >= np.partition(maxima, -k)[-k]]
    return float(np.partition(scores, -k)[-k])


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
