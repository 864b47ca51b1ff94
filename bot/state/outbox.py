"""Which messages were sent, which may have been, and which are still to be?

Telegram knows no idempotent send: a program that ends between sending and noting it cannot know.
So every message has a key that names its cause (`reply:<update>:<part>`,
`announce:<subscription>:<period>`) and is written down before it is sent. What is found half way
may have arrived; it is sent once more, marked as a repeat, and never again.

    queued ─claim─┐                      ┌→ sent
                  ├→ sending ─settle─────┼→ unsure   (it may have arrived)
    reserve ──────┘    ↑ postpone        └→ failed   (it did not, and will not)

A reply is reserved by whoever works on its update, and taken up again with the update. An
announcement is queued, and handed out by `claim` when its time has come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    or_,
    select,
    update,
)

from bot.state.clock import DAY_MS, Clock
from bot.state.database import AnyRow, Database
from bot.state.errors import StateConflictError
from bot.state.leases import GONE, RELEASED, Leases
from bot.state.mail import Mail, MessageState
from bot.state.queueing import SENDING, may_be_claimed
from bot.state.schema import OUTBOX

MAX_REPEATS = 1  # sends after one that may have arrived
#: How long a settled message is known. A person can edit a question for 48 hours (Bot API,
#: "Updating messages"), and its answer follows.
KEEP_SETTLED_MS = 3 * DAY_MS

_SETTLE = update(OUTBOX).where(OUTBOX.c.key == bindparam("settled_key"))


class Priority(IntEnum):
    """What goes first where not all can go at once."""

    ANSWER = 0
    EDIT = 1
    ANNOUNCEMENT = 2


class Verdict(StrEnum):
    """What to do about a message that was reserved."""

    SEND = "send"
    REPEAT = "repeat"  #: send it once more: an earlier send may have arrived
    SENT = "sent"  #: it was sent before: do nothing
    UNSURE = "unsure"  #: it may have arrived, twice over: do nothing
    FAILED = "failed"  #: it was given up before: do nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message to be sent."""

    key: str  #: names its cause; at most 200 characters
    chat: int
    method: str  #: of the Bot API
    payload: str  #: JSON, the method's arguments
    priority: Priority = Priority.ANSWER
    question_id: int | None = None  #: message id, in the same chat, of what it answers
    not_before: int = 0


