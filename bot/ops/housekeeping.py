"""What is done regularly so that the bot keeps running?

Each minute, admins are told of updates that were given up. Each day, what is older than its time
is forgotten and a copy of the store is made.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable

from bot.letters import letters_of, outgoing
from bot.replies.guides import compose_line
from bot.replies.texts import Texts
from bot.state.clock import DAY_MS, HOUR_MS, SECOND_MS, Clock, utc_ms
from bot.state.errors import StateError
from bot.state.opening import State
from bot.state.outbox import Outgoing, Priority

LOOK_EVERY_S = 60.0
RETRY_MS = HOUR_MS  # where there was no room, or the store was away
FIRST_SWEEP_MS = 60 * SECOND_MS  # after the start, when questions that waited are answered

_LOG = logging.getLogger(__name__)


class Housekeeping:
    """Looks after one state."""

    def __init__(
        self, state: State, *, admin_ids: Iterable[int], texts: Texts, clock: Clock = utc_ms
    ) -> None:
        self._state = state
        self._admin_ids = tuple(admin_ids)
        self._texts = texts
        self._clock = clock
        self._sweep_at = clock() + FIRST_SWEEP_MS

    async def run(self) -> None:
        """Do it all until cancelled."""
        while True:
            try:
                await self.tell_parked()
                if self._clock() >= self._sweep_at:
                    self._sweep_at = self._clock() + RETRY_MS
                    await self.keep_house()
                    self._sweep_at = self._clock() + DAY_MS
            except StateError as error:
                _LOG.warning("housekeeping put off", extra={"reason": str(error)})
            await asyncio.sleep(LOOK_EVERY_S)

    async def tell_parked(self) -> int:
        """Tell every admin how many updates were given up in the last day, when there is another.

        Gives how many are told. A flood of them is one message a minute.
        """
        parked = await self._state.inbox.parked(since=self._clock() - DAY_MS)
        if not parked:
            return 0
        line = self._texts("admin-updates-parked", n=len(parked), id=str(parked[-1]))
        notices: list[Outgoing] = []
        for admin in self._admin_ids:
            notices += outgoing(
                letters_of(compose_line(line), chat=admin),
                key=f"parked:{parked[-1]}:{admin}",
                priority=Priority.ANSWER,
            )
        return await self._state.outbox.queue(notices)

    async def keep_house(self) -> None:
        """Forget what is old, and make the daily copy."""
        dropped = await self._state.sweep()
        await self._state.back_up()
        _LOG.info("kept house", extra={"n_dropped": dropped})
