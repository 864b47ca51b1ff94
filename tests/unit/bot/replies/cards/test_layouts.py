"""Nothing on a card is clipped, overlaps, lacks a glyph or loses a digit, whatever it says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies.cards import Bar, Comparison, Digest, Tile, Trend
from bot.replies.cards.comparison import lay_out_comparison
from bot.replies.cards.digest import lay_out_digest
from bot.replies.cards.layout import Arrow, Box, Ink, Layout, Panel, Words
from bot.replies.cards.typeface import load_typeface

TYPEFACE = load_typeface()

WORDS = st.text(max_size=120) | st.text("现代社区让幸福味道，（）“”：123.4%万元 aQ|", max_size=120)
NUMBERS = (
    st.decimals(allow_nan=False, allow_infinity=False).map(str)
    | st.floats(0, 1e15).map(lambda value: f"{value:,.2f}")
    | st.text("0123456789.,%近约超余多万亿—", min_size=1, max_size=40)
)
UNITS = st.sampled_from(
    ["", "个", "万元", "平方公里", "美元/平方米", "个百分点", "g", "㎡"]
) | st.text(max_size=12)
TILES = st.builds(
    Tile,
    number=NUMBERS,
    unit=UNITS,
    measure=WORDS,
    note=WORDS,
    share=st.none() | st.floats(0, 1),
    trend=st.none() | st.sampled_from(Trend),
)
HEADS = {
    "title": WORDS,
    "subject": WORDS,
    "source": WORDS,
    "date": st.text(max_size=20),
    "labels": st.lists(WORDS, max_size=3).map(tuple),
}
DIGESTS = st.builds(Digest, tiles=st.lists(TILES, min_size=1, max_size=10).map(tuple), **HEADS)
BARS = st.builds(
    Bar,
    label=WORDS,
    number=NUMBERS,
    value=st.decimals(0, "1e15", allow_nan=False, allow_infinity=False),
    unit=st.just("元"),
)
COMPARISONS = st.builds(
    Comparison, bars=st.lists(BARS, min_size=1, max_size=12).map(tuple), **HEADS
)

TILE = Tile(number="2704", unit="个", measure="错时共享车位", note="当前·[1]")


def texts(layout: Layout) -> list[Words]:
    return [mark for mark in layout.marks if isinstance(mark, Words)]


def panels(layout: Layout, ink: Ink) -> list[Panel]:
    return [mark for mark in layout.marks if isinstance(mark, Panel) and mark.ink is ink]


def digest(*tiles: Tile, title: str = "路桥区：现代社区") -> Layout:
    return lay_out_digest(Digest(title=title, tiles=tiles), TYPEFACE)


@settings(deadline=None)
@given(DIGESTS)
def test_nothing_on_a_digest_is_clipped_or_overlaps(card: Digest) -> None:
    """Every mark keeps to its room, for any texts and any number of tiles."""
    layout = lay_out_digest(card, TYPEFACE)
    assert layout.faults() == ()
    assert {c for mark in texts(layout) for c in mark.text} <= TYPEFACE.characters


@settings(deadline=None)
@given(COMPARISONS)
def test_nothing_on_a_comparison_is_clipped_or_overlaps(card: Comparison) -> None:
    """Every mark keeps to its room, for any labels and any number of bars."""
    layout = lay_out_comparison(card, TYPEFACE)
    assert layout.faults() == ()
    assert {c for mark in texts(layout) for c in mark.text} <= TYPEFACE.characters


@settings(deadline=None)
@given(st.lists(st.tuples(NUMBERS, UNITS), min_size=1, max_size=10))
def test_numbers_are_never_shortened(numbers: list[tuple[str, str]]) -> None:
    """Every tile shows the whole of its number and unit, in order."""
    layout = digest(*(Tile(number=number, unit=unit) for number, unit in numbers))
    shown = "".join(mark.text for mark in texts(layout) if mark.ink is Ink.ACCENT)
    said = "".join(TYPEFACE.legible(number) + TYPEFACE.legible(unit) for number, unit in numbers)
    assert shown.replace(" ", "") == said.replace(" ", "")


@pytest.mark.parametrize(
    "n_tiles, n_wide, n_half",
    [(1, 1, 0), (2, 0, 2), (3, 1, 2), (5, 1, 4), (8, 0, 8), (10, 0, 10)],
)
def test_tiles_fill_the_width(n_tiles: int, n_wide: int, n_half: int) -> None:
    """An odd tile leads over the full width, the others pair up; no hole is left."""
    widths = [panel.box.width for panel in panels(digest(*(TILE,) * n_tiles), Ink.TILE)]
    assert widths == [1072] * n_wide + [524] * n_half


def test_numbers_in_columns_share_size_and_baseline() -> None:
    """The longest number that stays in a column decides the size of all."""
    long = Tile(number="257728.57", unit="万元")
    numbers = [mark for mark in texts(digest(TILE, long)) if mark.text in {"2704", "257728.57"}]
    assert numbers[0].size == numbers[1].size
    assert numbers[0].baseline == numbers[1].baseline


def test_a_number_too_long_for_a_column_takes_the_width() -> None:
    """The size steps down only as far as it stays readable."""
    long = Tile(number="1,234,567,890.12", unit="万元")
    widths = [panel.box.width for panel in panels(digest(TILE, TILE, long), Ink.TILE)]
    assert widths == [524, 524, 1072]


def test_a_share_is_drawn_true_to_length() -> None:
    """A quarter fills a quarter of the track."""
    (track,) = panels(digest(Tile(number="25%", share=0.25)), Ink.TRACK)
    fill = panels(digest(Tile(number="25%", share=0.25)), Ink.ACCENT)[-1]
    assert fill.box.width == round(track.box.width / 4)


@pytest.mark.parametrize("trend, up", [(Trend.UP, True), (Trend.DOWN, False)])
def test_a_change_has_an_arrow(trend: Trend, up: bool) -> None:
    """The direction of a change is drawn, not written."""
    marks = digest(Tile(number="13.8%", trend=trend)).marks
    assert [mark.up for mark in marks if isinstance(mark, Arrow)] == [up]


def test_a_long_title_ends_within_three_lines() -> None:
    """A title of any length leaves room for the numbers."""
    title = "关于进一步推进长三角生态绿色一体化发展示范区建设情况的调研报告" * 4
    lines = [mark.text for mark in texts(digest(TILE, title=title)) if mark.size == 54]
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_bars_are_true_to_each_other() -> None:
    """The longest bar fills its track, one of half the value half of it, zero nothing."""
    bars = tuple(
        Bar(label=label, number=f"{value}亿元", value=Decimal(value), unit="元")
        for label, value in [("甲", 10), ("乙", 5), ("丙", 0)]
    )
    layout = lay_out_comparison(Comparison(title="比较", bars=bars), TYPEFACE)
    width = panels(layout, Ink.TRACK)[0].box.width
    fills = [panel.box.width for panel in panels(layout, Ink.ACCENT)[1:]]
    assert fills == [width, width // 2]


def test_faults_are_found() -> None:
    """The check that the tests above lean on sees clipping and overlap."""
    room = Box(0, 0, 50, 50)
    inside = Words("甲", 0, 40, 40, 0, Ink.TEXT, Box(0, 5, 40, 45), room)
    swinging = Words("乙", 20, 40, 40, 0, Ink.TEXT, Box(20, 5, 60, 45), room)
    edge = Panel(Box(30, 0, 70, 50), 0, Ink.TILE)
    gone = Arrow(Box(90, 90, 110, 110), up=True, ink=Ink.ACCENT)
    faults = Layout(100, 100, (edge, inside, swinging, gone)).faults()
    assert [fault.split(":")[0] for fault in faults] == [
        "outside the card",
        "overlap",
        "outside its room",
        "cut by a panel's edge",
        "cut by a panel's edge",
    ]
