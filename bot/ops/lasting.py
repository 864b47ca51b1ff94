"""How does work that is never to end survive a mistake in it?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

PAUSE_S = 5.0  # before work that failed is begun again

_LOG = logging.getLogger(__name__)


async def lasting(work: Callable[[], Awaitable[None]], name: str) -> None:
    """Do `work` until it returns; where it raises, log that under `name` and begin it again.

    A task that has failed is silent: without this, nobody would be announced to any more, and
    nobody would know, until the next start.
    """
    while True:
        try:
            await work()
        except Exception:  # a mistake of ours; what is foreseen is handled in the work
            _LOG.exception("begun again after a failure", extra={"work": name})
            await asyncio.sleep(PAUSE_S)
        else:
            return
