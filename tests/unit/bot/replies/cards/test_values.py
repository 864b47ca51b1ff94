"""What a card refuses to show."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.replies.cards import MAX_BARS, MAX_TILES, Bar, Comparison, Digest, Tile

TILE = Tile(number="2704", unit="个")


def bar(**changes: object) -> Bar:
    fields = {"label": "路桥区", "number": "35亿元", "value": Decimal(35), "unit": "元"}
    return Bar(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_a_share_lies_within_the_whole(share: float) -> None:
    """A bar longer than its track, or of no length at all, is not drawn."""
    with pytest.raises(ValueError, match="share"):
        Tile(number="1", share=share)


def test_a_tile_has_a_number() -> None:
    """A tile without a number says nothing."""
    with pytest.raises(ValueError, match="number"):
        Tile(number=" ")


@pytest.mark.parametrize("n_tiles", [0, MAX_TILES + 1])
def test_a_digest_has_one_to_ten_tiles(n_tiles: int) -> None:
    """No tiles are no digest, too many are not read."""
    with pytest.raises(ValueError, match="tiles"):
        Digest(title="路桥区", tiles=(TILE,) * n_tiles)


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity"])
def test_a_bar_has_a_length(value: str) -> None:
    """What is negative or not finite has none."""
    with pytest.raises(ValueError, match="bar"):
        bar(value=Decimal(value))


def test_only_like_units_are_compared() -> None:
    """People and money do not share an axis."""
    with pytest.raises(ValueError, match="units: 人, 元"):
        Comparison(title="比较", bars=(bar(), bar(unit="人")))


@pytest.mark.parametrize("n_bars", [0, MAX_BARS + 1])
def test_a_comparison_has_one_to_twelve_bars(n_bars: int) -> None:
    """No bars are no comparison, too many are not read."""
    with pytest.raises(ValueError, match="bars"):
        Comparison(title="比较", bars=(bar(),) * n_bars)
