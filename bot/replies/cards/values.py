"""What does a card show?

The values handed in. Every text is a finished sentence or label: wording is the business of the
language files, choice of numbers that of the caller. Values refuse what a picture cannot say
truly: bars of unlike units, shares outside 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: Tiles of a digest. More than ten are not read on a phone.
MAX_TILES = 10
#: Bars of a comparison, for the same reason.
MAX_BARS = 12


class Trend(StrEnum):
    """Which way a number goes."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One key number.

    Raises:
        ValueError: there is no number, or `share` is not within 0 to 1.
    """

    number: str  #: as printed, hedging words included (近300)
    unit: str = ""
    measure: str = ""  #: what is counted
    note: str = ""  #: period and citation
    share: float | None = None  #: of a whole, 0 to 1; drawn as a bar
    trend: Trend | None = None  #: of a number that is a change; drawn as an arrow

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn truly."""
        if not self.number.strip():
            raise ValueError("a tile needs a number")
        if self.share is not None and not 0 <= self.share <= 1:
            raise ValueError(f"a share of {self.share} is not within 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The key numbers of one report, most telling first.

    Raises:
        ValueError: there are no tiles, or more than `MAX_TILES`.
    """

    title: str
    tiles: tuple[Tile, ...]
    subject: str = ""
    source: str = ""
    date: str = ""
    labels: tuple[str, ...] = ()  #: what else the footer says

    def __post_init__(self) -> None:
        """Refuse what cannot be laid out."""
        if not 1 <= len(self.tiles) <= MAX_TILES:
            raise ValueError(f"a digest has 1 to {MAX_TILES} tiles, not {len(self.tiles)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value of a comparison.

    Raises:
        ValueError: `value` is negative or not finite, or there is no number to write beside it.
    """

    label: str  #: the report or period
    number: str  #: as printed, with its unit (249.2亿元)
    value: Decimal  #: in `unit`
    unit: str  #: what `value` counts in, without 万 and 亿 (元)

    def __post_init__(self) -> None:
        """Refuse what has no length."""
        if not self.value.is_finite() or self.value < 0:
            raise ValueError(f"a bar cannot be {self.value} long")
        if not self.number.strip():
            raise ValueError("a bar needs a number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One measure across reports or periods.

    Raises:
        ValueError: there are no bars, more than `MAX_BARS`, or bars of different units.
    """

    title: str
    bars: tuple[Bar, ...]
    subject: str = ""
    source: str = ""
    date: str = ""
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is not comparable."""
        if not 1 <= len(self.bars) <= MAX_BARS:
            raise ValueError(f"a comparison has 1 to {MAX_BARS} bars, not {len(self.bars)}")
        units = {bar.unit for bar in self.bars}
        if len(units) > 1:
            raise ValueError(f"bars of different units: {', '.join(sorted(units))}")
