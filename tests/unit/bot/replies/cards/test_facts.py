"""How key numbers become tiles and bars."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.replies.cards import Bar, Trend
from bot.replies.cards.facts import bar_of, number_and_unit, tile_of
from retrieval import Direction, KeyNumber, NumberKind


def key_number(surface: str, unit: str | None, amount: str = "1", **changes: object) -> KeyNumber:
    fields = {
        "surface": surface,
        "start": 0,
        "end": len(surface),
        "value": Decimal(amount),
        "unit": unit,
        "kind": NumberKind.COUNT,
        "metric": "错时共享车位",
    }
    return KeyNumber(**{**fields, **changes})


@pytest.mark.parametrize(
    "surface, unit, expected",
    [
        ("2704个", "个", ("2704", "个")),
        ("近300人", "人", ("近300", "人")),
        ("257728.57万元", "元", ("257728.57", "万元")),
        ("1.2万亿元", "元", ("1.2", "万亿元")),
        ("3亿5000万元", "元", ("3亿5000万", "元")),
        ("300多万美元", "美元", ("300多万", "美元")),
        ("三百多万元", "元", ("三百多万", "元")),
        ("20万—30万元", "元", ("20万—30万", "元")),
        ("30公里以上", "公里", ("30", "公里以上")),
        ("1.2万", None, ("1.2万", "")),
        ("$300", "$", ("$300", "")),
    ],
)
def test_a_surface_is_taken_apart(
    surface: str, unit: str | None, expected: tuple[str, str]
) -> None:
    """The unit keeps its scale word where digits carry it; no character is lost or added."""
    parts = number_and_unit(key_number(surface, unit))
    assert parts == expected
    assert "".join(parts) == surface


def test_a_share_of_the_whole_has_a_bar() -> None:
    """A percentage within 0 to 1 that is no change is drawn as a share."""
    tile = tile_of(key_number("14.87%", "%", "0.1487", kind=NumberKind.PERCENT), note="1—6月·[1]")
    assert (tile.number, tile.unit, tile.share, tile.trend) == ("14.87%", "", 0.1487, None)
    assert (tile.measure, tile.note) == ("错时共享车位", "1—6月·[1]")


def test_a_change_has_an_arrow_and_no_bar() -> None:
    """Growth by 13.8 % is no share of anything."""
    number = key_number(
        "13.8%", "%", "0.138", kind=NumberKind.PERCENT, direction=Direction.UP, metric=None
    )
    tile = tile_of(number)
    assert (tile.share, tile.trend, tile.measure) == (None, Trend.UP, "")


def test_more_than_the_whole_has_no_bar() -> None:
    """120 % of the plan does not fit a track."""
    number = key_number("120%", "%", "1.2", kind=NumberKind.PERCENT)
    assert tile_of(number).share is None


def test_a_bar_is_as_long_as_the_value() -> None:
    """The number is written as printed, the length is the scaled value in the plain unit."""
    assert bar_of(key_number("35亿元", "元", "3500000000"), label="方林村") == Bar(
        label="方林村", number="35亿元", value=Decimal(3500000000), unit="元"
    )


@pytest.mark.parametrize("value", [None, (Decimal(20), Decimal(30)), Decimal(-1)])
def test_what_has_no_length_has_no_bar(value: object) -> None:
    """Ranges, words and negative values are left out of a comparison."""
    assert bar_of(key_number("两位数增长", None, value=value), label="海盐") is None
