"""Sends against a Bot API server on the loopback, with pauses that only take note."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.letters import Letter, Quote
from bot.ops.figures import Figures
from bot.replies.reply import Attachment, Button, Verb
from bot.telegram import sending
from bot.telegram.bots import PollingBot
from bot.telegram.limits import UNLIMITED, Limiter, PutOffError
from bot.telegram.options import TelegramOptions
from bot.telegram.sending import LONGEST_PAUSE_S, Outcome, Sender
from tests.support.botapi.faults import DropAfter, HtmlError, Refusal
from tests.support.desks import Stage, staged

ROWS = ((Button("[1]", Verb.OPEN, "p1"),),)


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Stage]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with staged(tmp_path) as stage:
        yield stage


def letter(stage: Stage, html: str = "<b>98%</b>", plain: str = "98%") -> Letter:
    asked = stage.asked
    return Letter(chat=asked.chat_id, html=html, plain=plain, quotes=asked.message_id, rows=ROWS)


async def test_a_letter_is_sent_once(stage: Stage) -> None:
    """With its markup, its buttons, and the question quoted."""
    delivery = await stage.sender.send(letter(stage))
    [message] = stage.alice.chat.bot_messages
    assert delivery.outcome is Outcome.SENT
    assert delivery.message_id == message.id
    assert message.slices("bold") == ["98%"]
    assert message.button("[1]").data == "c_p1"
    assert message.reply_to is not None
    assert stage.pauses == []


async def test_an_answer_finds_its_chat_although_the_question_is_deleted(stage: Stage) -> None:
    """There is nothing to quote any more, and still somebody who waits."""
    stage.alice.chat.messages[stage.asked.message_id].deleted = True
    assert (await stage.sender.send(letter(stage))).outcome is Outcome.SENT
    assert stage.texts == ["98%"]


async def test_a_quote_that_is_not_found_is_left_out(stage: Stage) -> None:
    """The message was edited since; the answer comes all the same, with its markup."""
    asked = replace(letter(stage), part=Quote("几个？", 2))
    delivery = await stage.sender.send(asked)
    [message] = stage.alice.chat.bot_messages
    assert delivery.outcome is Outcome.SENT
    assert (message.reply_to is not None, message.quote) == (True, None)
    assert message.slices("bold") == ["98%"]
    assert [call.error for call in stage.server.refused] == ["Bad Request: QUOTE_TEXT_INVALID"]


async def test_a_dead_gateway_is_tried_again_with_growing_pauses(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a time that is bounded the message is put off, never given up."""
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += 1.0
        return now

    monkeypatch.setattr(sending, "monotonic", clock)
    stage.server.faults.plan("sendMessage", HtmlError(502), times=1000)
    with pytest.raises(PutOffError) as put_off:
        await stage.sender.send(letter(stage))
    assert put_off.value.wait_s == LONGEST_PAUSE_S
    assert stage.pauses == sorted(stage.pauses)
    assert stage.pauses[-1] == LONGEST_PAUSE_S


async def test_a_send_of_unknown_fate_is_not_repeated(stage: Stage) -> None:
    """Whether it may be is for the outbox to say."""
    stage.server.faults.plan("sendMessage", DropAfter(), times=1000)
    assert (await stage.sender.send(letter(stage))).outcome is Outcome.UNSURE
    assert stage.texts == ["98%"]


async def test_plain_text_is_tried_once(stage: Stage) -> None:
    """What Telegram refuses with and without markup is lost, and not tried for ever."""
    refusal = Refusal(400, "Bad Request: message text is odd")
    stage.server.faults.plan("sendMessage", refusal, times=1000)
    assert (await stage.sender.send(letter(stage))).outcome is Outcome.LOST
    assert len(stage.server.ledger.made("sendMessage")) == 2


async def test_a_refused_picture_leaves_its_text(stage: Stage) -> None:
    """The words arrive with their markup, without the picture."""
    refusal = Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
    stage.server.faults.plan("sendPhoto", refusal)
    asked = stage.asked
    sent = Letter(chat=asked.chat_id, html="<b>98%</b>", plain="98%", png=b"no picture")
    assert (await stage.sender.send(sent)).outcome is Outcome.SENT
    assert stage.alice.chat.bot_messages[0].slices("bold") == ["98%"]


async def test_who_blocked_the_bot_is_out_of_reach(stage: Stage) -> None:
    """Nothing is repeated there."""
    stage.alice.blocks()
    delivery = await stage.sender.send(letter(stage))
    assert (delivery.outcome, delivery.is_unreachable) == (Outcome.LOST, True)
    assert len(stage.server.ledger.made("sendMessage")) == 1


async def test_an_edit_that_changes_nothing_has_succeeded(stage: Stage) -> None:
    """A second press of the same button is no failure."""
    sent = await stage.sender.send(letter(stage))
    assert (await stage.sender.edit(sent.message_id or 0, letter(stage))).outcome is Outcome.SENT
    assert stage.texts == ["98%"]


async def test_an_edit_of_unknown_fate_is_repeated_until_it_is_known(stage: Stage) -> None:
    """Editing twice is like editing once."""
    sent = await stage.sender.send(letter(stage))
    stage.server.faults.plan("editMessageText", DropAfter(), times=5)
    changed = letter(stage, "97%", "97%")
    assert (await stage.sender.edit(sent.message_id or 0, changed)).outcome is Outcome.SENT
    assert stage.texts == ["97%"]


async def test_a_stop_puts_off_what_waits(stage: Stage) -> None:
    """Nothing waits for a dead network at a stop."""
    stage.server.faults.plan("sendMessage", HtmlError(502), times=1000)
    sending_ = asyncio.create_task(stage.sender.send(letter(stage)))
    await stage.server.until_call("sendMessage", 1)
    stage.sender.stop()
    with pytest.raises(PutOffError):
        await sending_


async def forgetful(request: web.BaseRequest) -> web.Response:
    """Take a call as a Bot API server does, and keep nothing of it."""
    n_bytes = 0
    async for piece in request.content.iter_chunked(1 << 16):
        n_bytes += len(piece)
    me = {"id": 1, "is_bot": True, "first_name": "youju", "username": "youju_bot"}
    message = {"message_id": n_bytes, "date": 1, "chat": {"id": 7, "type": "private"}}
    result = me if request.path.endswith("/getMe") else message
    return web.json_response({"ok": True, "result": result})


async def test_a_file_is_read_as_it_goes_out(tmp_path: Path) -> None:
    """Of 40 MB, a few are in memory at once; all of them arrive."""
    size = 40_000_000
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(size)
    runner = web.ServerRunner(web.Server(forgetful))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    attached = Letter(chat=7, html="a", plain="a", attachment=Attachment(str(path), "a.pdf"))
    try:
        async with PollingBot(TelegramOptions(token="1:a", api_url=url)) as bot:
            figures = Figures()
            sender = Sender(bot, Limiter(UNLIMITED, figures), figures)
            tracemalloc.start()
            try:
                delivery = await sender.send(attached)
                _, peak = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
    finally:
        await runner.cleanup()
    assert delivery.outcome is Outcome.SENT
    assert size < (delivery.message_id or 0) < size + 2_000  # with the form around it
    assert peak < 8_000_000
