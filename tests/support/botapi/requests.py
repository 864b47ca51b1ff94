"""How does an HTTP request become a call, and a call a response?

Here a call is recorded, the planned faults are played on it, and what came of it is written in
the shape of Telegram's responses.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.support.botapi.arguments import Arguments, read_arguments
from tests.support.botapi.calls import Call, Violation
from tests.support.botapi.errors import ApiError
from tests.support.botapi.faults import DropBefore, Fault, HtmlError, MalformedJson, Refusal, Slow
from tests.support.botapi.methods.context import Context
from tests.support.botapi.methods.table import METHODS

if TYPE_CHECKING:
    from tests.support.botapi.server import BotApiServer

POLLING = "getupdates"
_GATEWAY_PAGE = "<html><head><title>{status}</title></head><body>nginx</body></html>"


class Requests:
    """The HTTP side of the server."""

    def __init__(self, server: BotApiServer) -> None:
        self.server = server
        self.ledger = server.ledger
        self.changed = server.world.changed
        self._answering: set[asyncio.Task[web.Response]] = set()

    def routes(self) -> list[web.RouteDef]:
        """List the addresses that are served."""
        return [
            web.route("*", "/bot{token}/{method}", self._method),
            web.get("/file/bot{token}/{path:.+}", self._file),
        ]

    async def perform(self, name: str, arguments: Arguments, via: str = "http") -> Call:
        """Run a method as if it had been called; the call says what came of it."""
        call = self._begin(name, arguments, via)
        await self._run(call)
        return call

    async def _method(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if token != self.server.token:
            return _json(ApiError(401, "Unauthorized") if ":" in token else _not_found())
        try:
            arguments = await read_arguments(request)
        except ApiError as refusal:
            return _json(refusal)
        call = self._begin(request.match_info["method"], arguments, "http")
        if call.method.lower() == POLLING:
            return await self._answer(call, request)
        # A client that hangs up ends its own long poll, but does not take back what it asked for.
        task = asyncio.create_task(self._answer(call, request))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        return await asyncio.shield(task)

    async def _answer(self, call: Call, request: web.Request) -> web.Response:
        fault = self.server.faults.next_for(call)
        if fault is None:
            await self._run(call)
            return _response(call)
        call.fault = type(fault).__name__
        return await self._play(fault, call, request)

    async def _file(self, request: web.Request) -> web.Response:
        file = next(
            (
                file
                for file in self.server.world.files.values()
                if file.path == request.match_info["path"]
            ),
            None,
        )
        if file is None or request.match_info["token"] != self.server.token:
            return _json(_not_found())
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _begin(self, name: str, arguments: Arguments, via: str) -> Call:
        now = asyncio.get_running_loop().time()
        call = Call(len(self.ledger.calls), name, arguments, now, via=via)
        self.ledger.calls.append(call)
        if name.lower() != POLLING:
            self.ledger.under_way.add(call.n)
        self.changed.beat()
        return call

    async def _run(self, call: Call) -> None:
        try:
            call.result = await self._result(call)
            call.status = 200
        except ApiError as refusal:
            call.status, call.error = refusal.code, refusal.description
            call.parameters = refusal.parameters
        finally:
            self.ledger.violations += [
                Violation(call, name, problem) for name, problem in call.arguments.complaints
            ]
            self._finish(call)

    async def _result(self, call: Call) -> Any:
        method = METHODS.get(call.method.lower())
        if method is None:
            raise _not_found()
        call.method = method.name
        for name in call.arguments.values.keys() - method.parameters:
            call.arguments.complain(name, "is no parameter of this method")
        chat = self.server.world.find_chat(call.get("chat_id"))
        self.server.flood.check(method.name, chat.id if chat else 0, sends=method.sends)
        return await method.run(Context(self.server, call))

    def _finish(self, call: Call) -> None:
        call.done_at = asyncio.get_running_loop().time()
        self.ledger.under_way.discard(call.n)
        self.changed.beat()

    async def _play(self, fault: Fault, call: Call, request: web.Request) -> web.Response:
        match fault:
            case Slow(seconds, acts_first):
                return await self._play_slowly(call, seconds, acts_first=acts_first)
            case Refusal(code, description, parameters):
                self._fail(call, code, description, parameters)
                return _response(call)
            case HtmlError(status, acts):
                if acts:
                    await self._run(call)
                else:
                    self._fail(call, status, "(gateway)")
                page = _GATEWAY_PAGE.format(status=status)
                return web.Response(status=status, text=page, content_type="text/html")
            case MalformedJson():
                await self._run(call)
                cut = (_response(call).text or "")[:-5]
                return web.Response(text=cut, content_type="application/json")
            case DropBefore():
                self._fail(call, None, "(connection lost)")
            case _:
                await self._run(call)
                call.status = None
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _play_slowly(self, call: Call, seconds: float, *, acts_first: bool) -> web.Response:
        if acts_first:
            await self._run(call)
        await asyncio.sleep(seconds)
        if not acts_first:
            await self._run(call)
        return _response(call)

    def _fail(
        self,
        call: Call,
        status: int | None,
        error: str,
        parameters: dict[str, Any] | None = None,
    ) -> None:
        call.status, call.error, call.parameters = status, error, parameters
        self._finish(call)


def _not_found() -> ApiError:
    return ApiError(404, "Not Found")


def _response(call: Call) -> web.Response:
    if call.error is None:
        return web.Response(
            text=_written({"ok": True, "result": call.result}), content_type="application/json"
        )
    return _json(ApiError(call.status or 500, call.error, call.parameters))


def _json(refusal: ApiError) -> web.Response:
    retry_after = (refusal.parameters or {}).get("retry_after")
    return web.Response(
        status=refusal.code,
        text=_written(refusal.to_json()),
        content_type="application/json",
        headers={"Retry-After": str(retry_after)} if retry_after else None,
    )


def _written(body: dict[str, Any]) -> str:
    """Write JSON as Telegram does: no spaces, everything beyond ASCII escaped."""
    return json.dumps(body, separators=(",", ":"))
