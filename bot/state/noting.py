"""How is it noted what came of some work, though the disk may be full just then?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.state.errors import StateError

STATE_PAUSE_S = 1.0  # before the state is tried again

_LOG = logging.getLogger(__name__)

T = TypeVar("T")


def _never() -> bool:
    return False


async def noted(
    write: Callable[[], Awaitable[T]],
    *,
    failing: str,
    is_stopping: Callable[[], bool] = _never,
) -> T | None:
    """Write to the state until that succeeds; `None` where the bot stops before.

    Args:
        write: writes once; it may be called again.
        failing: what the log says of each failure.
        is_stopping: whether there is no time for another try; without it, a stop cancels.
    """
    while True:
        try:
            return await write()
        except StateError as error:
            _LOG.warning(failing, extra={"reason": str(error)})
            if is_stopping():
                return None
            await asyncio.sleep(STATE_PAUSE_S)
