"""Which updates are not worked through, and how much is there to do?

What an operator sees of the inbox; nothing here changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, literal_column, select

from bot.state.database import Database
from bot.state.schema import INBOX

# Written out, not bound: a partial index is used only where its condition stands in the query.
NEW: ColumnElement[str] = literal_column("'new'")
WORKING: ColumnElement[str] = literal_column("'working'")
DONE: ColumnElement[str] = literal_column("'done'")


class UpdateState(StrEnum):
    """Where an update is on its way."""

    NEW = "new"
    WORKING = "working"
    DONE = "done"
    PARKED = "parked"  #: given up; kept for people to look at


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """An update that is not worked through, as an operator sees it."""

    update_id: int
    chat: int
    received_at: int
    state: UpdateState
    attempts: int
    last_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much there is to do."""

    new: int
    working: int
    parked: int
    oldest_received_at: int | None  #: of those that are new or in work


class Backlog:
    """The updates of one bot, to be looked at."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def parked(self, *, since: int) -> tuple[int, ...]:
        """List the ids of updates that were given up from a moment on, in that order."""
        query = (
            select(INBOX.c.update_id)
            .where(
                INBOX.c.state != DONE,
                INBOX.c.state == UpdateState.PARKED.value,
                INBOX.c.finished_at >= since,
            )
            .order_by(INBOX.c.finished_at, INBOX.c.update_id)
        )
        return tuple(row.update_id for row in await self._database.rows(query))

    async def unfinished(self) -> tuple[Unfinished, ...]:
        """List what is new, in work or parked, in order."""
        return tuple(
            Unfinished(
                update_id=row.update_id,
                chat=row.chat,
                received_at=row.received_at,
                state=UpdateState(row.state),
                attempts=row.attempts,
                last_error=row.last_error,
            )
            for row in await self._database.rows(
                select(
                    INBOX.c.update_id,
                    INBOX.c.chat,
                    INBOX.c.received_at,
                    INBOX.c.state,
                    INBOX.c.attempts,
                    INBOX.c.last_error,
                )
                .where(INBOX.c.state != DONE)
                .order_by(INBOX.c.update_id)
            )
        )

    async def depth(self) -> Depth:
        """Count what there is to do."""
        is_open = INBOX.c.state.in_([NEW, WORKING])
        oldest = func.min(case((is_open, INBOX.c.received_at))).label("oldest")
        counted = await self._database.rows(
            select(INBOX.c.state, func.count().label("n"), oldest)
            .where(INBOX.c.state != DONE)
            .group_by(INBOX.c.state)
        )
        counts = {row.state: row.n for row in counted}
        return Depth(
            new=counts.get(UpdateState.NEW, 0),
            working=counts.get(UpdateState.WORKING, 0),
            parked=counts.get(UpdateState.PARKED, 0),
            oldest_received_at=min(
                (row.oldest for row in counted if row.oldest is not None), default=None
            ),
        )
