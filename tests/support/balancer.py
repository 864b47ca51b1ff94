"""What stands before several replicas of a bot: one address, whose requests they share.

async with Balancer() as balancer:
    balancer.targets = ["127.0.0.1:8001", "127.0.0.1:8002"]
    ...  # tell the replicas that their webhook is balancer.url
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web


class Balancer:
    """Hands each request to the next target, and on to another where that one is not there."""

    def __init__(self) -> None:
        self.targets: Sequence[str] = ()  #: `host:port`
        self.url = ""
        self.served: list[str] = []  #: which target answered, one entry a request
        self._n = 0

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        app = web.Application()
        app.add_routes([web.route("*", "/{path:.*}", self._handle)])
        self._session = aiohttp.ClientSession()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Listen no more."""
        await self._runner.cleanup()
        await self._session.close()

    async def _handle(self, request: web.Request) -> web.Response:
        self._n += 1
        body = await request.read()
        for n in range(len(self.targets)):
            target = self.targets[(self._n + n) % len(self.targets)]
            try:
                async with self._session.request(
                    request.method,
                    f"http://{target}{request.path_qs}",
                    data=body,
                    headers=request.headers,
                ) as answer:
                    self.served.append(target)
                    return web.Response(status=answer.status, body=await answer.read())
            except aiohttp.ClientConnectorError:
                continue  # it is not there: another is
            except aiohttp.ClientError:
                break  # it may have been taken: whoever posted has to post it again
        return web.Response(status=HTTPStatus.BAD_GATEWAY)
