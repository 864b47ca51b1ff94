"""What becomes of an answer when Telegram or the network does not play along?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.faults import (
    DropAfter,
    DropBefore,
    Fault,
    HtmlError,
    MalformedJson,
    Refusal,
)
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess


@pytest.mark.parametrize(
    "fault",
    [HtmlError(502), HtmlError(500), Refusal(500, "Internal Server Error")],
    ids=["bad gateway", "HTML error", "server error"],
)
@pytest.mark.usefixtures("bot")
async def test_what_did_not_arrive_is_sent_again(server: BotApiServer, fault: Fault) -> None:
    """After two failures the answer is there, once."""
    server.faults.plan("sendMessage", fault, times=2)
    alice = server.person("Alice")
    alice.says(QUESTION)
    assert (await alice.chat.next_message(10)).text.startswith("2704个")
    await server.settled()
    assert len(alice.chat.bot_messages) == 1


@pytest.mark.usefixtures("bot")
async def test_what_may_not_have_arrived_is_sent_again_and_marked(server: BotApiServer) -> None:
    """A connection that breaks before the server acts looks like one that breaks after."""
    server.faults.plan("sendMessage", DropBefore())
    alice = server.person("Alice")
    alice.says(QUESTION)
    assert (await alice.chat.next_message(10)).text.startswith("（补发）\n2704个")
    await server.settled()
    assert len(alice.chat.bot_messages) == 1


@pytest.mark.parametrize("fault", [DropAfter(), MalformedJson()], ids=["broken", "cut off"])
@pytest.mark.usefixtures("bot")
async def test_a_lost_response_repeats_an_answer_once(server: BotApiServer, fault: Fault) -> None:
    """Where the bot cannot know, it rather says a thing again than never; once, and marked."""
    server.faults.plan("sendMessage", fault, times=100)
    alice = server.person("Alice")
    alice.says(QUESTION)
    await server.until_call("sendMessage", 2, 10)
    await server.settled(1.5)
    first, again = (message.text for message in alice.chat.bot_messages)
    assert again == f"（补发）\n{first}"


@pytest.mark.usefixtures("bot")
async def test_the_next_answer_comes_after_a_lost_response(server: BotApiServer) -> None:
    """One lost response gives one repeat, and the conversation goes on in order."""
    server.faults.plan("sendMessage", DropAfter())
    alice = server.person("Alice")
    first, second = alice.says(QUESTION), alice.says(QUESTION)
    await alice.chat.until(lambda: len(alice.chat.bot_messages) == 3)
    assert [m.reply_to for m in alice.chat.bot_messages] == [first, first, second]


@pytest.mark.usefixtures("bot")
async def test_a_flooding_bot_waits_as_long_as_it_is_told(server: BotApiServer) -> None:
    """A refusal for flooding delays the answer and never loses it."""
    server.flood.by_script(1, method="sendMessage", times=2)
    alice = server.person("Alice")
    alice.says(QUESTION)
    assert (await alice.chat.next_message(10)).text.startswith("2704个")
    assert server.flood.impatient == 0
    assert len(alice.chat.bot_messages) == 1


@pytest.mark.usefixtures("bot")
async def test_refused_markup_is_sent_as_plain_text(server: BotApiServer) -> None:
    """If Telegram will not parse it, the words still arrive."""
    refusal = Refusal(400, "Bad Request: can't parse entities: unsupported start tag")
    server.faults.plan("sendMessage", refusal)
    alice = server.person("Alice")
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    assert answer.text.startswith("2704个")
    assert answer.slices("bold") == []
    assert answer.button("[1] 看上下文")


@pytest.mark.usefixtures("bot")
async def test_an_answer_follows_a_group_that_has_moved(server: BotApiServer) -> None:
    """A group that became a supergroup while it was asked gets its answer there."""
    alice = server.person("Alice")
    group = server.group("读报组", alice, bot="administrator")
    await group.next_message()  # the greeting
    server.faults.plan("sendMessage", DropBefore())
    alice.mentions(QUESTION, group)
    await server.until_call_begun("sendMessage", 2, 5)
    supergroup = server.migrate(group)
    assert "2704个" in (await supergroup.next_message()).text


@pytest.mark.usefixtures("bot")
async def test_polling_survives_whatever_happens_to_it(server: BotApiServer) -> None:
    """Errors of every kind between the polls delay questions and lose none."""
    for fault in (HtmlError(502), DropBefore(), MalformedJson(), Refusal(500, "Internal")):
        server.faults.plan("getUpdates", fault)
    alice = server.person("Alice")
    for _ in range(3):
        alice.says(QUESTION)
        assert (await alice.chat.next_message(30)).text.startswith("2704个")


async def test_a_server_that_goes_away_is_awaited(server: BotApiServer, bot: BotProcess) -> None:
    """The operator reads one line when Telegram is gone and one when it is back."""
    alice = server.person("Alice")
    await server.stop()
    await bot.until_stderr("连不上 Telegram")
    alice.says(QUESTION)
    await server.start()
    assert (await alice.chat.next_message(20)).text.startswith("2704个")
    await bot.until_stderr("已连上 Telegram")
    assert sum("连不上 Telegram" in line for line in bot.lines) == 1


async def test_the_network_may_be_down_at_the_start(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """The bot waits for the network, says so in one line, and begins when it is there."""
    alice = server.person("Alice")
    await server.stop()
    bot = BotProcess(server, corpus=corpus, state=tmp_path / "state")
    await bot.start(wait=False)
    try:
        await bot.until_stderr("连不上 Telegram（ClientConnectorError），将一直重试……", 30)
        alice.says(QUESTION)
        await server.start()
        assert (await alice.chat.next_message(20)).text.startswith("2704个")
        assert sum("连不上 Telegram" in line for line in bot.lines) == 1
    finally:
        await bot.stop()


@pytest.mark.parametrize(
    "env",
    [
        {"YOUJU_TELEGRAM_API_URL": "http://no-such-host.invalid"},
        {"YOUJU_TELEGRAM_API_URL": "https://127.0.0.1:{port}"},
        {"YOUJU_PROXY_URL": "http://127.0.0.1:1"},
        {"YOUJU_PROXY_URL": "socks5://127.0.0.1:1"},
    ],
    ids=["no such name", "no TLS", "proxy down", "SOCKS proxy down"],
)
async def test_what_is_in_the_way_is_told_and_waited_for(
    server: BotApiServer, corpus: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    """One line, no traceback, and a stop is obeyed meanwhile."""
    env = {name: value.replace("{port}", str(server.port)) for name, value in env.items()}
    bot = BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env)
    await bot.start(wait=False)
    try:
        await bot.until_stderr("连不上 Telegram（", 60)
        assert await bot.stop() == 0
    finally:
        if bot.is_running:
            await bot.kill()
    assert "Traceback" not in bot.stderr
    assert server.calls == []
