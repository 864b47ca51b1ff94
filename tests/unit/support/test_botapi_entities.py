"""Texts are parsed, trimmed and marked as Telegram does it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.botapi.arguments import Arguments
from tests.support.botapi.errors import ApiError
from tests.support.botapi.formatting import formatted, stored
from tests.support.botapi.markup import parse_html
from tests.support.botapi.units import utf16_length, utf16_slice

PREFIX = "Bad Request: can't parse entities: "


def entity(kind: str, offset: int, length: int, **more: str) -> dict:
    return {"offset": offset, "length": length, "type": kind, **more}


@pytest.mark.parametrize(
    "source, text, entities",
    [
        pytest.param("<b>路桥</b>区", "路桥区", [entity("bold", 0, 2)], id="bold"),
        pytest.param("<strong>a</strong>", "a", [entity("bold", 0, 1)], id="strong"),
        pytest.param("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 2)], id="italic merges"),
        pytest.param("<u>a</u>", "a", [entity("underline", 0, 1)], id="underline"),
        pytest.param("<ins>a</ins>", "a", [entity("underline", 0, 1)], id="ins"),
        pytest.param("<s>a</s>", "a", [entity("strikethrough", 0, 1)], id="s"),
        pytest.param("<strike>a</strike>", "a", [entity("strikethrough", 0, 1)], id="strike"),
        pytest.param("<del>a</del>", "a", [entity("strikethrough", 0, 1)], id="del"),
        pytest.param(
            "<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)], id="tg-spoiler"
        ),
        pytest.param(
            '<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)], id="span"
        ),
        pytest.param("<code>a</code>", "a", [entity("code", 0, 1)], id="code"),
        pytest.param("<pre>a</pre>", "a", [entity("pre", 0, 1)], id="pre"),
        pytest.param(
            '<pre><code class="language-python">a</code></pre>',
            "a",
            [entity("pre", 0, 1, language="python")],
            id="pre with language",
        ),
        pytest.param(
            '<code class="language-python">a</code>', "a", [entity("code", 0, 1)], id="code alone"
        ),
        pytest.param(
            '<a href="https://t.me/x?a=1&amp;b=2">枇杷</a>',
            "枇杷",
            [entity("text_link", 0, 2, url="https://t.me/x?a=1&b=2")],
            id="link",
        ),
        pytest.param("<a href='nonsense'>枇杷</a>", "枇杷", [], id="a link to nothing"),
        pytest.param(
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            "👍",
            [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
            id="custom emoji",
        ),
        pytest.param(
            "<blockquote>引\n文</blockquote>",
            "引\n文",
            [entity("blockquote", 0, 3)],
            id="blockquote",
        ),
        pytest.param(
            "<blockquote expandable>引</blockquote>",
            "引",
            [entity("expandable_blockquote", 0, 1)],
            id="expandable blockquote",
        ),
        pytest.param("🍑<b>桃</b>", "🍑桃", [entity("bold", 2, 1)], id="UTF-16 offsets"),
        pytest.param("&lt;b&gt; &amp;&quot;", '<b> &"', [], id="named references"),
        pytest.param("&#36335;&#x6865;", "路桥", [], id="numeric references"),
        pytest.param("&nbsp;&apos;&copy; A&B", "&nbsp;&apos;&copy; A&B", [], id="others stand"),
        pytest.param("<B>a</b>", "a", [entity("bold", 0, 1)], id="tags in any case"),
        pytest.param("<b></b>a", "a", [], id="an empty tag leaves nothing"),
        pytest.param(
            "<b>甲<i>乙</i>丙</b>",
            "甲乙丙",
            [entity("bold", 0, 1), entity("bold", 1, 2), entity("italic", 1, 1)],
            id="nesting cuts",
        ),
        pytest.param(
            "<b>甲<code>乙</code>丙</b>",
            "甲乙丙",
            [entity("bold", 0, 1), entity("code", 1, 1), entity("bold", 2, 1)],
            id="code holds nothing and stands in nothing",
        ),
        pytest.param(
            "<blockquote>甲<blockquote>乙</blockquote></blockquote>",
            "甲乙",
            [entity("blockquote", 0, 2)],
            id="a quote in a quote is lost",
        ),
        pytest.param("  \n甲\t乙\r\n ", "甲 乙", [], id="white space at both ends"),
        pytest.param(" <b> 甲 </b> ", " 甲", [entity("bold", 0, 2)], id="held white space"),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(source: str, text: str, entities: list) -> None:
    """Every tag of Telegram's set gives its entity, offsets in UTF-16 units."""
    assert stored(*parse_html(source)) == (text, entities)


