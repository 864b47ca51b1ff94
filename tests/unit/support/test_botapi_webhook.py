"""A webhook is rung until it answers 2xx, chat by chat in order."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from tests.support.botapi.client import BareBot
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer


class Hook:
    """A bot behind a webhook: it answers with what `answer` says, and keeps what it got."""

    def __init__(self) -> None:
        self.got: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[dict], web.Response] = lambda _: web.Response()
        self.url = ""

    async def ring(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append(update)
        self.headers.append(dict(request.headers))
        return self.answer(update)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def hook(server: BotApiServer) -> AsyncIterator[Hook]:
    server.webhook.backoff_s = 0.01
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.ring)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await server.webhook.stop()
    await runner.cleanup()


async def delivered(server: BotApiServer, n: int) -> None:
    """Wait until `n` deliveries were tried."""
    await server.world.changed.until(
        lambda: len(server.webhook.attempts) >= n, 5, f"{n} deliveries"
    )


async def test_updates_are_posted_with_the_secret(
    server: BotApiServer, bot: BareBot, alice: Person, hook: Hook
) -> None:
    """The secret token stands in its header; what was answered 2xx is confirmed."""
    assert (await bot.call("setWebhook", url=hook.url, secret_token="s3-cret")).result is True
    alice.says("在吗")
    await delivered(server, 1)
    assert hook.texts == ["在吗"]
    assert hook.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "s3-cret"
    info = (await bot.call("getWebhookInfo")).result
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)


async def test_a_failing_webhook_is_rung_again_in_order(
    server: BotApiServer, bot: BareBot, alice: Person, hook: Hook
) -> None:
    """Nothing of a chat is delivered before what failed; another chat does not wait."""
    answers = iter([500, 503, 200, 200])
    hook.answer = lambda update: web.Response(
        status=200 if update["message"]["text"] == "乙" else next(answers)
    )
    await bot.call("setWebhook", url=hook.url)
    alice.says("甲一")
    alice.says("甲二")
    server.person("Bob").says("乙")
    await delivered(server, 5)
    assert [text for text in hook.texts if text != "乙"] == ["甲一", "甲一", "甲一", "甲二"]
    assert hook.texts.index("乙") < hook.texts.index("甲二")
    info = (await bot.call("getWebhookInfo")).result
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 503 Service Unavailable"
    )


async def test_a_method_may_stand_in_the_response(
    server: BotApiServer, bot: BareBot, alice: Person, hook: Hook
) -> None:
    """It is run as if it had been called; one that asks or sets a webhook is not."""
    body = {"method": "sendMessage", "chat_id": alice.id, "text": "答"}
    hook.answer = lambda _: web.json_response(body)
    await bot.call("setWebhook", url=hook.url)
    alice.says("问")
    assert (await alice.chat.next_message()).text == "答"
    assert [call.via for call in server.ledger.made("sendMessage")] == ["webhook"]
    body["method"] = "getMe"
    alice.says("再问")
    await delivered(server, 2)
    assert server.ledger.made("getMe") == []


async def test_what_waits_is_delivered_or_dropped(
    server: BotApiServer, bot: BareBot, alice: Person, hook: Hook
) -> None:
    """Updates from before setWebhook are delivered, unless the bot drops them."""
    alice.says("丢")
    await bot.call("setWebhook", url=hook.url, drop_pending_updates=True)
    alice.says("一")
    await delivered(server, 1)
    await bot.call("deleteWebhook")
    alice.says("二")
    assert (await bot.call("getWebhookInfo")).result["pending_update_count"] == 1
    await bot.call("setWebhook", url=hook.url)
    await delivered(server, 2)
    assert hook.texts == ["一", "二"]


async def test_a_dead_webhook_loses_nothing(
    server: BotApiServer, bot: BareBot, alice: Person, hook: Hook
) -> None:
    """The update waits and the error is told; back at polling it is still there."""
    await bot.call("setWebhook", url="http://127.0.0.1:9/hook")
    alice.says("在吗")
    await delivered(server, 2)
    info = (await bot.call("getWebhookInfo")).result
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    await bot.call("deleteWebhook")
    assert len(await bot.updates()) == 1


@pytest.mark.parametrize(
    "parameters, description",
    [
        ({"url": "nowhere"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
    ids=["url", "long", "characters"],
)
async def test_a_wrong_webhook_is_refused(
    bot: BareBot, parameters: dict, description: str
) -> None:
    """The refusal is Telegram's."""
    reply = await bot.call("setWebhook", **{"url": "http://127.0.0.1:9/", **parameters})
    assert reply.description == f"Bad Request: {description}"


async def test_a_webhook_gets_json(
    server: BotApiServer, bot: BareBot, alice: Person, hook: Hook
) -> None:
    """The body is the Update object."""
    await bot.call("setWebhook", url=hook.url)
    message = alice.says("在吗")
    await delivered(server, 1)
    (update,) = hook.got
    assert json.dumps(update["message"]) == json.dumps(message.to_json())
