"""Replies on a real state and a loopback server: what a second attempt knows of the first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select
from telegram import Message

from bot.letters import Letter
from bot.replies.html import bold, quote, text
from bot.replies.reply import Button, Reply, Verb
from bot.replies.texts import Language, Texts
from bot.state.mail import MessageState
from bot.state.schema import OUTBOX
from bot.telegram.limits import PutOffError
from bot.telegram.replying import UNSURE_AFTER_MS
from bot.telegram.sending import Outcome
from tests.support.botapi.faults import DropAfter, DropBefore, HtmlError
from tests.support.desks import Stage, staged

ANSWER = Reply(body=bold("98%"), rows=((Button("[1]", Verb.OPEN, "p1"),),))
LONG = Reply(body=quote("\n\n".join("一" * 99 + "。" for _ in range(60))), rows=ANSWER.rows)


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Stage]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with staged(tmp_path) as stage:
        yield stage


async def test_a_reply_is_noted_as_sent(stage: Stage) -> None:
    """The outbox knows the message by the question that it answers."""
    replies = stage.replies()
    assert await replies.reply(stage.asked, ANSWER) is Outcome.SENT
    await replies.settled()
    [message] = stage.alice.chat.bot_messages
    answers = await stage.state.outbox.answers(stage.asked.chat_id, stage.asked.message_id)
    assert answers == (message.id,)


async def test_a_long_reply_comes_in_parts_with_buttons_under_the_last(stage: Stage) -> None:
    """Nothing is lost; only the first part quotes the question."""
    assert await stage.replies().reply(stage.asked, LONG) is Outcome.SENT
    first, last = stage.alice.chat.bot_messages
    assert "".join(stage.texts).replace("\n", "") == LONG.plain.replace("\n", "")
    assert [bool(first.buttons), bool(last.buttons)] == [False, True]
    assert [first.reply_to is None, last.reply_to is None] == [False, True]


async def test_a_second_attempt_repeats_nothing_that_was_sent(stage: Stage) -> None:
    """Handlers run again from the beginning; people see each message once."""
    for _ in range(2):
        replies = stage.replies()
        await replies.reply(stage.asked, LONG)
        await replies.settled()
    assert len(stage.texts) == 2


async def test_what_may_have_arrived_is_sent_once_more_and_marked(stage: Stage) -> None:
    """A lost response costs one repeat, which says what it is."""
    stage.server.faults.plan("sendMessage", DropAfter())
    assert await stage.replies().reply(stage.asked, ANSWER) is Outcome.SENT
    assert stage.texts == ["98%", "（补发）\n98%"]


async def test_what_may_have_arrived_twice_is_left(stage: Stage) -> None:
    """However often responses are lost, and whoever tries again."""
    stage.server.faults.plan("sendMessage", DropAfter(), times=100)
    assert await stage.replies().reply(stage.asked, ANSWER) is Outcome.UNSURE
    assert await stage.replies().reply(stage.asked, ANSWER) is Outcome.UNSURE
    assert stage.texts == ["98%", "（补发）\n98%"]
    assert (await stage.state.outbox.depth())[MessageState.UNSURE] == 1


async def test_who_may_have_got_nothing_is_asked(stage: Stage) -> None:
    """Two broken connections in a row lose no question: later, and once, it can be asked again."""
    stage.server.faults.plan("sendMessage", DropBefore(), times=2)
    for _ in range(2):
        replies = stage.replies()
        assert await replies.reply(stage.asked, ANSWER) is Outcome.UNSURE
        await replies.settled()
    [queued] = await stage.state.database.rows(
        select(OUTBOX).where(OUTBOX.c.state == MessageState.QUEUED.value)
    )
    letter = Letter.from_json(queued.payload)
    assert queued.not_before - queued.created_at == pytest.approx(UNSURE_AFTER_MS, abs=1_000)
    assert (letter.plain, letter.quotes) == (Texts(Language.ZH_HANS)("answer-unsure"), None)
    assert [button.label for row in letter.rows for button in row] == [stage.asked.text]


async def test_what_certainly_did_not_arrive_is_not_marked(stage: Stage) -> None:
    """Put off and taken up again, it is an answer like any other."""
    stage.server.faults.plan("sendMessage", HtmlError(502))
    stage.sender.stop()
    with pytest.raises(PutOffError):
        await stage.replies().reply(stage.asked, ANSWER)
    assert await stage.replies().reply(stage.asked, ANSWER) is Outcome.SENT
    assert stage.texts == ["98%"]


async def test_a_part_that_is_lost_ends_the_reply(stage: Stage) -> None:
    """Half an answer is better than one with a hole in it."""
    stage.alice.blocks()
    assert await stage.replies().reply(stage.asked, LONG) is Outcome.LOST
    assert len(stage.server.ledger.made("sendMessage")) == 1


async def test_a_late_answer_says_so_first(stage: Stage) -> None:
    """Once, before the first message."""
    replies = stage.replies(note="（问于 7 小时前）")
    await replies.reply(stage.asked, ANSWER)
    await replies.reply(stage.asked, ANSWER)
    assert stage.texts == ["（问于 7 小时前）\n98%", "98%"]


async def test_an_edited_question_edits_its_answer(stage: Stage) -> None:
    """What was two messages and is one leaves nothing over; what grows is sent on."""
    first = stage.replies(1)
    await first.reply(stage.asked, LONG)
    await first.settled()
    second = stage.replies(2)
    assert await second.revise(stage.asked, ANSWER) is Outcome.SENT
    await second.settled()
    assert stage.texts == ["98%"]
    assert await stage.replies(3).revise(stage.asked, LONG) is Outcome.SENT
    assert "".join(stage.texts).replace("\n", "") == LONG.plain.replace("\n", "")


async def test_an_edit_takes_the_place_of_its_message(stage: Stage) -> None:
    """Buttons included."""
    replies = stage.replies()
    await replies.reply(stage.asked, ANSWER)
    [sent] = stage.alice.chat.bot_messages
    shown = Message(message_id=sent.id, date=stage.asked.date, chat=stage.asked.chat)
    assert await replies.edit(shown, Reply(body=text("97%"))) is Outcome.SENT
    assert stage.texts == ["97%"]


async def test_typing_is_shown_only_while_an_answer_is_long_in_coming(stage: Stage) -> None:
    """A quick answer is not announced; a slow one is."""
    replies = stage.replies()
    async with replies.typing(stage.asked):
        pass
    assert stage.alice.chat.actions == []
    async with replies.typing(stage.asked):
        await stage.server.until_call("sendChatAction")
    assert stage.alice.chat.actions == [("typing", None)]


async def test_what_is_kept_is_written_in_the_end(stage: Stage) -> None:
    """Not while an answer is on its way."""
    replies, kept = stage.replies(), []

    async def write() -> None:
        kept.append(list(stage.texts))

    replies.keep(write)
    await replies.reply(stage.asked, ANSWER)
    await replies.settled()
    assert kept == [["98%"]]
