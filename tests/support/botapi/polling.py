"""How do updates reach a bot that asks for them?

One getUpdates may wait at a time: a second one ends the first with 409 Conflict, as when two
instances of a bot run with one token.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tests.support.botapi.errors import ApiError
from tests.support.botapi.updates import Update
from tests.support.botapi.webhook import Webhook
from tests.support.botapi.world import World

OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first"
)


@dataclass(eq=False, slots=True)
class _Wait:
    ended_by: str | None = None


class Polling:
    """The bot's side door: it comes and asks."""

    def __init__(self, world: World, webhook: Webhook) -> None:
        self.world = world
        self.webhook = webhook
        self._wait: _Wait | None = None

    @property
    def is_waiting(self) -> bool:
        """Say whether a getUpdates is waiting right now: the bot is up and has nothing to do."""
        return self._wait is not None

    def check_no_webhook(self) -> None:
        """Refuse with 409 while a webhook is set."""
        if self.webhook.settings is not None:
            raise ApiError(409, WEBHOOK_ACTIVE)

    def abort(self, reason: str) -> None:
        """End the waiting getUpdates, if any, with 409."""
        if self._wait is not None:
            self._wait.ended_by = reason
            self._wait = None
            self.world.changed.beat()

    async def poll(self, *, offset: int, limit: int, timeout_s: float) -> list[Update]:
        """Confirm what lies below `offset`; give updates as soon as there are any.

        Raises:
            ApiError: 409 when another getUpdates or a webhook takes over.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        updates = self.world.updates.take(offset, limit)
        self.world.changed.beat()
        if updates or timeout_s == 0:
            return updates
        self.abort(OTHER_POLLER)
        wait = self._wait = _Wait()
        try:
            while not updates and (left := deadline - loop.time()) > 0:
                await self.world.changed.next(left)
                if wait.ended_by is not None:
                    raise ApiError(409, wait.ended_by)
                updates = self.world.updates.take(max(offset, 0), limit)
        finally:
            if self._wait is wait:
                self._wait = None
        return updates
