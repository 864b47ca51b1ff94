"""Sends against a Bot API server on the loopback, with pauses that only take note."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, Message

from bot.replies.html import bold, quote, text
from bot.replies.reply import Button, Reply, Verb
from bot.telegram.sending import LONGEST_PAUSE_S, MAX_REPEATS, MAX_RETRIES, Outcome, Sender
from tests.support.botapi.faults import DropAfter, HtmlError, Refusal
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer

ANSWER = Reply(body=bold("98%"), rows=((Button("[1]", Verb.OPEN, "p1"),),))


class Stage:
    """A person who has asked, a sender, and the pauses it would have made."""

    def __init__(self, server: BotApiServer, bot: Bot, alice: Person, asked: Message) -> None:
        self.server = server
        self.alice = alice
        self.asked = asked
        self.pauses: list[float] = []
        self.sender = Sender(bot, sleep=self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.alice.chat.bot_messages]


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with BotApiServer() as server:
        alice = server.person("Alice")
        alice.says("多少？")
        root = server.url
        async with Bot(server.token, f"{root}/bot", f"{root}/file/bot") as bot:
            [update] = await bot.get_updates()
            assert update.message is not None
            yield Stage(server, bot, alice, update.message)


async def test_a_reply_is_sent_once(stage: Stage) -> None:
    """With its markup, its buttons, and the question quoted."""
    assert await stage.sender.reply(stage.asked, ANSWER) is Outcome.SENT
    [message] = stage.alice.chat.bot_messages
    assert message.slices("bold") == ["98%"]
    assert message.button("[1]").data == "c_p1"
    assert message.reply_to is not None
    assert stage.pauses == []


async def test_a_long_reply_comes_in_parts_with_buttons_under_the_last(stage: Stage) -> None:
    """Nothing is lost; only the first part quotes the question."""
    paragraphs = ["一" * 99 + "。" for _ in range(60)]
    reply = Reply(body=quote("\n\n".join(paragraphs)), rows=ANSWER.rows)
    assert await stage.sender.reply(stage.asked, reply) is Outcome.SENT
    first, last = stage.alice.chat.bot_messages
    assert "".join(stage.texts).replace("\n", "") == "".join(paragraphs)
    assert [bool(first.buttons), bool(last.buttons)] == [False, True]
    assert [first.reply_to is None, last.reply_to is None] == [False, True]


async def test_an_answer_finds_its_chat_although_the_question_is_deleted(stage: Stage) -> None:
    """There is nothing to quote any more, and still somebody who waits."""
    stage.alice.chat.messages[stage.asked.message_id].deleted = True
    assert await stage.sender.reply(stage.asked, ANSWER) is Outcome.SENT
    assert stage.texts == ["98%"]


async def test_a_dead_gateway_is_tried_again_with_growing_pauses(stage: Stage) -> None:
    """Then it is given up, after a time that is bounded."""
    stage.server.faults.plan("sendMessage", HtmlError(502), times=1000)
    assert await stage.sender.reply(stage.asked, ANSWER) is Outcome.LOST
    assert len(stage.pauses) == MAX_RETRIES
    assert stage.pauses == sorted(stage.pauses)
    assert stage.pauses[-1] == LONGEST_PAUSE_S


async def test_a_send_of_unknown_fate_is_repeated_so_often_and_no_more(stage: Stage) -> None:
    """Each attempt may have arrived: here all did."""
    stage.server.faults.plan("sendMessage", DropAfter(), times=1000)
    assert await stage.sender.reply(stage.asked, ANSWER) is Outcome.UNSURE
    assert stage.texts == ["98%"] * (1 + MAX_REPEATS)


async def test_plain_text_is_tried_once(stage: Stage) -> None:
    """What Telegram refuses with and without markup is lost, and not tried for ever."""
    refusal = Refusal(400, "Bad Request: message text is odd")
    stage.server.faults.plan("sendMessage", refusal, times=1000)
    assert await stage.sender.reply(stage.asked, ANSWER) is Outcome.LOST
    assert len(stage.server.ledger.made("sendMessage")) == 2


async def test_a_part_that_is_lost_ends_the_reply(stage: Stage) -> None:
    """Half an answer is better than one with a hole in it."""
    stage.alice.blocks()
    reply = Reply(body=text("甲。\n\n" * 3000))
    assert await stage.sender.reply(stage.asked, reply) is Outcome.LOST
    assert len(stage.server.ledger.made("sendMessage")) == 1


async def test_an_edit_that_changes_nothing_has_succeeded(stage: Stage) -> None:
    """A second press of the same button is no failure."""
    await stage.sender.reply(stage.asked, ANSWER)
    [sent] = stage.alice.chat.bot_messages
    shown = Message(message_id=sent.id, date=stage.asked.date, chat=stage.asked.chat)
    assert await stage.sender.edit(shown, ANSWER) is Outcome.SENT
    assert stage.texts == ["98%"]


async def test_an_edit_of_unknown_fate_is_repeated_until_it_is_known(stage: Stage) -> None:
    """Editing twice is like editing once."""
    await stage.sender.reply(stage.asked, ANSWER)
    [sent] = stage.alice.chat.bot_messages
    shown = Message(message_id=sent.id, date=stage.asked.date, chat=stage.asked.chat)
    stage.server.faults.plan("editMessageText", DropAfter(), times=5)
    assert await stage.sender.edit(shown, Reply(body=text("97%"))) is Outcome.SENT
    assert stage.texts == ["97%"]


async def test_typing_is_shown_only_while_an_answer_is_long_in_coming(stage: Stage) -> None:
    """A quick answer is not announced; a slow one is."""
    async with stage.sender.typing(stage.asked):
        pass
    assert stage.alice.chat.actions == []
    async with stage.sender.typing(stage.asked):
        await stage.server.until_call("sendChatAction")
    assert stage.alice.chat.actions == [("typing", None)]
