"""Calls on the loopback, some of them through a proxy that only takes note."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import web

from bot.telegram.transport import Transport

ELSEWHERE = "http://api.invalid/getMe"  # nobody goes by that name: only a proxy can answer


@dataclass(kw_only=True)
class Proxy:
    """Answers every call in the place of whoever is called."""

    url: str = ""

    async def answer(self, request: web.BaseRequest) -> web.Response:
        return web.Response(text="proxied")


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    proxy = Proxy()
    runner = web.ServerRunner(web.Server(proxy.answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    proxy.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield proxy
    await runner.cleanup()


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def called(transport: Transport, url: str) -> tuple[int, bytes]:
    await transport.initialize()
    try:
        return await transport.do_request(url, "GET")
    finally:
        await transport.shutdown()


async def test_a_call_goes_through_the_proxy_that_is_named(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the environment says."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    transport = Transport(connections=1, proxy_url=proxy.url)
    assert await called(transport, ELSEWHERE) == (200, b"proxied")


async def test_the_environment_names_a_proxy_where_nobody_else_does(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it does for other programs."""
    monkeypatch.setenv("http_proxy", proxy.url)
    assert await called(Transport(connections=1), ELSEWHERE) == (200, b"proxied")


async def test_the_environment_excepts_hosts(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which are called directly."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert await called(Transport(connections=1), proxy.url) == (200, b"proxied")
