"""How does what is queued in the outbox go out?

Announcements and notices: whatever is no reply to an update. Each goes when its time has come and
its turn under the limits, and once; where it may have arrived already, once more with a mark.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from bot.letters import Letter
from bot.replies.html import text
from bot.state.clock import SECOND_MS, Clock, utc_ms
from bot.state.errors import StateError
from bot.state.noting import STATE_PAUSE_S, noted
from bot.state.outbox import Due, Outgoing, Priority, Verdict
from bot.telegram.limits import PutOffError
from bot.telegram.patience import Patience
from bot.telegram.replying import Desk
from bot.telegram.sending import Outcome

MAX_AT_ONCE = 32
LOOK_EVERY_S = 1.0

_LOG = logging.getLogger(__name__)


class Dispatch:
    """Sends what is queued."""

    def __init__(self, desk: Desk, *, resent: str, clock: Clock = utc_ms) -> None:
        self._desk = desk
        self._outbox = desk.state.outbox
        self._resent = text(resent)
        self._clock = clock
        self._patience = Patience(desk.sender)
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def run(self) -> None:
        """Send whatever is due, until `drain`."""
        while not self._stopping:
            try:
                dues = await self._outbox.claim(MAX_AT_ONCE - len(self._tasks))
            except StateError as error:
                _LOG.warning("outbox not read", extra={"reason": str(error)})
                await asyncio.sleep(STATE_PAUSE_S)
                continue
            for due in dues:
                task = asyncio.create_task(self._send(due))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            if not dues:
                await self._outbox.wait(LOOK_EVERY_S)
            elif len(self._tasks) == MAX_AT_ONCE:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def drain(self, timeout_s: float) -> None:
        """Begin nothing more; what is under way may end."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=timeout_s)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _send(self, due: Due) -> None:
        try:
            await self._deliver(due)
            self._patience.forget(due.key)
        except StateError as error:
            # It stays as one that is being sent, and is taken up after the next start.
            _LOG.warning("outbox not written", extra={"key": due.key, "reason": str(error)})
        except PutOffError as error:
            if error.is_refused and self._patience.is_over(due.key):
                _LOG.warning("message given up", extra={"key": due.key, "reason": error.reason})
                await self._noted(partial(self._outbox.failed, due.key, error.reason))
                return
            not_before = self._clock() + int(error.wait_s * SECOND_MS)
            await self._noted(
                partial(self._outbox.postpone, due.key, error.reason, not_before=not_before)
            )
        except Exception as error:
            _LOG.exception("message not sent", extra={"key": due.key})
            await self._noted(partial(self._outbox.failed, due.key, type(error).__name__))

    async def _deliver(self, due: Due) -> None:
        letter = Letter.from_json(due.payload)
        is_repeat = due.is_repeat
        while True:
            if is_repeat:
                self._desk.figures.repeats.add()
            delivery = await self._desk.sender.send(
                letter.marked(self._resent) if is_repeat else letter,
                priority=Priority.ANNOUNCEMENT,
            )
            if delivery.chat != letter.chat:
                await self._desk.state.migrate_chat(letter.chat, delivery.chat)
            match delivery.outcome:
                case Outcome.SENT:
                    arrived = delivery.message_id or 0
                    await self._noted(partial(self._outbox.sent, due.key, arrived))
                case Outcome.LOST:
                    await self._noted(partial(self._outbox.failed, due.key, delivery.reason))
                    if delivery.is_unreachable:
                        await self._desk.state.subscriptions.suspend(
                            delivery.chat, delivery.reason
                        )
                case Outcome.UNSURE:
                    reservation = await self._outbox.reserve(_again(due))
                    if reservation.verdict is Verdict.REPEAT:
                        is_repeat = True
                        continue
            return

    async def _noted(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write to the outbox; what cannot be written before a stop counts as half sent."""
        await noted(write, is_stopping=lambda: self._stopping, failing="outbox not written")


def _again(due: Due) -> Outgoing:
    return Outgoing(key=due.key, chat=due.chat, method=due.method, payload=due.payload)
