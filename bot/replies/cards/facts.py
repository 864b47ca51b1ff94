"""How is a key number shown as a tile or as a bar?

Takes what the text printed apart for display; no digit is computed, rounded or converted.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.replies.cards.values import Bar, Tile, Trend
from retrieval import KeyNumber, NumberKind

# Scale words belong to the unit where digits carry them: 257728.57 万元, but 3亿5000万 元.
_SCALED = re.compile(r"(?P<number>[^万亿萬億]*\d)(?P<scale>[万亿萬億]+)")


def tile_of(number: KeyNumber, *, note: str = "") -> Tile:
    """Show a key number as a tile; `note` names its period and citation.

    A percentage within the whole gets a bar, a change gets an arrow and no bar: growth by 14 % is
    no share.
    """
    printed, unit = number_and_unit(number)
    trend = None if number.direction is None else Trend(number.direction.value)
    return Tile(
        number=printed,
        unit=unit,
        measure=number.metric or "",
        note=note,
        share=_share(number) if trend is None else None,
        trend=trend,
    )


def bar_of(number: KeyNumber, *, label: str) -> Bar | None:
    """Show a key number as a bar of a comparison; ranges and words have no length: `None`."""
    if not isinstance(number.value, Decimal) or number.value < 0:
        return None
    return Bar(label=label, number=number.surface, value=number.value, unit=number.unit or "")


def number_and_unit(number: KeyNumber) -> tuple[str, str]:
    """Take the printed form apart; joined, the two are the surface.

    What follows the unit stays with it (30公里以上), and so does a unit that cannot be told apart
    with its number (十分之三, 85%).
    """
    surface, unit = number.surface, number.unit
    if not unit or number.kind is NumberKind.PERCENT:
        return surface, ""
    cut = surface.rfind(unit)
    if cut <= 0:
        return surface, ""
    head, tail = surface[:cut], surface[cut:]
    if scaled := _SCALED.fullmatch(head):
        return scaled["number"], scaled["scale"] + tail
    return head, tail


def _share(number: KeyNumber) -> float | None:
    if number.kind is not NumberKind.PERCENT or not isinstance(number.value, Decimal):
        return None
    return float(number.value) if 0 <= number.value <= 1 else None
