"""How does the program listen: for monitoring, and for whoever posts to it?

`/healthz` says that the program runs, `/readyz` whether it can do its work and what hinders it,
`/metrics` its figures. Further routes are handed in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.errors import ListenError
from bot.ops.metrics import CONTENT_TYPE

MAX_BODY_BYTES = 1024 * 1024  # an update holds 4,096 characters and what they reply to

BODY_WITHIN_S = 10.0  # from the headers on; whoever trickles it is let go
IDLE_S = 120.0  # of a connection that is kept open

#: A path, the handler of it, and what the handler is handed.
Route = tuple[str, type[RequestHandler], dict[str, Any]]
#: Names what hinders the work, and how; nothing where all is well.
Hindrances = Callable[[], Awaitable[Mapping[str, str]]]
#: Writes the figures as Prometheus reads them.
Exposition = Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class ListenAt:
    """An address on this machine."""

    host: str
    port: int


class Serving:
    """The HTTP server of the program."""

    def __init__(
        self,
        at: ListenAt,
        *,
        hindrances: Hindrances,
        exposition: Exposition,
        routes: Sequence[Route] = (),
    ) -> None:
        self._at = at
        pages: list[Route] = [
            ("/healthz", Health, {}),
            ("/readyz", Readiness, {"hindrances": hindrances}),
            ("/metrics", Metrics, {"exposition": exposition}),
        ]
        self._server = HTTPServer(
            Application([*routes, *pages], log_function=_log_nothing),
            max_body_size=MAX_BODY_BYTES,
            body_timeout=BODY_WITHIN_S,
            idle_connection_timeout=IDLE_S,
        )

    def listen(self) -> None:
        """Begin to answer.

        Raises:
            ListenError: the address cannot be listened on.
        """
        try:
            self._server.listen(self._at.port, self._at.host)
        except OSError as error:
            reason = error.strerror or ""
            raise ListenError(host=self._at.host, port=self._at.port, reason=reason) from error

    async def close(self) -> None:
        """Answer no more."""
        self._server.stop()
        await self._server.close_all_connections()


class Health(RequestHandler):
    """Says that the program runs."""

    def get(self) -> None:
        """Say so."""
        self.finish("ok\n")


class Readiness(RequestHandler):
    """Says whether the program can do its work."""

    def initialize(self, hindrances: Hindrances) -> None:
        """Keep what the application hands over; tornado calls this for every request."""
        self._hindrances = hindrances

    async def get(self) -> None:
        """Answer 200, or 503 and a line for each hindrance."""
        found = await self._hindrances()
        if found:
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("".join(f"{what}: {how}\n" for what, how in found.items()) or "ok\n")


class Metrics(RequestHandler):
    """Gives the figures."""

    def initialize(self, exposition: Exposition) -> None:
        """Keep what the application hands over; tornado calls this for every request."""
        self._exposition = exposition

    async def get(self) -> None:
        """Write the figures as they are now."""
        self.set_header("Content-Type", CONTENT_TYPE)
        self.finish(await self._exposition())


def _log_nothing(handler: Any) -> None:
    """Leave requests out of the log: each question has its own line."""
