"""How does the barest of bots call the server? For tests of the server and for broken bots."""

from __future__ import annotations

from types import TracebackType
from typing import Any, NamedTuple, Self

import httpx

from tests.support.botapi.server import BotApiServer


class Reply(NamedTuple):
    """What came back."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        """Give the result of a call that went well.

        Raises:
            LookupError: it was refused.
        """
        if not self.body["ok"]:
            raise LookupError(self.description)
        return self.body["result"]

    @property
    def description(self) -> str:
        """Give the words of a refusal, empty when there was none."""
        return str(self.body.get("description", ""))


class BareBot:
    """A client without any manners: it neither retries nor waits."""

    def __init__(self, server: BotApiServer, token: str | None = None) -> None:
        self.root = f"{server.url}/bot{token or server.token}"
        self.http = httpx.AsyncClient(timeout=30, trust_env=False)

    async def __aenter__(self) -> Self:
        """Open the connection."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        await self.http.aclose()

    async def call(self, method: str, **parameters: Any) -> Reply:
        """Call a method with a JSON body."""
        response = await self.http.post(f"{self.root}/{method}", json=parameters)
        return Reply(response.status_code, response.json())

    async def upload(
        self, method: str, files: dict[str, tuple[str, bytes]], **parameters: str
    ) -> Reply:
        """Call a method with files."""
        response = await self.http.post(f"{self.root}/{method}", data=parameters, files=files)
        return Reply(response.status_code, response.json())

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """Take the updates, confirming what lies below `offset`."""
        return list((await self.call("getUpdates", **parameters)).result)
