from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.html import (
    CAPTION_LIMIT,
    MESSAGE_LIMIT,
    Markup,
    Style,
    Tag,
    bold,
    italic,
    join,
    link,
    marked,
    quote,
    text,
    underline,
)

WORDS = st.text(
    alphabet=st.sampled_from("报告数字<>&\"'/b 。\n\t𠮷😀é[1]\x00\x1b\u202e\u2067"), max_size=40
)
WRAPPERS = st.sampled_from(
    [bold, italic, underline, quote, lambda part: link(part, "https://t.me/b?start=c_1&x=<")]
)
MARKUPS = st.recursive(
    WORDS.map(text),
    lambda parts: st.one_of(
        st.tuples(WRAPPERS, parts).map(lambda made: made[0](made[1])),
        st.lists(parts, max_size=4).map(join),
    ),
    max_leaves=12,
)


class Reader(HTMLParser):
    """Reads HTML strictly: every tag closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.read: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.read.append(data)


def read(html: str) -> str:
    """Give the text of HTML whose tags all balance."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return "".join(reader.read)


def utf16(plain: str) -> int:
    return len(plain.encode("utf-16-le")) // 2


@given(MARKUPS)
def test_html_says_what_plain_says(markup: Markup) -> None:
    """Whatever stands in the text, parsing the HTML gives exactly that text back."""
    assert read(markup.html) == markup.plain


@given(MARKUPS)
def test_length_counts_utf16_units_of_what_is_shown(markup: Markup) -> None:
    """The length is that of the parsed text in UTF-16, tags and escapes not counted."""
    assert markup.length == utf16(markup.plain)


@given(MARKUPS, st.integers(2, 30))
def test_parts_fit_balance_and_rejoin(markup: Markup, limit: int) -> None:
    """Parts are within the limit, balance, are never blank, and lose nothing but white space."""
    parts = markup.split(limit)
    assert all(utf16(read(part.html)) <= limit for part in parts)
    assert all(part.plain.strip() for part in parts)
    assert "".join("".join(p.plain for p in parts).split()) == "".join(markup.plain.split())


@given(MARKUPS, st.integers(0, 50), st.integers(0, 50))
def test_slices_keep_text_and_styles(markup: Markup, start: int, end: int) -> None:
    """A slice holds the characters of that slice, each in the styles it had."""
    styled = [(char, run.styles) for run in markup.runs for char in run.text]
    cut = markup.slice(start, end)
    assert [(char, run.styles) for run in cut.runs for char in run.text] == styled[start:end]


@pytest.mark.parametrize("limit", [MESSAGE_LIMIT, CAPTION_LIMIT], ids=["message", "caption"])
def test_long_texts_are_cut_at_paragraph_ends(limit: int) -> None:
    """A long text is cut after a paragraph, so that no part begins in the middle of one."""
    paragraph = "一" * 99 + "。"
    parts = quote("\n\n".join([paragraph] * 60)).split(limit)
    assert len(parts) > 1
    assert all(part.plain.startswith("一") and part.plain.endswith("。") for part in parts)
    assert all(len(line) == 100 for part in parts for line in part.plain.split("\n\n"))


def test_one_long_sentence_is_cut_between_characters() -> None:
    """Where there is no seam at all, the cut falls between characters, never inside one."""
    parts = text("😀" * 5).split(3)
    assert [part.plain for part in parts] == ["😀"] * 5


def test_a_limit_that_holds_no_character_is_a_mistake() -> None:
    """A limit below two units could not hold every character, and is refused."""
    with pytest.raises(ValueError, match="any one character"):
        text("报告").split(1)


def test_nested_styles_share_their_outer_element() -> None:
    """Runs in one quotation are written in one element."""
    markup = quote(text("共") + bold("5家") + text("。"), expandable=True)
    assert markup.html == "<blockquote expandable>共<b>5家</b>。</blockquote>"


def test_links_escape_their_address() -> None:
    """An address cannot leave its attribute."""
    markup = link("[1]", 'https://t.me/b?start="><b>')
    assert markup.html == '<a href="https://t.me/b?start=&quot;&gt;&lt;b&gt;">[1]</a>'


def test_a_link_without_an_address_is_its_text() -> None:
    """Where a messenger has no address for a passage, its number stands bare."""
    assert link("[1]", None) == text("[1]")


@pytest.mark.parametrize(
    "unsendable",
    ["\x00", "\x1b[31m"[:1], "\u202e", "\u2067", "\ud800", "\u200f"],
    ids=["NUL", "escape", "override", "isolate", "lone surrogate", "RTL mark"],
)
def test_characters_that_telegram_refuses_are_left_out(unsendable: str) -> None:
    """What Telegram refuses, or what would turn the line around, is not sent."""
    assert text(f"共{unsendable}5家").plain == "共5家"


def test_of_overlapping_marks_the_first_wins() -> None:
    """A slice that is marked already is not marked again."""
    strong, weak = Style(Tag.BOLD), Style(Tag.UNDERLINE)
    markup = marked("走访企业150余家", [(4, 9, strong), (2, 6, weak), (0, 2, weak)])
    assert markup.html == "<u>走访</u>企业<b>150余家</b>"
