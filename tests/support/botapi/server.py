"""A Bot API server on this machine's loopback, for tests of bots.

async with BotApiServer() as server:
    alice = server.person("Alice", language="zh-hans")
    ...  # start the bot with server.token and server.url
    alice.says("路桥区有多少停车位?")
    answer = await alice.chat.next_message()
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.support.botapi.arguments import Arguments, arguments_from_json
from tests.support.botapi.calls import Call, Ledger, Violation
from tests.support.botapi.chats import Chat, Member, Status
from tests.support.botapi.faults import Faults
from tests.support.botapi.flood import Flood
from tests.support.botapi.limits import MAX_UPLOAD_BYTES
from tests.support.botapi.memberships import Memberships
from tests.support.botapi.messages import Message
from tests.support.botapi.methods.account import Profile
from tests.support.botapi.people.person import Person
from tests.support.botapi.polling import Polling
from tests.support.botapi.queries import Callbacks, InlineMode
from tests.support.botapi.requests import POLLING, Requests
from tests.support.botapi.users import BotUser, User
from tests.support.botapi.webhook import Webhook
from tests.support.botapi.world import World

TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"


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
        self.requests = Requests(self)
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
        app.add_routes(self.requests.routes())
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.05, handler_cancellation=True
        )
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

    async def until_call_begun(self, method: str, n: int, timeout_s: float = 5.0) -> Call:
        """Wait until a method was called `n` times, answered or not; give that call."""

        def begun() -> Call | None:
            made = self.ledger.made(method)
            return made[n - 1] if len(made) >= n else None

        return await self.world.changed.until(begun, timeout_s, f"call {n} of {method}")

    @property
    def n_polls(self) -> int:
        """Count the getUpdates calls made so far."""
        return len(self.ledger.made(POLLING))

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

    async def perform(self, method: str, **parameters: Any) -> Call:
        """Call a method from within the test, as the bot would."""
        return await self.requests.perform(method, arguments_from_json(parameters))

    async def _run_from_webhook(self, name: str, arguments: Arguments) -> None:
        await self.requests.perform(name, arguments, via="webhook")

    @property
    def _busyness(self) -> int:
        return len(self.ledger.calls) - self.n_polls

    def _peopled(self, chat: Chat, owner: Person, others: tuple[Person, ...], bot: Status) -> Chat:
        chat.members[owner.id] = Member(owner.user, "creator")
        for person in others:
            chat.members[person.id] = Member(person.user)
        if bot != "left":
            self.memberships.change(chat, self.bot, bot, by=owner.user)
        return chat
