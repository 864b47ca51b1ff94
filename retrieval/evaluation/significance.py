"""Is one system better than another, or was it luck?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

N_PERMUTATIONS = 10_000
_SEED = 20_221_018
_AT_ONCE = 500


def randomisation_test(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Give the two-sided p-value of the mean difference over paired questions.

    If the systems were equal, each question's two values could as well be swapped: `p` is the
    share of random swappings whose mean difference is at least as large, the observed one counted
    in. The seed is fixed, so the same values give the same `p`.

    Source: Smucker, Allan, Carterette, A comparison of statistical significance tests for
    information retrieval evaluation (2007).

    Raises:
        ValueError: the two differ in length or are empty.
    """
    if len(ours) != len(theirs) or not ours:
        raise ValueError("paired values are needed, one pair a question at least")
    differences = np.asarray(ours, np.float64) - np.asarray(theirs, np.float64)
    observed = abs(differences.sum())
    generator = np.random.default_rng(_SEED)
    as_large = 0
    for _ in range(N_PERMUTATIONS // _AT_ONCE):
        signs = generator.choice((-1.0, 1.0), size=(_AT_ONCE, len(differences)))
        # A hair below, so that sums that differ only by rounding count as equal.
        as_large += int((abs(signs @ differences) >= observed - 1e-9).sum())
    return (as_large + 1) / (N_PERMUTATIONS + 1)
