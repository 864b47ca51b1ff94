"""How does a test that is no coroutine talk with the bot, one conversation after another?

The bot is one process for all of them, for a start takes as long as twenty conversations. Between
two steps nothing moves but the bot, which waits for Telegram then.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import TypeVar

from bot.state.opening import FILE_NAME
from tests.support.botapi.calls import Call
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

#: Refusals that no bot can foresee: people came before it. All else is a mistake.
UNFORESEEN = (
    "bot was blocked by the user",
    "bot was kicked from",
    "bot is not a member of",
    "message to edit not found",
    "message to delete not found",
    "message is not modified",
    "TOPIC_CLOSED",
    "group chat was upgraded to a supergroup chat",
    "user not found",  # who presses a button in a group is not always in it
)
PATIENCE_S = 20.0
LOOK_EVERY_S = 0.002
COMPLAINT_CHARS = 2_000
STDERR_CHARS = 8_000
_HAS_WORK = """
    SELECT EXISTS (SELECT 1 FROM inbox WHERE state IN ('new', 'working'))
        OR EXISTS (SELECT 1 FROM outbox WHERE is_queued = 1 AND state IN ('queued', 'sending'))
"""
T = TypeVar("T")


class Parlour:
    """A server, a running bot, and a loop that runs while something is done."""

    def __init__(
        self, runner: asyncio.Runner, server: BotApiServer, bot: BotProcess, boss: Person
    ) -> None:
        self.server = server
        self.bot = bot
        self.boss = boss  #: the one admin of the bot
        self._runner = runner

    def do(self, work: Awaitable[T]) -> T:
        """Let the world move until `work` is done."""

        async def doing() -> T:
            return await work

        return self._runner.run(doing())

    def settle(self) -> None:
        """Let the bot finish what it was told, and see that nothing of it was refused.

        Raises:
            TimeoutError: it does not finish.
            AssertionError: a call was refused, or was none that a correct client makes.
        """
        self.do(self._idle())
        refused = [
            f"{call.method}: {call.error} {dict(call.arguments.values)}"[:COMPLAINT_CHARS]
            for call in self.server.refused
            if not self._is_unforeseen(call)
        ]
        complaints = [*refused, *map(str, self.server.violations)]
        if complaints:
            raise AssertionError("\n".join(complaints))

    def tidy(self) -> None:
        """Forget calls and files: thousands of conversations would fill the memory."""
        self.server.ledger.calls.clear()
        self.server.ledger.violations.clear()
        self.server.world.files.clear()

    def _is_unforeseen(self, call: Call) -> bool:
        error = call.error or ""
        if "QUOTE_TEXT_INVALID" in error:  # the words were changed while they were answered
            chat = self.server.world.find_chat(call["chat_id"])
            quoted = json.loads(call["reply_parameters"])["message_id"]
            return chat is not None and bool(chat.messages[quoted].history)
        return any(words in error for words in UNFORESEEN)

    async def _idle(self) -> None:
        give_up_at = monotonic() + PATIENCE_S
        path = Path(self.bot.env["YOUJU_STATE_DIR"]) / FILE_NAME
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as state:
            while self.server.world.updates or state.execute(_HAS_WORK).fetchone() != (0,):
                if not self.bot.is_running:
                    raise AssertionError(f"the bot ended:\n{self.bot.stderr[-2000:]}")
                if monotonic() > give_up_at:
                    raise TimeoutError(f"the bot is not done after {PATIENCE_S} s")
                await asyncio.sleep(LOOK_EVERY_S)


@contextmanager
def parlour(corpus: Path, state: Path) -> Iterator[Parlour]:
    """Open one; the bot must not have failed at anything, said its token, or ended."""
    with asyncio.Runner() as runner:
        server = BotApiServer()
        runner.run(server.start())
        boss = server.person("馆长")
        boss.starts()  # before that, no bot may write to anybody
        bot = BotProcess(server, corpus=corpus, state=state, env={"YOUJU_ADMIN_IDS": str(boss.id)})
        try:
            runner.run(bot.start())
            yield Parlour(runner, server, bot, boss)
            assert runner.run(bot.stop()) == 0
        finally:
            if bot.is_running:
                runner.run(bot.kill())
            runner.run(server.stop())
            if "Traceback" in bot.stderr or server.token in bot.stderr:
                raise AssertionError(f"the bot complains:\n{bot.stderr[:STDERR_CHARS]}")
