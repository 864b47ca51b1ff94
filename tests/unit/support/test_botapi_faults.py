"""Things go wrong on the way, and too much is refused: what broken bots make of it."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from tests.support.botapi.client import BareBot
from tests.support.botapi.faults import (
    DropAfter,
    DropBefore,
    HtmlError,
    MalformedJson,
    Refusal,
    Slow,
)
from tests.support.botapi.flood import Rule
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer


async def send(bot: BareBot, chat_id: int, text: str = "好") -> int:
    return (await bot.call("sendMessage", chat_id=chat_id, text=text)).status


async def test_a_bot_that_resends_after_a_lost_response_duplicates(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """The first message had arrived: only its response was lost."""
    server.faults.plan("sendMessage", DropAfter())
    with pytest.raises(httpx.RemoteProtocolError):
        await send(bot, alice.id, "2704个")
    await send(bot, alice.id, "2704个")
    assert [message.text for message in alice.chat.bot_messages] == ["2704个", "2704个"]


async def test_a_lost_request_leaves_nothing(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """The connection broke before the server acted."""
    server.faults.plan("sendMessage", DropBefore())
    with pytest.raises(httpx.RemoteProtocolError):
        await send(bot, alice.id)
    assert alice.chat.bot_messages == []
    assert [call.fault for call in server.calls] == ["DropBefore"]


@pytest.mark.parametrize("acts", [False, True], ids=["before", "after"])
async def test_a_gateway_answers_with_html(
    server: BotApiServer, bot: BareBot, alice: Person, acts: bool
) -> None:
    """Whether the server had acted, the bot cannot tell."""
    server.faults.plan("sendMessage", HtmlError(502, acts=acts))
    response = await bot.http.post(
        f"{bot.root}/sendMessage", json={"chat_id": alice.id, "text": "好"}
    )
    assert (response.status_code, response.headers["content-type"]) == (
        502,
        "text/html; charset=utf-8",
    )
    assert len(alice.chat.bot_messages) == int(acts)


async def test_json_may_be_cut_off(server: BotApiServer, bot: BareBot, alice: Person) -> None:
    """The server acted, but its answer cannot be read."""
    server.faults.plan("sendMessage", MalformedJson())
    with pytest.raises(json.JSONDecodeError):
        await send(bot, alice.id)
    assert len(alice.chat.bot_messages) == 1


async def test_a_slow_server_outlasts_an_impatient_bot(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """The bot gives up; the message arrives all the same."""
    server.faults.plan("sendMessage", Slow(0.2, acts_first=True))
    with pytest.raises(httpx.ReadTimeout):
        await bot.http.post(
            f"{bot.root}/sendMessage", json={"chat_id": alice.id, "text": "好"}, timeout=0.05
        )
    await server.until_call("sendMessage")
    assert len(alice.chat.bot_messages) == 1


async def test_faults_come_in_turn_and_only_where_planned(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """After so many calls, so many times, for one method, for the calls that match."""
    server.faults.plan("sendMessage", Refusal(500, "Internal Server Error"), after=1, times=2)
    server.faults.plan(
        "sendMessage",
        Refusal(403, "Forbidden: bot can't do that"),
        when=lambda call: call["text"] == "坏",
    )
    assert [await send(bot, alice.id) for _ in range(4)] == [200, 500, 500, 200]
    assert (await bot.call("getMe")).status == 200
    assert [await send(bot, alice.id, text) for text in ("好", "坏", "坏")] == [200, 403, 200]
    assert [call.error for call in server.refused] == [
        "Internal Server Error",
        "Internal Server Error",
        "Forbidden: bot can't do that",
    ]


async def test_a_bot_that_ignores_retry_after_stays_refused(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """What it sends while it should wait is refused too, and counted."""
    server.flood.by_script(3, after=1)
    assert await send(bot, alice.id) == 200
    reply = await bot.call("sendMessage", chat_id=alice.id, text="好")
    assert reply.body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert [await send(bot, alice.id) for _ in range(3)] == [429, 429, 429]
    assert (server.flood.refused, server.flood.impatient) == (4, 3)
    assert len(alice.chat.bot_messages) == 1


async def test_a_bot_that_waits_is_heard_again(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """Once the time is over, messages pass."""
    now = 1000.0
    server.flood.monotonic = lambda: now
    server.flood.by_script(3)
    assert await send(bot, alice.id) == 429
    now += 3
    assert await send(bot, alice.id) == 200
    assert server.flood.impatient == 0


@pytest.mark.parametrize(
    "rules, n_sent",
    [
        ({"per_chat": Rule(1, 1.0), "per_group": None, "overall": None}, 2),
        ({"per_chat": None, "per_group": Rule(3, 60.0), "overall": None}, 4),
        ({"per_chat": None, "per_group": None, "overall": Rule(5, 1.0)}, 5),
    ],
    ids=["per chat", "per group", "overall"],
)
async def test_rules_limit_what_is_sent(
    server: BotApiServer, bot: BareBot, alice: Person, rules: dict, n_sent: int
) -> None:
    """Of six messages, one by one into a private chat and a group, only so many pass."""
    group = server.group("群", alice)
    server.flood.monotonic = lambda: 1000.0
    server.flood.by_rule(**rules)
    chats = [alice.id, group.id, group.id, group.id, group.id, group.id]
    statuses = [await send(bot, chat_id) for chat_id in chats]
    assert statuses == [200] * n_sent + [429] * (6 - n_sent)


async def test_edits_and_questions_are_not_limited(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """Only what puts a message into a chat counts, unless a script names another method."""
    await send(bot, alice.id)
    server.flood.by_script(60)
    place = {"chat_id": alice.id, "message_id": alice.chat.last_message.id}
    assert await send(bot, alice.id) == 429
    assert (await bot.call("editMessageText", text="更好", **place)).status == 200
    assert (await bot.call("sendChatAction", chat_id=alice.id, action="typing")).status == 200
    server.flood.by_script(2, method="editMessageText")
    assert (await bot.call("editMessageText", text="最好", **place)).status == 429


async def test_calls_are_kept_in_order_with_their_outcome(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """Each call says when it came, what it asked and what came of it."""
    await asyncio.gather(send(bot, alice.id, "一"), bot.call("getMe"))
    await send(bot, 5)
    assert [call.n for call in server.calls] == [0, 1, 2]
    assert sorted(call.at for call in server.calls) == [call.at for call in server.calls]
    assert [call.error for call in server.refused] == ["Bad Request: chat not found"]
    assert server.ledger.made("sendMessage")[0]["text"] == "一"
