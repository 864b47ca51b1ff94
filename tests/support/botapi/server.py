"""A Bot API server on this machine's loopback, for tests of bots.

async with BotApiServer() as server:
    alice = server.person("Alice", language="zh-hans")
    ...  # start the bot with server.token and server.url
    alice.says("路桥区有多少停车位?")
    answer = await alice.chat.next_message()
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.support.botapi.arguments import Arguments, read_arguments
from tests.support.botapi.calls import Call, Ledger, Violation
from tests.support.botapi.chats import Chat, Member, Status
from tests.support.botapi.errors import ApiError
from tests.support.botapi.faults import (
    DropAfter,
    DropBefore,
    Fault,
    Faults,
    HtmlError,
    MalformedJson,
    Refusal,
    Slow,
)
from tests.support.botapi.flood import Flood
from tests.support.botapi.limits import MAX_UPLOAD_BYTES
from tests.support.botapi.memberships import Memberships
from tests.support.botapi.messages import Message
from tests.support.botapi.methods.account import Profile
from tests.support.botapi.methods.context import Context
from tests.support.botapi.methods.table import METHODS
from tests.support.botapi.people import Person
from tests.support.botapi.polling import Polling
from tests.support.botapi.queries import Callbacks, InlineMode
from tests.support.botapi.users import BotUser, User
from tests.support.botapi.webhook import Webhook
from tests.support.botapi.world import World

TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"  # noqa: S105 - opens nothing
_WAITING = "getupdates"


class BotApiServer:
    """The server, the world behind it, and the handles a test turns."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        bot_name: str = "有据",
        bot_username: str = "youju_bot",
        port: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.port = port
        bot_id = int(token.partition(":")[0])
        self.bot = BotUser(id=bot_id, first_name=bot_name, username=bot_username)
        self.world = World(self.bot, clock)
        self.telegram = User(id=777000, first_name="Telegram")
        self.anonymous = User(
            id=1087968824, first_name="Group", username="GroupAnonymousBot", is_bot=True
        )
        self.ledger = Ledger()
        self.faults = Faults()
        self.flood = Flood(time.monotonic)
        self.callbacks = Callbacks(clock)
        self.inline = InlineMode(clock)
        self.profile = Profile()
        self.memberships = Memberships(self.world)
        self.webhook = Webhook(self.world, self._run_from_webhook)
        self.polling = Polling(self.world, self.webhook)
        self._runner: web.AppRunner | None = None

    # The server itself

    async def __aenter__(self) -> Self:
        """Start to listen."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop to listen."""
        await self.stop()

    @property
    def url(self) -> str:
        """Give the API root: what stands before `/bot<token>/<method>`."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen on the loopback; after `stop`, on the same port and with all that was."""
        app = web.Application(client_max_size=2 * MAX_UPLOAD_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._handle_file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.webhook.start()

    async def stop(self) -> None:
        """Refuse connections from now on; nothing is forgotten."""
        await self.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        self.ledger.under_way.clear()

    # The people and places

    def person(
        self,
        name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = "zh-hans",
    ) -> Person:
        """Let someone open an account."""
        user = self.world.new_user(
            first_name=name, last_name=last_name, username=username, language_code=language
        )
        self.world.private_chat(user)
        return Person(self, user)

    def group(self, title: str, owner: Person, *others: Person, bot: Status = "member") -> Chat:
        """Open a basic group; the owner adds the bot, unless `bot` is "left"."""
        return self._peopled(self.world.new_group(title), owner, others, bot)

    def supergroup(
        self,
        title: str,
        owner: Person,
        *others: Person,
        bot: Status = "member",
        is_forum: bool = False,
    ) -> Chat:
        """Open a supergroup, or a forum."""
        chat = self.world.new_supergroup(title, is_forum=is_forum)
        return self._peopled(chat, owner, others, bot)

    def channel(
        self,
        title: str,
        owner: Person,
        *,
        bot: Status = "administrator",
        discussion: Chat | None = None,
    ) -> Chat:
        """Open a channel, with a discussion group where one is given."""
        channel = self.world.new_channel(title)
        if discussion is not None:
            channel.linked, discussion.linked = discussion, channel
        return self._peopled(channel, owner, (), bot)

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup."""
        return self.memberships.migrate(group)

    # What the bot did

    @property
    def calls(self) -> list[Call]:
        """List every call, in order of arrival."""
        return self.ledger.calls

    @property
    def refused(self) -> list[Call]:
        """List the calls that were refused."""
        return self.ledger.refused

    @property
    def violations(self) -> list[Violation]:
        """List what a correct client would not send although Telegram lets it pass."""
        return self.ledger.violations

    async def settled(self, quiet_s: float = 0.3, timeout_s: float = 10.0) -> None:
        """Wait until the bot has taken every update and made no call for `quiet_s` seconds.

        Raises:
            TimeoutError: it still has something to do after `timeout_s` seconds.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        quiet_since = loop.time()
        seen = -1
        while True:
            now = loop.time()
            busy = len(self.world.updates) > 0 or bool(self.ledger.under_way)
            if busy or seen != self._busyness:
                seen, quiet_since = self._busyness, now
            if not busy and now - quiet_since >= quiet_s:
                return
            if now >= deadline:
                raise TimeoutError(
                    f"{len(self.world.updates)} updates are not confirmed and "
                    f"{len(self.ledger.under_way)} calls are under way after {timeout_s} s"
                )
            left = deadline - now if busy else min(quiet_since + quiet_s, deadline) - now
            await self.world.changed.next(max(left, 0.001))

    async def until_polling(self, timeout_s: float = 10.0) -> None:
        """Wait until the bot waits for updates."""
        await self.world.changed.until(
            lambda: self.polling.is_waiting, timeout_s, "getUpdates waiting"
        )

    async def until_call(self, method: str, n: int = 1, timeout_s: float = 5.0) -> Call:
        """Wait until a method was called and answered `n` times; give that call."""

        def done() -> Call | None:
            made = [call for call in self.ledger.made(method) if call.done_at is not None]
            return made[n - 1] if len(made) >= n else None

        return await self.world.changed.until(done, timeout_s, f"call {n} of {method}")

    def messages_from_bot(self) -> list[Message]:
        """List what the bot sent in all chats and did not delete."""
        return [m for chat in self.world.chats.values() for m in chat.bot_messages]

    # Calls

    async def perform(self, name: str, arguments: Arguments, via: str = "http") -> Call:
        """Run a method as if it had been called; the call says what came of it."""
        call = self._begin(name, arguments, via)
        await self._run(call)
        return call

    def _begin(self, name: str, arguments: Arguments, via: str) -> Call:
        now = asyncio.get_running_loop().time()
        call = Call(len(self.ledger.calls), name, arguments, now, via=via)
        self.ledger.calls.append(call)
        if name.lower() != _WAITING:
            self.ledger.under_way.add(call.n)
        self.world.changed.beat()
        return call

    async def _run(self, call: Call) -> None:
        method = METHODS.get(call.method.lower())
        try:
            if method is None:
                raise ApiError(404, "Not Found")
            call.method = method.name
            for name in call.arguments.values.keys() - method.parameters:
                call.arguments.complain(name, "is no parameter of this method")
            if method.sends:
                chat = self.world.find_chat(call.get("chat_id"))
                self.flood.check(method.name, chat.id if chat else -1)
            call.result = await method.run(Context(self, call))
            call.status = 200
        except ApiError as refusal:
            call.status, call.error = refusal.code, refusal.description
            call.parameters = refusal.parameters
        finally:
            self.ledger.violations += [
                Violation(call, name, problem) for name, problem in call.arguments.complaints
            ]
            self._finish(call)

    def _finish(self, call: Call) -> None:
        call.done_at = asyncio.get_running_loop().time()
        self.ledger.under_way.discard(call.n)
        self.world.changed.beat()

    async def _run_from_webhook(self, name: str, arguments: Arguments) -> None:
        await self.perform(name, arguments, via="webhook")

    async def _handle(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            code, text = (
                (401, "Unauthorized")
                if ":" in request.match_info["token"]
                else (
                    404,
                    "Not Found",
                )
            )
            return _json(code, ApiError(code, text).to_json())
        try:
            arguments = await read_arguments(request)
        except ApiError as refusal:
            return _json(refusal.code, refusal.to_json())
        call = self._begin(request.match_info["method"], arguments, "http")
        fault = self.faults.next_for(call)
        if fault is None:
            await self._run(call)
            return _response(call)
        call.fault = type(fault).__name__
        return await self._play(fault, call, request)

    async def _play(self, fault: Fault, call: Call, request: web.Request) -> web.Response:
        if isinstance(fault, Slow):
            return await self._play_slowly(fault, call)
        if isinstance(fault, Refusal):
            call.status, call.error = fault.code, fault.description
            call.parameters = fault.parameters
            self._finish(call)
            return _response(call)
        if isinstance(fault, HtmlError) and not fault.acts:
            call.status, call.error = fault.status, "(gateway)"
        if isinstance(fault, DropBefore):
            call.error = "(connection lost)"
        if call.error is None:
            await self._run(call)
        else:
            self._finish(call)
        if isinstance(fault, HtmlError):
            page = f"<html><head><title>{fault.status}</title></head><body>nginx</body></html>"
            return web.Response(status=fault.status, text=page, content_type="text/html")
        if isinstance(fault, MalformedJson):
            body = _response(call).body
            cut = bytes(body)[:-5] if isinstance(body, bytes) else b"{"
            return web.Response(body=cut, content_type="application/json")
        call.status = None
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _play_slowly(self, fault: Slow, call: Call) -> web.Response:
        if fault.acts_first:
            await self._run(call)
        await asyncio.sleep(fault.seconds)
        if not fault.acts_first:
            await self._run(call)
        return _response(call)

    async def _handle_file(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        found = [file for file in self.world.files.values() if file.path == path]
        if request.match_info["token"] != self.token or not found:
            return _json(404, ApiError(404, "Not Found").to_json())
        return web.Response(body=found[0].content, content_type="application/octet-stream")

    @property
    def _busyness(self) -> int:
        polls = sum(call.method.lower() == _WAITING for call in self.ledger.calls)
        return len(self.ledger.calls) - polls

    def _peopled(self, chat: Chat, owner: Person, others: tuple[Person, ...], bot: Status) -> Chat:
        chat.members[owner.id] = Member(owner.user, "creator")
        for person in others:
            chat.members[person.id] = Member(person.user)
        if bot != "left":
            self.memberships.change(chat, self.bot, bot, by=owner.user)
        return chat


def _response(call: Call) -> web.Response:
    if call.error is None:
        return _json(200, {"ok": True, "result": call.result})
    refusal = ApiError(call.status or 500, call.error, call.parameters)
    return _json(refusal.code, refusal.to_json())


def _json(status: int, body: dict[str, Any]) -> web.Response:
    retry_after = (body.get("parameters") or {}).get("retry_after")
    return web.Response(
        status=status,
        text=json.dumps(body, separators=(",", ":")),
        content_type="application/json",
        headers={"Retry-After": str(retry_after)} if retry_after else None,
    )
