"""How is Telegram reached at the start, and how is the operator told when it cannot be?

Shared by both ways in which updates come: long polling and the webhook.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Protocol, TypeVar

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.errors import TokenRefusedError
from bot.telegram.failures import network_reason

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
T = TypeVar("T")


class Incoming(Protocol):
    """A way in which updates come in."""

    is_shared: bool  #: by several instances at once

    async def connect(self) -> bool:
        """Reach Telegram, however long it takes; false when told to stop before."""

    async def run(self) -> None:
        """Take every update in, in order, until told to stop."""

    async def acknowledge(self) -> None:
        """Tell Telegram that the last updates are on disk too."""


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

    @property
    def lasts(self) -> bool:
        """Say whether the operator was told, and not yet that it is over."""
        return self._told

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


async def reach(start: Callable[[], Awaitable[None]], outage: Outage, stop: asyncio.Event) -> bool:
    """Call `start` until it succeeds; false when told to stop before.

    Raises:
        TokenRefusedError: Telegram does not know the token.
        BadRequest: Telegram refuses what `start` asks; trying again would not help.
    """
    while not stop.is_set():
        try:
            await unless_stopped(start(), stop)
        except InvalidToken as error:
            raise TokenRefusedError from error
        except BadRequest:
            raise
        except TelegramError as error:
            await pause(asked_pause_s(error) or outage.failed(network_reason(error)), stop)
        else:
            outage.over()
            return not stop.is_set()
    return False


async def unless_stopped(work: Awaitable[T], stop: asyncio.Event) -> T | None:
    """Wait for work or for the word to stop, whichever comes first; work is then given up."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


async def pause(seconds: float, stop: asyncio.Event) -> None:
    """Sleep, but not past the word to stop."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


def asked_pause_s(error: TelegramError) -> float | None:
    """Give the seconds that an error itself asks to wait; `None` where it asks for none."""
    if not isinstance(error, RetryAfter):
        return None
    period = error.retry_after
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
