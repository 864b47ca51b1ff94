"""Do updates that Telegram posts reach the same bot?"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.conftest import QUESTION, exit_code
from tests.support.botapi.faults import HtmlError, Refusal
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

SECRET = "a-secret_of-23-characters"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def listen() -> str:
    """Give an address of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def url(listen: str) -> str:
    return f"http://{listen}/telegram/hook"


@pytest.fixture
async def bot(
    server: BotApiServer, corpus: Path, tmp_path: Path, listen: str, url: str
) -> AsyncIterator[BotProcess]:
    """Give a running bot that takes its updates by webhook."""
    bot = make_bot(server, corpus, tmp_path, listen, url)
    async with bot:
        yield bot
    assert "Traceback" not in bot.stderr
    assert SECRET not in bot.stderr


def make_bot(
    server: BotApiServer, corpus: Path, tmp_path: Path, listen: str, url: str, **env: str
) -> BotProcess:
    return BotProcess(
        server,
        corpus=corpus,
        state=tmp_path / "state",
        env={
            "YOUJU_WEBHOOK_URL": url,
            "YOUJU_WEBHOOK_SECRET": SECRET,
            "YOUJU_HTTP_LISTEN": listen,
            **env,
        },
        ready_on="setWebhook",
    )


async def test_questions_are_answered_as_by_polling(server: BotApiServer, bot: BotProcess) -> None:
    """The answer comes, the press of its button is answered, and nothing is polled."""
    alice = server.person("Alice")
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    assert answer.text.startswith("2704个")
    assert await alice.presses(answer.button("[1]")) == ""
    assert "第 1 段，共 3 段" in (await alice.chat.next_message()).text
    assert server.n_polls == 0


async def test_a_post_without_the_secret_is_turned_away(
    server: BotApiServer, bot: BotProcess, url: str
) -> None:
    """Only Telegram knows the secret; nobody else can put words into a chat."""
    alice = server.person("Alice")
    asked = alice.says(QUESTION)
    await alice.chat.next_message()
    forged = json.dumps({"update_id": 9, "message": asked.to_json()})
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {HEADER: "guessed"}, {HEADER: SECRET + "x"}, {HEADER: "段"}):
            async with session.post(url, data=forged, headers=headers) as response:
                assert response.status == 401
                assert await response.text() == ""
    await server.settled()
    assert len(alice.chat.bot_messages) == 1


async def test_a_stranger_is_turned_away_before_the_body(bot: BotProcess, listen: str) -> None:
    """A long body, or one of no announced length, is not waited for: 401, and the end."""
    host, _, port = listen.partition(":")
    start = "POST /telegram/hook HTTP/1.1\r\nHost: x\r\n"
    for announced in ("Content-Length: 1000000000000", "Transfer-Encoding: chunked"):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"{start}{announced}\r\n\r\n".encode())
        async with asyncio.timeout(10):
            answered = await reader.read()
        writer.close()
        head, _, body = answered.partition(b"\r\n\r\n")
        assert head.split(b"\r\n")[0] == b"HTTP/1.1 401 Unauthorized"
        assert body == b""


async def pour(writer: asyncio.StreamWriter) -> None:
    """Write pieces of a body as long as they are taken, up to a hundred megabytes."""
    async with asyncio.timeout(30):
        for _ in range(1600):
            writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
            await writer.drain()


async def test_a_body_that_is_too_long_is_not_read(
    server: BotApiServer, bot: BotProcess, listen: str
) -> None:
    """Not even one that has the secret, announced or in pieces; the next question is answered."""
    host, _, port = listen.partition(":")
    head = f"POST /telegram/hook HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\n"
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"{head}Content-Length: 1048577\r\n\r\n".encode())
    async with asyncio.timeout(10):
        assert (await reader.read()).startswith(b"HTTP/1.1 400 Bad Request\r\n")
    writer.close()
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    with pytest.raises(ConnectionError):
        await pour(writer)
    alice = server.person("Alice")
    alice.says(QUESTION)
    assert (await alice.chat.next_message()).text.startswith("2704个")


@pytest.mark.parametrize("body", ["", "{", "[]", "7", '{"update_id": {}}', '"段"'])
async def test_what_is_no_update_harms_nobody(
    server: BotApiServer, bot: BotProcess, url: str, body: str
) -> None:
    """A malformed post is refused, and the next question is answered."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body.encode(), headers={HEADER: SECRET}) as response,
    ):
        assert response.status in (200, 400)
    alice = server.person("Alice")
    alice.says(QUESTION)
    assert (await alice.chat.next_message()).text.startswith("2704个")


async def test_other_paths_and_methods_are_not_served(
    server: BotApiServer, bot: BotProcess, url: str
) -> None:
    """There is nothing to be looked at."""
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            assert response.status == 401
        async with session.get(url, headers={HEADER: SECRET}) as response:
            assert response.status == 405
        async with session.post(url.replace("hook", "other")) as response:
            assert response.status == 404


async def test_the_network_may_be_down_when_it_is_set(
    server: BotApiServer, corpus: Path, tmp_path: Path, listen: str, url: str
) -> None:
    """Setting the webhook is tried until it works."""
    server.faults.plan("setWebhook", HtmlError(502), times=2)
    alice = server.person("Alice")
    alice.says(QUESTION)
    async with make_bot(server, corpus, tmp_path, listen, url) as bot:
        assert (await alice.chat.next_message(15)).text.startswith("2704个")
        assert sum("连不上 Telegram" in line for line in bot.lines) == 1


async def test_a_refused_address_is_one_line(
    server: BotApiServer, corpus: Path, tmp_path: Path, listen: str, url: str
) -> None:
    """Telegram's reason is told, with exit code 2."""
    server.faults.plan("setWebhook", Refusal(400, "Bad Request: bad webhook: no such host"))
    bot = make_bot(server, corpus, tmp_path, listen, url)
    assert await exit_code(bot) == 2
    assert bot.lines[-1] == "Telegram 不接受这个 webhook 地址：Bad webhook: no such host"


async def test_an_address_in_use_is_one_line(
    server: BotApiServer, corpus: Path, tmp_path: Path, listen: str, url: str
) -> None:
    """The address is told, with exit code 1."""
    host, _, port = listen.partition(":")
    with socket.create_server((host, int(port))):
        bot = make_bot(server, corpus, tmp_path, listen, url)
        assert await exit_code(bot) == 1
    assert bot.lines[-1].startswith(f"无法监听 {listen}：")


async def test_a_webhook_without_a_place_to_listen_is_one_line(
    server: BotApiServer, corpus: Path, tmp_path: Path, url: str
) -> None:
    """Exit code 2, and the setting that is missing is named."""
    bot = make_bot(server, corpus, tmp_path, "", url)
    assert await exit_code(bot) == 2
    assert bot.lines[-1].startswith("YOUJU_HTTP_LISTEN ")
