"""The bot with an inbox and an outbox that keep nothing: what durability is measured against.

`python -m tests.bench.forgetful run` is `youju run` in all else.
"""

from __future__ import annotations

import sys
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.__main__ import main
from bot.state.clock import utc_ms
from bot.state.inbox import Arrival, Claim, Inbox
from bot.state.opening import State, open_state
from bot.state.outbox import Outbox, Outgoing, Reservation
from bot.state.outbox import Verdict as Verdict_
from bot.telegram import application


class ForgetfulInbox(Inbox):
    """Keeps each chat's order in memory."""

    def __init__(self, inbox: Inbox) -> None:
        self.__dict__.update(vars(inbox))
        self._waiting: OrderedDict[int, deque[Claim]] = OrderedDict()
        self._in_work: set[int] = set()

    async def receive(self, arrivals: Sequence[Arrival], limit: int) -> tuple[Claim, ...]:
        for arrival in arrivals:
            claim = Claim(
                update_id=arrival.update_id,
                chat=arrival.chat,
                payload=arrival.payload,
                received_at=utc_ms(),
                attempt=1,
            )
            self._waiting.setdefault(arrival.chat, deque()).append(claim)
        return await self.claim(limit)

    async def claim(self, limit: int) -> tuple[Claim, ...]:
        free = [chat for chat in self._waiting if chat not in self._in_work][:limit]
        claims = []
        for chat in free:
            claims.append(self._waiting[chat].popleft())
            if not self._waiting[chat]:
                del self._waiting[chat]
            self._in_work.add(chat)
        return tuple(claims)

    async def done(self, claim: Claim) -> bool:
        self._in_work.discard(claim.chat)
        self._changed.set()
        return True


class ForgetfulOutbox(Outbox):
    """Has every message sent, and notes nothing."""

    def __init__(self, outbox: Outbox) -> None:
        self.__dict__.update(vars(outbox))

    async def reserve(self, message: Outgoing) -> Reservation:
        return Reservation(Verdict_.SEND)

    async def sent(self, key: str, message_id: int) -> None:
        return None


@asynccontextmanager
async def forgetful_state(*args: Any, **kwargs: Any) -> AsyncIterator[State]:
    """Open a state whose queues forget."""
    async with open_state(*args, **kwargs) as state:
        yield replace(
            state, inbox=ForgetfulInbox(state.inbox), outbox=ForgetfulOutbox(state.outbox)
        )


if __name__ == "__main__":
    application.open_state = forgetful_state  # type: ignore[assignment] # the same in all else
    sys.exit(main())
