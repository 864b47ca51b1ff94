"""Updates stay until they are confirmed, and one poller at a time may wait for them."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.support.botapi.client import BareBot
from tests.support.botapi.people.person import Person
from tests.support.botapi.polling import OTHER_POLLER, WEBHOOK_ACTIVE
from tests.support.botapi.server import BotApiServer


def texts(updates: list[dict]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_a_bot_that_never_confirms_gets_the_same_updates_again(
    bot: BareBot, alice: Person
) -> None:
    """Without an offset nothing is confirmed."""
    alice.says("一")
    alice.says("二")
    first, second = await bot.updates(), await bot.updates()
    assert texts(first) == ["一", "二"]
    assert second == first


async def test_an_offset_confirms_all_below_it(bot: BareBot, alice: Person) -> None:
    """What lies below the offset is never handed out again, not even without an offset."""
    for text in ("一", "二", "三"):
        alice.says(text)
    first, second, _ = await bot.updates()
    assert texts(await bot.updates(offset=second["update_id"])) == ["二", "三"]
    assert texts(await bot.updates(offset=first["update_id"])) == ["二", "三"]
    assert texts(await bot.updates()) == ["二", "三"]


async def test_a_negative_offset_keeps_that_many_from_the_end(bot: BareBot, alice: Person) -> None:
    """The updates before them are forgotten."""
    for text in ("一", "二", "三"):
        alice.says(text)
    assert texts(await bot.updates(offset=-2)) == ["二", "三"]
    assert texts(await bot.updates()) == ["二", "三"]


@pytest.mark.parametrize(
    "limit, expected", [(1, 1), (2, 2), (0, 1), (1000, 3)], ids=["one", "two", "0", "1000"]
)
async def test_a_limit_lies_between_1_and_100(
    bot: BareBot, alice: Person, limit: int, expected: int
) -> None:
    """A limit outside is moved to the nearer end."""
    for text in ("一", "二", "三"):
        alice.says(text)
    assert len(await bot.updates(limit=limit)) == expected


async def test_at_most_100_updates_come_at_once(bot: BareBot, alice: Person) -> None:
    """The rest waits for the next call."""
    for n in range(105):
        alice.says(f"问题{n}")
    updates = await bot.updates()
    assert len(updates) == 100
    assert len(await bot.updates(offset=updates[-1]["update_id"] + 1)) == 5


async def test_a_long_poll_ends_at_once_when_an_update_arrives(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """A waiting getUpdates is answered by the update, not by its timeout."""
    waiting = asyncio.create_task(bot.updates(timeout=50))
    await server.until_polling()
    alice.says("在吗")
    async with asyncio.timeout(10):
        assert texts(await waiting) == ["在吗"]


async def test_two_pollers_conflict(server: BotApiServer, bot: BareBot) -> None:
    """The second getUpdates ends the first with 409."""
    first = asyncio.create_task(bot.call("getUpdates", timeout=50))
    await server.until_polling()
    second = asyncio.create_task(bot.call("getUpdates", timeout=50))
    reply = await first
    assert reply.status == 409
    assert reply.body == {"ok": False, "error_code": 409, "description": OTHER_POLLER}
    server.person("Bob").says("你好")
    assert texts((await second).result) == ["你好"]


async def test_polling_is_refused_while_a_webhook_is_set(
    server: BotApiServer, bot: BareBot
) -> None:
    """Waiting for updates answers 409, and setWebhook ends a getUpdates that waits."""
    waiting = asyncio.create_task(bot.call("getUpdates", timeout=50))
    await server.until_polling()
    await bot.call("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await waiting).description == "Conflict: terminated by setWebhook request"
    assert (await bot.call("getUpdates")).description == WEBHOOK_ACTIVE
    await bot.call("deleteWebhook")
    assert await bot.updates() == []


async def test_allowed_updates_are_remembered(bot: BareBot, alice: Person) -> None:
    """They hold for what happens after the call, until another list is given."""
    await bot.call("getUpdates", allowed_updates=["callback_query"])
    alice.says("不要")
    assert await bot.updates() == []
    await bot.call("getUpdates", allowed_updates=[])
    alice.says("要")
    assert texts(await bot.updates()) == ["要"]


async def test_an_update_shows_the_moment_it_happened(bot: BareBot, alice: Person) -> None:
    """A later edit does not change the update of the message before it."""
    message = alice.says("早")
    alice.edits(message, "晚")
    said, edited = await bot.updates()
    assert said["message"]["text"] == "早"
    assert edited["edited_message"]["text"] == "晚"


async def test_updates_outlive_the_server(server: BotApiServer, bot: BareBot) -> None:
    """Stopped and started again on its port, it still holds what was not confirmed."""
    bob = server.person("Bob")
    bob.says("第一")
    await server.stop()
    with pytest.raises(httpx.ConnectError):
        await bot.call("getMe")
    bob.says("第二")
    await server.start()
    assert texts(await bot.updates()) == ["第一", "第二"]


async def test_settled_waits_for_the_confirmation(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """It does not return while an update is unconfirmed, and does once the bot is done."""
    alice.says("好")
    with pytest.raises(TimeoutError, match="1 updates are not confirmed"):
        await server.settled(quiet_s=0.01, timeout_s=0.05)
    (update,) = await bot.updates()
    await bot.updates(offset=update["update_id"] + 1)
    await server.settled(quiet_s=0.01)


async def test_a_poller_that_hangs_up_no_longer_waits(
    server: BotApiServer, bot: BareBot, alice: Person
) -> None:
    """Whoever is gone does not count as waiting, and takes no update with him."""
    with pytest.raises(httpx.ReadTimeout):
        await bot.http.post(f"{bot.root}/getUpdates", json={"timeout": 50}, timeout=0.1)
    await server.world.changed.until(lambda: not server.polling.is_waiting, 5, "end of the poll")
    alice.says("在吗")
    assert texts(await bot.updates()) == ["在吗"]
