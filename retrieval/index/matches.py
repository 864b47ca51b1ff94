"""What does a search find, whoever searches?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

#: Positions of terms in an index → values.
Vector = Mapping[int, float]


class Match(NamedTuple):
    """A passage that holds at least one term of the query."""

    ordinal: int  #: position of the passage in its generation
    score: float


class Searcher(Protocol):
    """Searches the vectors of a generation, wherever they are."""

    def search(self, vector: Vector, k: int) -> list[Match] | None:
        """Find the `k` passages with the largest products, ties in passage order.

        Returns:
            `None` where it cannot be done now.
        """