@dataclass(frozen=True, slots=True)
class Reservation:
    """What to do about a message, and its message id where it was sent before."""

    verdict: Verdict
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A queued message that was handed out to be sent now."""

    key: str
    chat: int
    method: str
    payload: str
    is_repeat: bool  #: an earlier send may have arrived


class Outbox(Mail):
    """The messages of one bot."""

    def __init__(self, database: Database, *, clock: Clock, holder: str) -> None:
        super().__init__(database)
        self._clock = clock
        self._changed = asyncio.Event()
        self.leases = Leases(
            database, OUTBOX, in_work=OUTBOX.c.state == SENDING, holder=holder, clock=clock
        )
        insert = database.insert(OUTBOX).on_conflict_do_nothing()
        self._insert_new = insert.returning(OUTBOX.c.key)

    async def reserve(self, message: Outgoing) -> Reservation:
        """Write a message down as being sent, and say whether to send it."""
        written = self._row(message, state=MessageState.SENDING, is_queued=False)

        def work(connection: Connection) -> Reservation:
            if connection.scalar(self._insert_new, written) is not None:
                return Reservation(Verdict.SEND)
            found = select(OUTBOX).where(OUTBOX.c.key == message.key).with_for_update()
            row = connection.execute(found).one()
            reservation = _reservation_of(row)
            change = update(OUTBOX).where(OUTBOX.c.key == message.key)
            if reservation.verdict in (Verdict.SEND, Verdict.REPEAT):
                connection.execute(change.values(self._taken()))
            elif row.state == MessageState.SENDING:
                connection.execute(
                    change.values(self._settled(MessageState.UNSURE, last_error=GONE))
                )
            return reservation

        return await self._database.write(work)

    async def queue(self, messages: Sequence[Outgoing]) -> int:
        """Write messages down to be sent when their time comes; gives how many were new."""
        if not messages:
            return 0
        rows = [
            self._row(message, state=MessageState.QUEUED, is_queued=True) for message in messages
        ]

        def work(connection: Connection) -> int:
            return len(connection.execute(self._insert_new, rows).all())

        added = await self._database.write(work)
        self._changed.set()
        return added

    async def wait(self, timeout_s: float) -> None:
        """Wait until there may be something to claim, or for as long as `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._changed.wait()
        except TimeoutError:
            return
        self._changed.clear()

    async def claim(self, limit: int) -> tuple[Due, ...]:
        """Hand out up to `limit` queued messages whose time has come, the most urgent first.

        Of one chat, one of each priority at a time, so that parts arrive in their order. What an
        instance that is gone was sending is handed out once more, or else becomes unsure.
        """
        now = self._clock()

        def work(connection: Connection) -> tuple[Due, ...]:
            connection.execute(
                update(OUTBOX)
                .where(self.leases.is_abandoned(), OUTBOX.c.repeats >= MAX_REPEATS)
                .values(self._settled(MessageState.UNSURE, last_error=GONE))
            )
            picked = (
                connection.scalars(
                    select(OUTBOX.c.key)
                    .where(may_be_claimed(self.leases, now))
                    .order_by(OUTBOX.c.priority, OUTBOX.c.not_before, OUTBOX.c.key)
                    .limit(limit)
                    .with_for_update(skip_locked=True, of=OUTBOX)
                )
            ).all()
            taken = connection.execute(
                update(OUTBOX)
                .where(OUTBOX.c.key.in_(picked))
                .values(self._taken())
                .returning(OUTBOX)
            )
            rows = {row.key: row for row in taken}
            return tuple(_due(rows[key]) for key in picked)

        try:
            return await self._database.write(work)
        except StateConflictError:
            return ()

    async def sent(self, key: str, message_id: int) -> None:
        """Note that a message arrived; its payload is forgotten."""
        await self._settle(key, MessageState.SENT, message_id=message_id)

    async def failed(self, key: str, error: str) -> None:
        """Note that a message did not arrive, and will not be sent again."""
        await self._settle(key, MessageState.FAILED, last_error=error)

    async def postpone(self, key: str, error: str, *, not_before: int) -> None:
        """Note that a message certainly did not arrive, and may be sent from `not_before` on."""
        await self._database.change(
            update(OUTBOX)
            .where(OUTBOX.c.key == key, OUTBOX.c.state == SENDING)
            .values(
                state=MessageState.QUEUED.value,
                not_before=not_before,
                last_error=error,
                **RELEASED,
            )
        )

    async def withdrawn(self, chat: int, message_id: int) -> None:
        """Note that a message is not there any more: it answers nothing."""
        await self._database.change(
            update(OUTBOX)
            .where(OUTBOX.c.chat == chat, OUTBOX.c.message_id == message_id)
            .values(question_id=None)
        )

    def migrate_chat(self, connection: Connection, old: int, new: int) -> None:
        """Send what waits for a chat to its new id."""
        connection.execute(
            update(OUTBOX)
            .where(OUTBOX.c.chat == old, OUTBOX.c.state == MessageState.QUEUED.value)
            .values(chat=new)
        )

    async def drop_settled(self) -> int:
        """Forget messages that were settled long ago; gives how many."""
        before = self._clock() - KEEP_SETTLED_MS
        # A reply whose update was parked is taken up by nobody, and never settled.
        is_orphan = and_(OUTBOX.c.is_queued == 0, OUTBOX.c.created_at < before)
        return await self._database.change(
            delete(OUTBOX).where(or_(OUTBOX.c.settled_at < before, is_orphan))
        )

    def _row(self, message: Outgoing, *, state: MessageState, is_queued: bool) -> dict[str, Any]:
        is_sending = state is MessageState.SENDING
        return {
            "key": message.key,
            "chat": message.chat,
            "method": message.method,
            "payload": message.payload,
            "priority": int(message.priority),
            "is_queued": int(is_queued),
            "state": state.value,
            "attempts": int(is_sending),
            "repeats": 0,
            "not_before": message.not_before,
            "created_at": self._clock(),
            "question_id": message.question_id,
            **(self.leases.taken() if is_sending else RELEASED),
        }

    def _taken(self) -> dict[str, Any]:
        """Give the changes to a row that is to be sent now; sent half way before, it repeats."""
        return {
            "state": MessageState.SENDING.value,
            "attempts": OUTBOX.c.attempts + 1,
            "repeats": OUTBOX.c.repeats + case((OUTBOX.c.state == SENDING, 1), else_=0),
            **self.leases.taken(),
        }

    def _settled(self, state: MessageState, **facts: object) -> dict[str, Any]:
        return {
            "state": state.value,
            "payload": None,
            "settled_at": self._clock(),
            **RELEASED,
            **facts,
        }

    async def _settle(self, key: str, state: MessageState, **facts: object) -> None:
        await self._database.change(_SETTLE, settled_key=key, **self._settled(state, **facts))


def _reservation_of(row: AnyRow) -> Reservation:
    match MessageState(row.state):
        case MessageState.QUEUED:
            # Put off while it was repeated, it is a repeat still.
            return Reservation(Verdict.REPEAT if row.repeats else Verdict.SEND)
        case MessageState.SENDING if row.repeats < MAX_REPEATS:
            return Reservation(Verdict.REPEAT)
        case MessageState.SENT:
            return Reservation(Verdict.SENT, row.message_id)
        case MessageState.FAILED:
            return Reservation(Verdict.FAILED)
        case _:
            return Reservation(Verdict.UNSURE)


def _due(row: AnyRow) -> Due:
    return Due(
        key=row.key,
        chat=row.chat,
        method=row.method,
        payload=row.payload,
        is_repeat=row.repeats > 0,
    )
