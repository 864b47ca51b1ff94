"""Which updates are there to be worked on, and whose turn is it?

A durable queue: an update is on disk before Telegram is told that it was received, and stays until
it is worked through. Of one chat, one update at a time is handed out, the lowest id first; chats
go side by side. Several instances may share one inbox.

    new ─claim→ working ─done→ done
     ↑            │ failed, released, or its instance gone
     └────────────┴─ three times over → parked

An attempt counts when it begins, so an update that kills the process counts too, once it is plain
that it was this one: `bot.state.suspects`. Ids order updates
(Bot API, Update.update_id); after a week without any, Telegram may begin anew from any id, by when
nothing is left here to confuse it with.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from bot.state.backlog import DONE, NEW, WORKING, Backlog, UpdateState
from bot.state.clock import DAY_MS, SECOND_MS, Clock
from bot.state.database import Database
from bot.state.errors import StateConflictError
from bot.state.leases import RELEASED, Leases
from bot.state.schema import INBOX
from bot.state.turns import Turns

MAX_WORKING = 16  # of one instance, where nobody says otherwise
MAX_ATTEMPTS = 3  # an update that fails this often will fail again
RETRY_MS = (2 * SECOND_MS, 10 * SECOND_MS)  # before the second and the third attempt
#: How long a done update is known, so that a repeat is. Telegram repeats for 24 h at most; a week
#: would be too long, as ids may begin anew then.
KEEP_DONE_MS = 3 * DAY_MS
STOPPED = "the bot stopped"  #: what is written down for an update that was given back

_TAKE = (
    update(INBOX)
    .where(INBOX.c.update_id.in_(bindparam("picked", expanding=True)))
    .values(state=UpdateState.WORKING.value, attempts=INBOX.c.attempts + 1)
    .returning(
        INBOX.c.update_id,
        INBOX.c.chat,
        INBOX.c.payload,
        INBOX.c.received_at,
        INBOX.c.attempts.label("attempt"),
        INBOX.c.last_error,
    )
)

_SOMETHING_WAITS = select(exists().where(INBOX.c.state != DONE, INBOX.c.state == NEW))

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update that has come in."""

    update_id: int
    chat: int  #: whose order it keeps: a chat, or a person where there is no chat
    payload: str  #: JSON, as Telegram sent it


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An update that was handed out to be worked on."""

    update_id: int
    chat: int
    payload: str
    received_at: int
    attempt: int  #: from 1; above 1, an earlier attempt failed or was cut off
    last_error: str | None = None  #: why it was begun before and not ended; `None` the first time

    def age_ms(self, now: int) -> int:
        """Say how long it has been here."""
        return now - self.received_at


class Inbox(Backlog):
    """The updates of one bot."""

    def __init__(
        self, database: Database, *, clock: Clock, holder: str, max_working: int = MAX_WORKING
    ) -> None:
        super().__init__(database)
        self._clock = clock
        self.leases = Leases(
            database, INBOX, in_work=INBOX.c.state == WORKING, holder=holder, clock=clock
        )
        self._turns = Turns(
            self.leases, clock=clock, max_working=max_working, max_attempts=MAX_ATTEMPTS
        )
        self._changed = asyncio.Event()
        self._has_waiting = True  # whether an update that is done may have held another one up
        known = INBOX.c.update_id
        insert = database.insert(INBOX).on_conflict_do_nothing(index_elements=[known])
        self._insert_new = insert.returning(known)
        self._settle_held = update(INBOX).where(
            self.leases.is_held(),
            known == bindparam("settled_id"),
            INBOX.c.attempts == bindparam("settled_attempt"),
        )

    async def put(self, arrivals: Sequence[Arrival]) -> int:
        """Write updates down; on return they are safe. Gives how many were not known before."""
        if not arrivals:
            return 0

        def work(connection: Connection) -> int:
            return self._insert(connection, arrivals)

        added = await self._database.write(work)
        self._has_waiting = True
        self._changed.set()
        return added

    async def receive(self, arrivals: Sequence[Arrival], limit: int) -> tuple[Claim, ...]:
        """Write updates down and hand out as `claim` does, for the price of one commit."""

        def work(connection: Connection) -> tuple[int, tuple[Claim, ...]]:
            return self._insert(connection, arrivals), self._claim(connection, limit)

        try:
            n_new, claims = await self._database.write(work)
        except StateConflictError:  # another instance was quicker; only the arrivals matter here
            await self.put(arrivals)
            return ()
        if n_new > len(claims):
            self._has_waiting = True
            self._changed.set()
        return claims

    async def claim(self, limit: int) -> tuple[Claim, ...]:
        """Hand out up to `limit` updates, lowest id first, one of a chat that has none in work.

        What an instance that is gone had in work is handed out again. Gives fewer where this
        instance has `max_working` already, and none where another instance was quicker. Not to be
        cancelled: what is handed out to nobody stays in work until a restart.
        """

        def work(connection: Connection) -> tuple[tuple[Claim, ...], bool]:
            return self._claim(connection, limit), bool(connection.scalar(_SOMETHING_WAITS))

        try:
            claims, self._has_waiting = await self._database.write(work)
        except StateConflictError:
            return ()
        return claims

    async def done(self, claim: Claim) -> bool:
        """Note that an update is worked through; its payload is forgotten.

        False where the claim was lost: this instance counted as gone, and another has the update.
        Where this raises, it is to be called again: until then the update stays in work.
        """
        return await self._settle(
            claim,
            state=UpdateState.DONE.value,
            payload=None,
            finished_at=self._clock(),
            last_error=None,
        )

    async def failed(self, claim: Claim, error: str) -> UpdateState:
        """Note that an attempt failed; gives whether it will be tried again or is parked."""
        if claim.attempt >= MAX_ATTEMPTS:
            await self.park(claim, error)
            return UpdateState.PARKED
        await self._settle(
            claim,
            state=UpdateState.NEW.value,
            not_before=self._clock() + RETRY_MS[claim.attempt - 1],
            last_error=error,
        )
        return UpdateState.NEW

    async def park(self, claim: Claim, error: str) -> None:
        """Give an update up at once, where another attempt could not go better."""
        await self._settle(
            claim,
            state=UpdateState.PARKED.value,
            finished_at=self._clock(),
            last_error=error,
        )

    async def release(self, claim: Claim) -> bool:
        """Give an update back, as at a stop; the attempt does not count."""
        return await self._settle(
            claim,
            state=UpdateState.NEW.value,
            attempts=claim.attempt - 1,
            last_error=claim.last_error or STOPPED,
        )

    async def postpone(self, claim: Claim, error: str, *, not_before: int) -> bool:
        """Give an update back until a moment, as where Telegram says to wait.

        The attempt does not count; later updates of the chat wait for this one.
        """
        return await self._settle(
            claim,
            state=UpdateState.NEW.value,
            attempts=claim.attempt - 1,
            not_before=not_before,
            last_error=error,
        )

    async def wait(self, timeout_s: float) -> None:
        """Wait until there may be something to claim, or for as long as `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._changed.wait()
        except TimeoutError:
            return
        self._changed.clear()

    async def drop_done(self) -> int:
        """Forget updates that were done long ago; parked ones stay. Gives how many."""
        return await self._database.change(
            delete(INBOX).where(
                INBOX.c.state == DONE,
                INBOX.c.finished_at < self._clock() - KEEP_DONE_MS,
            )
        )

    def _insert(self, connection: Connection, arrivals: Sequence[Arrival]) -> int:
        now = self._clock()
        rows = [
            {
                "update_id": arrival.update_id,
                "chat": arrival.chat,
                "payload": arrival.payload,
                "received_at": now,
                "state": UpdateState.NEW.value,
                "attempts": 0,
                "not_before": 0,
            }
            for arrival in arrivals
        ]
        return len(connection.execute(self._insert_new, rows).all())

    def _claim(self, connection: Connection, limit: int) -> tuple[Claim, ...]:
        picked = self._turns.choose(connection, limit)
        if not picked:
            return ()
        taken = connection.execute(_TAKE, {"picked": picked, **self.leases.taken()})
        claims = [Claim(**row) for row in taken.mappings()]
        return tuple(sorted(claims, key=lambda claim: claim.update_id))

    async def _settle(self, claim: Claim, **values: object) -> bool:
        changed = await self._database.change(
            self._settle_held,
            settled_id=claim.update_id,
            settled_attempt=claim.attempt,
            **RELEASED,
            **values,
        )
        # Most often nothing waits, and to look would cost as much as to note this.
        if self._has_waiting or values["state"] == UpdateState.NEW.value:
            self._has_waiting = True
            self._changed.set()
        if not changed:
            _LOG.warning("claim was lost", extra={"update_id": claim.update_id})
        return changed == 1
