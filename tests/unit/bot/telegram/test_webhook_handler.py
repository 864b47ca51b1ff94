"""What is a post to the webhook answered with?"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from bot.telegram.webhook import SECRET_HEADER, Pace, UpdateHandler

SECRET = "a-secret"
KNOWN = {SECRET_HEADER: SECRET}


class Taken:
    """Keeps the updates that come through."""

    def __init__(self) -> None:
        self.ids: list[int] = []

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        self.ids += [update["update_id"] for update in updates]


class Ticking:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def taken() -> Taken:
    return Taken()


@pytest.fixture
async def url(clock: Ticking, taken: Taken) -> AsyncIterator[str]:
    """Give an address behind which three posts a second are taken."""
    handed = {"intake": taken, "secret": SECRET, "pace": Pace(3, clock=clock)}
    server = HTTPServer(Application([("/hook", UpdateHandler, handed)], log_function=print))
    sock, port = bind_unused_port()
    server.add_socket(sock)
    yield f"http://127.0.0.1:{port}/hook"
    server.stop()
    await server.close_all_connections()


async def posted(url: str, update_id: int, headers: dict[str, str]) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=json.dumps({"update_id": update_id}), headers=headers) as response,
    ):
        return response.status, await response.text()


async def test_so_many_a_second_are_taken(url: str, clock: Ticking, taken: Taken) -> None:
    """Those beyond are told to come again, which they may as time passes; none is half taken."""
    assert [await posted(url, n, KNOWN) for n in range(5)] == [(200, "")] * 3 + [(429, "")] * 2
    clock.now = 0.5  # room for one and a half
    assert [await posted(url, n, KNOWN) for n in (3, 4)] == [(200, ""), (429, "")]
    clock.now = 60.0  # no more at once than in a second
    assert [await posted(url, n, KNOWN) for n in range(4, 8)] == [(200, "")] * 3 + [(429, "")]
    assert taken.ids == [0, 1, 2, 3, 4, 5, 6]


async def test_strangers_take_no_room(url: str, taken: Taken) -> None:
    """However many do not know the secret, who knows it is heard."""
    assert {await posted(url, n, {}) for n in range(10)} == {(401, "")}
    assert await posted(url, 11, KNOWN) == (200, "")
    assert taken.ids == [11]


@pytest.mark.parametrize("given", ["", "a", SECRET[:-1], SECRET + "x", SECRET.upper()])
async def test_the_secret_is_compared_in_constant_time(
    url: str, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """Each comparison is the one that takes as long wherever the difference is."""
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def watched(a: bytes, b: bytes) -> bool:
        compared.append((a, b))
        return compare(a, b)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    assert await posted(url, 1, {SECRET_HEADER: given}) == (401, "")
    assert compared == [(given.encode(), SECRET.encode())]


async def test_a_length_of_thousands_of_digits_is_no_mishap(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A stranger is turned away, and leaves no traceback in the log."""
    port = int(url.split(":")[2].split("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: {'9' * 5000}\r\n\r\n"
    writer.write(head.encode())
    status = (await reader.readline()).split()[1:2]
    writer.close()
    await writer.wait_closed()
    assert status in ([b"401"], [b"400"])
    assert [record for record in caplog.records if record.exc_info] == []


async def test_what_is_nested_without_end_is_no_update(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is refused like anything else that is none, and leaves no traceback in the log."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data="[" * 500_000, headers=KNOWN) as response,
    ):
        assert response.status == 400
    assert [record for record in caplog.records if record.exc_info] == []
