"""Which documents come first, without sorting them all?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_MAX_BLOCK = 1024


def top_k(
    scores: npt.NDArray[np.float64], matched: npt.NDArray[np.bool_], k: int
) -> npt.NDArray[np.int64]:
    """Give the `k` best matched documents, best first, ties in document order.

    The k-th best of the maxima of fixed blocks is a floor under the k-th best score, so only what
    reaches it is sorted. (`np.argpartition` needs quadratic time on the many equal zeros.)
    """
    if k < 1:
        raise ValueError("k must be at least 1")
    masked = np.where(matched, scores, -np.inf)
    block = min(_MAX_BLOCK, max(1, len(masked) // (8 * k)))
    whole = len(masked) // block * block
    maxima = masked[:whole].reshape(-1, block).max(axis=1) if whole else masked[:0]
    floor = np.partition(maxima, -k)[-k] if len(maxima) >= k else -np.inf
    kept = np.flatnonzero(matched & (masked >= floor))
    # Stable on the negated scores: equal scores keep their ascending document order.
    order: npt.NDArray[np.int64] = kept[np.argsort(-masked[kept], kind="stable")[:k]]
    return order
