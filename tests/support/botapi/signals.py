"""How does a test wait for the bot without sleeping?

Whoever waits is woken at every change of the world and looks for himself whether what he waits
for has come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Pulse:
    """Wakes all who wait, at every change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        """Say that something changed."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def next(self, timeout_s: float | None = None) -> bool:
        """Wait for the next change; false when there was none in `timeout_s`."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            async with asyncio.timeout(timeout_s):
                await waiting
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiting)
        return True

    async def until(self, look: Callable[[], T | None], timeout_s: float, waiting_for: str) -> T:
        """Wait until `look` finds something, and give it.

        Raises:
            TimeoutError: nothing was found in `timeout_s`; the message names `waiting_for`.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while True:
            found = look()
            if found is not None and found is not False:
                return found
            left = deadline - loop.time()
            if left <= 0 or not await self.next(left):
                found = look()
                if found is not None and found is not False:
                    return found
                raise TimeoutError(f"no {waiting_for} within {timeout_s} s")
