from __future__ import annotations

import pytest

from bot.replies.contexts import compose_context
from bot.replies.html import MESSAGE_LIMIT
from bot.replies.reply import Button, Verb
from bot.replies.texts import Language, Texts
from bot.replies.trails import trail
from retrieval import Passage
from tests.support.answers import make_passage

ZH = Texts(Language.ZH_HANS)
FIRST = make_passage("第一段。", id="p1", position=0)
SECOND = make_passage("第二段。", id="p2", position=1)
THIRD = make_passage("第三段。", id="p3", position=2)


def test_a_passage_stands_between_its_neighbours() -> None:
    """Place and position, the paragraph before, the passage quoted, the paragraph after."""
    reply = compose_context(SECOND, previous=FIRST, following=THIRD, total=3, texts=ZH)
    assert reply.html == (
        "<b>五常街道：推动外贸稳中提质</b> · 坚持走访\n第 2 段，共 3 段\n\n"
        "第一段。\n\n<blockquote>第二段。</blockquote>\n\n第三段。"
    )


@pytest.mark.parametrize(
    "previous, following, walk",
    [
        (None, THIRD, [("下一段 ›", THIRD)]),
        (FIRST, None, [("‹ 上一段", FIRST)]),
        (FIRST, THIRD, [("‹ 上一段", FIRST), ("下一段 ›", THIRD)]),
    ],
    ids=["first", "last", "middle"],
)
def test_buttons_walk_to_where_there_is_something(
    previous: Passage | None, following: Passage | None, walk: list[tuple[str, Passage]]
) -> None:
    """There is a button for each neighbour, and one for the report."""
    reply = compose_context(SECOND, previous=previous, following=following, total=3, texts=ZH)
    assert reply.rows == (
        tuple(Button(label, Verb.WALK, trail(target)) for label, target in walk),
        (Button("这篇报告", Verb.OUTLINE, "r1"),),
    )


def test_a_passage_alone_in_its_report_has_nowhere_to_walk() -> None:
    """Without neighbours there is no empty row of buttons."""
    reply = compose_context(FIRST, previous=None, following=None, total=1, texts=ZH)
    assert reply.rows == ((Button("这篇报告", Verb.OUTLINE, "r1"),),)


@pytest.mark.parametrize("character", ["段", "𠮷"], ids=["one unit", "two units"])
def test_a_context_fits_one_message(character: str) -> None:
    """Editing in place has one message to fill, however long the passages are."""
    long = make_passage(character * 9000, report_title=character * 500, section=character * 500)
    reply = compose_context(long, previous=long, following=long, total=3, texts=ZH)
    assert reply.body.length <= MESSAGE_LIMIT
