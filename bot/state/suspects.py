"""Which update ended the program that worked on it?

Where several were in work, nobody can tell: none is blamed, but all are suspected, and each is
handed out alone from now on. Where only one was in work, it is blamed: the attempt counts, and
`max_attempts` of them park it. So kills from outside lose no update, and one that crashes the
program is singled out after a few crashes.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, func, select, update

from bot.state.leases import GONE, RELEASED, Leases
from bot.state.schema import INBOX

_LOG = logging.getLogger(__name__)


def is_suspect() -> ColumnElement[bool]:
    """Say that the last one who worked on an update was cut off."""
    return func.coalesce(INBOX.c.last_error, "") == GONE


def judge_abandoned(
    connection: Connection, leases: Leases, *, now: int, max_attempts: int
) -> None:
    """Take back what instances that are gone had in work; park what ended the last of many."""
    abandoned = (
        connection.execute(
            select(INBOX.c.update_id, INBOX.c.holder, INBOX.c.attempts)
            .where(leases.is_abandoned())
            .order_by(INBOX.c.holder)
            .with_for_update(skip_locked=True)
        )
    ).all()
    for _, rows in groupby(abandoned, key=lambda row: row.holder):
        first, *others = rows
        if others:
            ids = [first.update_id, *(row.update_id for row in others)]
            _release(connection, ids, attempts=INBOX.c.attempts - 1)
        elif first.attempts < max_attempts:
            _release(connection, [first.update_id], attempts=INBOX.c.attempts)
        else:
            _park(connection, first.update_id, now=now)


def _release(connection: Connection, ids: Sequence[int], *, attempts: ColumnElement[int]) -> None:
    connection.execute(
        update(INBOX)
        .where(INBOX.c.update_id.in_(ids))
        .values(state="new", attempts=attempts, last_error=GONE, **RELEASED)
    )


def _park(connection: Connection, update_id: int, *, now: int) -> None:
    _LOG.error("update parked", extra={"update_id": update_id})
    connection.execute(
        update(INBOX)
        .where(INBOX.c.update_id == update_id)
        .values(state="parked", finished_at=now, last_error=GONE, **RELEASED)
    )
