"""How do updates come in by long polling, through every kind of network?

Own loop instead of the library's: an update is acknowledged by asking for the next one, so it must
be on disk before that; a refused token or a second poller ends the program instead of a task; and
updates stay the JSON that Telegram sent. Pending updates are never dropped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.errors import ConflictError, TokenRefusedError
from bot.state.errors import StateError
from bot.telegram.bots import PollingBot
from bot.telegram.failures import network_reason
from bot.telegram.incoming import ALLOWED_UPDATES, Intake, RawUpdate
from bot.telegram.reaching import (
    FIRST_PAUSE_S,
    Outage,
    asked_pause_s,
    pause,
    reach,
    unless_stopped,
)

LAST_POLL_S = 2.0
POLL_S = 30  # how long Telegram holds a poll open; Bot API, getUpdates
#: A poll of a program just killed may linger on Telegram's side; a real rival keeps coming.
MAX_CONFLICTS = 3
#: A proxy on the way may answer 404 once; a token that was taken back is refused every time.
MAX_REFUSALS = 3


class Polling:
    """Asks Telegram for the bot's updates."""

    is_shared = False  # Telegram ends the poll of one when another begins

    def __init__(
        self, bot: PollingBot, intake: Intake, outage: Outage, stop: asyncio.Event
    ) -> None:
        self._bot = bot
        self._intake = intake
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
        return await reach(self._start, self._outage, self._stop)

    async def run(self) -> None:
        """Take every update in, in order, until told to stop.

        Raises:
            TokenRefusedError: the token was taken back.
            ConflictError: another program polls with the same token.
        """
        while not self._stop.is_set():
            try:
                updates = await unless_stopped(self._poll(POLL_S), self._stop)
            except TelegramError as error:
                await pause(self._pause_after(error), self._stop)
                continue
            self._outage.over()
            self._conflicts = self._refusals = 0
            if updates and await self._taken(updates):
                self._offset = updates[-1]["update_id"] + 1

    async def acknowledge(self) -> None:
        """Tell Telegram that the last updates are on disk too."""
        if self._offset is not None:
            with suppress(TelegramError, TimeoutError):  # it comes again, and is known then
                async with asyncio.timeout(LAST_POLL_S):
                    await self._poll(0, limit=1)

    async def _start(self) -> None:
        await self._bot.initialize()
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _taken(self, updates: Sequence[RawUpdate]) -> bool:
        """Have updates written down, however long the disk is full; false when told to stop."""
        while not self._stop.is_set():
            try:
                await self._intake.take(updates)
            except StateError:
                await pause(FIRST_PAUSE_S, self._stop)
            else:
                return True
        return False

    async def _poll(self, seconds: int, limit: int = 100) -> Sequence[RawUpdate]:
        return await self._bot.poll(
            offset=self._offset, limit=limit, timeout_s=seconds, allowed=ALLOWED_UPDATES
        )

    def _pause_after(self, error: TelegramError) -> float:
        if isinstance(error, Conflict):
            self._conflicts += 1
            if self._conflicts >= MAX_CONFLICTS:
                raise ConflictError from error
            return FIRST_PAUSE_S
        if isinstance(error, InvalidToken):
            self._refusals += 1
            if self._refusals >= MAX_REFUSALS:
                raise TokenRefusedError from error
            return FIRST_PAUSE_S
        return asked_pause_s(error) or self._outage.failed(network_reason(error))
