"""How do updates come in by long polling, through every kind of network?

Own loop instead of the library's: an update is acknowledged by asking for the next one, so the
queue's `put` must have it safe before that; the last ones are acknowledged only once they are
worked through; and a refused token or a second poller ends the program instead of a task.
Pending updates are never dropped.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import ConflictError, TokenRefusedError
from bot.telegram.failures import network_reason

POLL_S = 30  # how long Telegram holds a poll open; Bot API, getUpdates
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
#: A poll of a program just killed may linger on Telegram's side; a real rival keeps coming.
MAX_CONFLICTS = 3
ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]

_LOG = logging.getLogger(__name__)
T = TypeVar("T")


class Outage:
    """Counts failures in a row, and tells once when the network goes and once when it is back."""

    def __init__(
        self, *, gone: Callable[[str], None], back: Callable[[], None], patience: int
    ) -> None:
        self._gone = gone
        self._back = back
        self.patience = patience  #: failures in a row that are not worth telling
        self.failures = 0
        self._told = False

    def failed(self, reason: str) -> float:
        """Note a failure; gives the seconds to pause before the next attempt."""
        self.failures += 1
        if self.failures > self.patience and not self._told:
            self._told = True
            self._gone(reason)
        pause = FIRST_PAUSE_S * 2 ** min(self.failures - 1, 10)
        return float(min(pause, LONGEST_PAUSE_S))

    def over(self) -> None:
        """Note a success."""
        if self._told:
            self._back()
        self._told = False
        self.failures = 0


class Polling:
    """Brings the bot's updates into a queue until it is told to stop."""

    def __init__(
        self, bot: Bot, queue: asyncio.Queue[object], outage: Outage, stop: asyncio.Event
    ) -> None:
        self._bot = bot
        self._queue = queue
        self._outage = outage
        self._stop = stop
        self._offset: int | None = None
        self._conflicts = 0
        self._refusals = 0

    async def connect(self) -> bool:
        """Reach Telegram, however long it takes; false when told to stop before.

        Raises:
            TokenRefusedError: Telegram does not know the token.
        """
        while not self._stop.is_set():
            try:
                await self._unless_stopped(self._start())
            except InvalidToken as error:
                raise TokenRefusedError from error
            except TelegramError as error:
                await self._pause(_pause_of(error) or self._outage.failed(network_reason(error)))
            else:
                self._outage.over()
                return not self._stop.is_set()
        return False

    async def run(self) -> None:
        """Put every update into the queue, in order, until told to stop.

        Raises:
            TokenRefusedError: the token was taken back.
            ConflictError: another program polls with the same token.
        """
        while not self._stop.is_set():
            try:
                updates = await self._unless_stopped(self._poll(POLL_S))
            except TelegramError as error:
                await self._pause(self._pause_after(error))
                continue
            self._outage.over()
            self._conflicts = self._refusals = 0
            for update in updates or ():
                await self._queue.put(update)
                self._offset = update.update_id + 1

    async def acknowledge(self) -> None:
        """Tell Telegram that everything so far is done with.

        Called once all is worked through: what was not comes again at the next start.
        """
        if self._offset is not None:
            with suppress(TelegramError):  # then it comes again, which is the lesser evil
                await self._poll(0, limit=1)

    async def _start(self) -> None:
        await self._bot.initialize()
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _poll(self, seconds: int, limit: int = 100) -> tuple[Update, ...]:
        return await self._bot.get_updates(
            offset=self._offset,
            limit=limit,
            timeout=timedelta(seconds=seconds),
            allowed_updates=ALLOWED_UPDATES,
        )

    def _pause_after(self, error: TelegramError) -> float:
        if isinstance(error, Conflict):
            self._conflicts += 1
            if self._conflicts >= MAX_CONFLICTS:
                raise ConflictError from error
            return FIRST_PAUSE_S
        if isinstance(error, InvalidToken):
            # A proxy on the way may answer 404 once; a token that was taken back, every time.
            self._refusals += 1
            if self._refusals > self._outage.patience:
                raise TokenRefusedError from error
            return FIRST_PAUSE_S
        return _pause_of(error) or self._outage.failed(network_reason(error))

    async def _unless_stopped(self, work: Awaitable[T]) -> T | None:
        """Wait for work or for the word to stop, whichever comes first."""
        working = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else None
        finally:
            for task in (working, stopping):
                task.cancel()
            await asyncio.gather(working, stopping, return_exceptions=True)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()


def _pause_of(error: TelegramError) -> float | None:
    """Give the pause that an error itself asks for."""
    if isinstance(error, RetryAfter):
        period = error.retry_after
        return period.total_seconds() if isinstance(period, timedelta) else float(period)
    return None
