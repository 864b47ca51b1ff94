"""Which few numbers tell most of a report?

A digest is read in a glance: six to ten numbers, in reading order, each with its measure. The
choice is by what a reader would miss: totals, shares and growth of the report's own subject before
ages, distances and small counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from retrieval.types import KeyNumber, NumberKind, Passage, Tier

MAX_NUMBERS = 10
ENOUGH = 6  # a digest of key numbers alone needs no minor ones

_WEIGHTS = {
    NumberKind.MONEY: 2.0,
    NumberKind.PERCENT: 2.0,
    NumberKind.RATIO: 1.5,
    NumberKind.COUNT: 1.0,
    NumberKind.AREA: 1.0,
    NumberKind.MASS: 1.0,
    NumberKind.ORDINAL: 1.0,
}
_UNTOLD = frozenset({NumberKind.DATE, NumberKind.AGE})


def choose_digest(
    numbers: Sequence[tuple[Passage, KeyNumber]], *, limit: int = MAX_NUMBERS
) -> tuple[tuple[Passage, KeyNumber], ...]:
    """Choose the most telling numbers of one report, at most `limit`, in reading order.

    A number without a measure is never chosen; of numbers that state the same measure of the same
    subject and period the first stands for all. Ties go to the one read first.
    """
    telling: dict[tuple[object, ...], tuple[int, KeyNumber]] = {}
    for i, (_, number) in enumerate(numbers):
        if number.metric and number.value is not None and number.kind not in _UNTOLD:
            measure = (number.metric, number.subject, number.period, number.unit)
            telling.setdefault(measure, (i, number))
    ranked = sorted(telling.values(), key=lambda entry: (-_weight(entry[1]), entry[0]))
    chosen = [
        i
        for rank, (i, number) in enumerate(ranked)
        if rank < (limit if number.tier is Tier.KEY else min(limit, ENOUGH))
    ]
    return tuple(numbers[i] for i in sorted(chosen))


def _weight(number: KeyNumber) -> float:
    """Say how much a reader would miss a number; key numbers always before minor ones."""
    high = number.value[1] if isinstance(number.value, tuple) else number.value
    size = log10(float(high) + 1) / 12 if high is not None and high > 0 else 0.0
    return (
        (10.0 if number.tier is Tier.KEY else 0.0)
        + _WEIGHTS.get(number.kind, 0.0)
        + (0.5 if number.direction or number.comparison else 0.0)
        + (0.5 if number.period else 0.0)
        + min(size, 1.0)
    )
