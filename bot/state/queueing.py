"""Which queued messages may go out now?

Those whose time has come, and those that an instance now gone was sending; of one chat, one of
each priority at a time, so that parts arrive in their order.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Tuple,
    and_,
    exists,
    literal_column,
    or_,
    tuple_,
)

from bot.state.leases import Leases
from bot.state.schema import OUTBOX

# Written out, not bound: a partial index is used only where its condition stands in the query.
QUEUED: ColumnElement[str] = literal_column("'queued'")
SENDING: ColumnElement[str] = literal_column("'sending'")


def may_be_claimed(leases: Leases, now: int) -> ColumnElement[bool]:
    """Say that a message may be handed out at a moment."""
    other = OUTBOX.alias("other")
    stands_before = exists().where(
        _is_due(other),
        other.c.is_queued == 1,
        other.c.chat == OUTBOX.c.chat,
        other.c.priority == OUTBOX.c.priority,
        other.c.key != OUTBOX.c.key,
        or_(
            other.c.state == SENDING,
            and_(OUTBOX.c.state == QUEUED, _order(other) < _order(OUTBOX)),
        ),
    )
    is_ready = and_(OUTBOX.c.state == QUEUED, OUTBOX.c.not_before <= now)
    return and_(
        _is_due(OUTBOX),
        OUTBOX.c.is_queued == 1,
        or_(is_ready, leases.is_abandoned()),
        ~stands_before,
    )


def _is_due(messages: FromClause) -> ColumnElement[bool]:
    return messages.c.state.in_([QUEUED, SENDING])


def _order(messages: FromClause) -> Tuple:
    return tuple_(messages.c.not_before, messages.c.key)