@pytest.mark.parametrize(
    "source, problem",
    [
        ("停车<x>", 'Unsupported start tag "x" at byte offset 6'),
        ("a <br/> b", 'Unsupported start tag "br/" at byte offset 2'),
        ("5 <7", "Unclosed start tag at byte offset 2"),
        ("5 < 7", 'Unsupported start tag "" at byte offset 2'),
        ("<b>路桥", 'Can\'t find end tag corresponding to start tag "b"'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        (
            "<b>a<i>b</b></i>",
            'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"',
        ),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href=x y>z</a>", None),
        ("<a href=http://x>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>z</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(source: str, problem: str | None) -> None:
    """The place is named by its byte offset."""
    if problem is None:
        parse_html(source)
        return
    with pytest.raises(ApiError, match=re.escape(problem)) as refused:
        parse_html(source)
    assert refused.value.description == PREFIX + problem


@pytest.mark.parametrize(
    "text, entities",
    [
        ("/start", [entity("bot_command", 0, 6)]),
        ("/ask@youju_bot 问", [entity("bot_command", 0, 14)]),
        ("🍑@youju_bot 问", [entity("mention", 2, 10)]),
        ("见 https://example.com/报告?x=1。", [entity("url", 2, 26)]),
        ("见 example.com 吧", [entity("url", 2, 11)]),
        ("写信 a.b@example.com", [entity("email", 3, 15)]),
        ("#停车位", [entity("hashtag", 0, 4)]),
        ("1/2 a/b 5#3", []),
    ],
    ids=["command", "addressed", "mention", "url", "host", "email", "hashtag", "none"],
)
def test_telegram_finds_entities_itself(text: str, entities: list) -> None:
    """Nobody needs to mark commands, mentions, links and hashtags."""
    assert stored(text, []) == (text, entities)


def test_only_the_first_100_entities_are_kept() -> None:
    """The rest is dropped without a word to the bot, but noted for the test."""
    arguments = Arguments({})
    source = " ".join(f"<b>{n}</b>" for n in range(120))
    _, entities = formatted(arguments, source, "HTML", None, allow_empty=False)
    assert len(entities) == 100
    assert arguments.complaints == [("text", "120 entities, only 100 are kept")]


@pytest.mark.parametrize(
    "mode, problem",
    [("BBCode", "unsupported parse_mode"), ("MarkdownV2", "can't parse entities: Markdown")],
)
def test_other_parse_modes_are_refused(mode: str, problem: str) -> None:
    """Only HTML is read here; Markdown is noted as a violation as well."""
    with pytest.raises(ApiError, match=problem):
        formatted(Arguments({}), "*a*", mode, None, allow_empty=False)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["b", "i", "u", "code", "blockquote", ""]),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6),
        ),
        max_size=8,
    )
)
def test_every_entity_lies_within_the_text(pieces: list[tuple[str, str]]) -> None:
    """Offsets never leave the text, and never halve a character."""
    source = "".join(
        f"<{tag}>{_escaped(text)}</{tag}>" if tag else _escaped(text) for tag, text in pieces
    )
    text, entities = stored(*parse_html(source))
    for found in entities:
        assert 0 <= found["offset"] < found["offset"] + found["length"] <= utf16_length(text)
        assert utf16_slice(text, found["offset"], found["length"]) in text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
