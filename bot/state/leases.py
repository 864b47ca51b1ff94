"""Who works on a row, and is that instance still there?

An instance that takes a row writes its name on it, with a time limit that it keeps extending. When
it ends without a word, the limit passes and any other may take the row. An instance never counts
its own rows as abandoned: it knows that it works on them, however long that takes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select, update

from bot.state.clock import SECOND_MS, Clock
from bot.state.database import Database

#: An instance that does not renew for so long counts as gone. Clocks of machines that share a
#: store must agree to well within this.
LEASE_MS = 20 * SECOND_MS
#: What is written down for a row whose instance has gone.
GONE = "the program ended while it worked on this"
#: The changes to a row that nobody works on any more.
RELEASED = {"holder": None, "lease_until": None}


class Leases:
    """The rows of one table that this instance works on, and those that others do."""

    def __init__(
        self,
        database: Database,
        table: Table,
        *,
        in_work: ColumnElement[bool],
        holder: str,
        clock: Clock,
    ) -> None:
        self._database = database
        self._table = table
        self._in_work = in_work
        self._holder = holder
        self._clock = clock
        self._count = select(func.count()).where(self.is_held())

    def taken(self) -> dict[str, Any]:
        """Give the changes to a row that this instance takes."""
        return {"holder": self._holder, "lease_until": self._clock() + LEASE_MS}

    def is_held(self) -> ColumnElement[bool]:
        """Say that this instance works on a row."""
        return and_(self._in_work, self._table.c.holder == self._holder)

    def is_abandoned(self) -> ColumnElement[bool]:
        """Say that whoever works on a row is gone."""
        return and_(
            self._in_work,
            self._table.c.holder != self._holder,
            self._table.c.lease_until < self._clock(),
        )

    def count(self, connection: Connection) -> int:
        """Count the rows that this instance works on."""
        return connection.scalar(self._count) or 0

    async def renew(self) -> None:
        """Say that this instance is still there; to be called well within `LEASE_MS`."""
        await self._database.change(
            update(self._table).where(self.is_held()).values(lease_until=self._clock() + LEASE_MS)
        )

    async def take_over(self) -> None:
        """Count every other instance as gone, where it is known that there is none."""
        await self._database.change(
            update(self._table)
            .where(self._in_work, self._table.c.holder != self._holder)
            .values(lease_until=0)
        )
