"""Whose turn is it among the updates that wait?

Of each chat the lowest id that has none before it in work; an update that may have ended the
program is worked on alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
)

from bot.state.backlog import DONE, NEW, WORKING
from bot.state.clock import SECOND_MS, Clock
from bot.state.leases import Leases
from bot.state.schema import INBOX
from bot.state.suspects import is_suspect, judge_abandoned

LOOK_EVERY_MS = SECOND_MS


class Turns:
    """Chooses what an instance works on next."""

    def __init__(
        self, leases: Leases, *, clock: Clock, max_working: int, max_attempts: int
    ) -> None:
        self._leases = leases
        self._clock = clock
        self._max_working = max_working  #: handed out by this instance and not yet back
        self._max_attempts = max_attempts
        self._look_at = 0  # when to look again for what instances that are gone left behind
        self._has_suspects = False
        self._suspects = _next(is_suspect())
        self._others = _next(~is_suspect())

    def choose(self, connection: Connection, limit: int) -> Sequence[int]:
        """Give the ids of up to `limit` updates that may be handed out now."""
        now = self._clock()
        n_working = self._leases.count(connection)
        picked: Sequence[int] = ()
        is_alone = False
        # Where the clock was set back, nobody waits until it is as late again.
        if self._has_suspects or not self._look_at - LOOK_EVERY_MS <= now < self._look_at:
            self._look_at = now + LOOK_EVERY_MS
            judge_abandoned(connection, self._leases, now=now, max_attempts=self._max_attempts)
            picked = self._pick(connection, self._suspects, now, 1)
            is_alone = self._has_suspect_in_work(connection)
            self._has_suspects = is_alone or bool(picked)
            if picked and n_working > 0:
                return ()  # a suspect is worked on alone: first the others have to end
        if not picked and not is_alone:
            places = min(limit, self._max_working - n_working)
            picked = self._pick(connection, self._others, now, places)
        return picked if limit > 0 else ()

    def _has_suspect_in_work(self, connection: Connection) -> bool:
        found = select(INBOX.c.update_id).where(self._leases.is_held(), is_suspect())
        return connection.scalar(found) is not None

    def _pick(
        self, connection: Connection, choice: Select[Any], now: int, places: int
    ) -> Sequence[int]:
        if places < 1:
            return ()
        found: Sequence[int] = connection.scalars(choice, {"now": now, "places": places}).all()
        return found


def _next(wanted: ColumnElement[bool]) -> Select[Any]:
    """Choose updates that may be handed out; rows that another instance chooses are passed."""
    now = bindparam("now", type_=BigInteger)
    other = INBOX.alias("other")
    is_new = INBOX.c.state == NEW
    stands_before = exists().where(
        other.c.state != DONE,
        other.c.chat == INBOX.c.chat,
        other.c.update_id != INBOX.c.update_id,
        or_(
            other.c.state == WORKING,
            # A suspect was begun before: what arrived late with a lower id waits for it.
            and_(~is_suspect(), other.c.state == NEW, other.c.update_id < INBOX.c.update_id),
        ),
    )
    return (
        select(INBOX.c.update_id)
        .where(
            INBOX.c.state != DONE,
            is_new,
            # What came in later than now came before the clock was set back: so did its wait.
            or_(INBOX.c.not_before <= now, INBOX.c.received_at > now),
            wanted,
            ~stands_before,
        )
        # Of suspects, who was blamed comes last: kills from outside hit another each time.
        .order_by(case((is_suspect(), INBOX.c.attempts), else_=0), INBOX.c.update_id)
        .limit(bindparam("places", type_=Integer))
        .with_for_update(skip_locked=True, of=INBOX)
    )
