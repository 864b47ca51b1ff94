"""Where lines end, and what is left out of a text that is too long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.cards.breaking import ELLIPSIS, shorten, wrap, wrap_title

ALPHABET = "一二十百万亿元个的，。（）《》“”、：；% …0123456789.,aZé 出口金额"
TEXTS = st.text(ALPHABET, max_size=80).map(lambda text: " ".join(text.split()))
WIDTHS = st.integers(min_value=4, max_value=30)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(TEXTS, WIDTHS)
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    """Wrapped lines fit, and joined they are the text."""
    lines = wrap(text, width, len)
    assert [line for line in lines if len(line) > width] == []
    assert _squeezed("".join(lines)) == _squeezed(text)


@pytest.mark.parametrize(
    "text, width, expected",
    [
        ("现代社区共建、共治", 6, ["现代社区共", "建、共治"]),
        ("打造“雅玩艺术”", 3, ["打造", "“雅玩", "艺术”"]),
        ("占全区份额14.87%。", 8, ["占全区份额", "14.87%。"]),
        ("总资产35亿元", 5, ["总资产", "35亿元"]),
        ("GDP report 2023", 8, ["GDP", "report", "2023"]),
        ("", 5, []),
    ],
    ids=["closing", "opening", "percent", "multiplier", "latin", "empty"],
)
def test_lines_end_where_a_typesetter_ends_them(
    text: str, width: int, expected: list[str]
) -> None:
    """Punctuation keeps its side; numbers with their multipliers and words stay whole."""
    assert wrap(text, width, len) == expected


@given(TEXTS, WIDTHS, st.integers(min_value=1, max_value=3))
def test_a_shortened_text_begins_like_the_text(text: str, width: int, max_lines: int) -> None:
    """At most so many lines; what is shown is the text up to the mark of omission."""
    lines = shorten(text, width, len, max_lines=max_lines)
    assert len(lines) <= max_lines
    shown = _squeezed("".join(lines))
    if shown != _squeezed(text):
        assert shown.endswith(ELLIPSIS)
        assert _squeezed(text).startswith(shown[: -len(ELLIPSIS)])


@given(TEXTS, WIDTHS, st.integers(min_value=1, max_value=3))
def test_no_number_stands_before_the_omission(text: str, width: int, max_lines: int) -> None:
    """A number cut off, or cut from its unit, would be read as another number."""
    shown = "".join(shorten(text, width, len, max_lines=max_lines))
    if _squeezed(shown) != _squeezed(text):
        kept = shown[: -len(ELLIPSIS)].rstrip()
        assert not kept or kept[-1] not in "0123456789.,%一二十百万亿"


@pytest.mark.parametrize(
    "cut",
    [
        "出口257728.57万元累计",
        "增长到300多万美元以上",
        "共一千二百三十四家企业",
        "约1 200 余家单位",
    ],
    ids=["decimal", "hedged", "chinese", "spaced"],
)
def test_no_width_shows_part_of_a_number(cut: str) -> None:
    """Whatever the width, digits before the … are never the beginning of a longer number."""
    for width in range(2, len(cut)):
        (line,) = shorten(cut, width, len, max_lines=1)
        assert not re.search(r"[\d一二三四千百十万][ ,.]*…$", line), line


@given(TEXTS, WIDTHS)
def test_a_title_takes_no_more_lines_than_needed(text: str, width: int) -> None:
    """Breaking a title like a person costs no line and loses nothing."""
    lines = wrap_title(text, width, len, max_lines=99)
    assert len(lines) <= len(wrap(text, width, len))
    assert [line for line in lines if len(line) > width] == []
    assert _squeezed("".join(lines)) == _squeezed(text)
