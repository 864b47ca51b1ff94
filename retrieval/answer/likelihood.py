"""How much likelier is a question in the language of a passage than in that of the corpus?

Query likelihood with Dirichlet smoothing. The corpus's own language is taken as the share of
passages that hold a unit. The mean over the units keeps short and long questions comparable.

Source: Zhai and Lafferty, A study of smoothing methods for language models applied to information
retrieval, 2004.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log1p

_MU = 90.0  # characters of the corpus's language that are mixed into a passage: docs/retrieval.md


class Likelihood:
    """Weighs passages by the units, characters or words, of one question."""

    def __init__(self, shares: Iterable[float]) -> None:
        """Take the share of passages, above 0, that hold each unit."""
        self._expected = [_MU * share for share in shares]

    def ratio(self, frequencies: Sequence[int], length: int) -> float:
        """Give the geometric mean of how much likelier each unit is here than in the corpus.

        >>> likelihood = Likelihood([0.5, 0.01])
        >>> [round(likelihood.ratio(found, 300), 2) for found in ([1, 0], [0, 1], [0, 2])]
        [0.23, 0.34, 0.41]

        Args:
            frequencies: how often the passage holds each unit.
            length: of the passage, in characters.
        """
        if not self._expected:
            return 1.0
        told = sum(log1p(n / e) for n, e in zip(frequencies, self._expected, strict=True) if n)
        return exp(told / len(self._expected)) / (1 + length / _MU)
