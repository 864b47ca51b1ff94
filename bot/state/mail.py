"""Which messages went out, and how many are in each state?

What is read of the outbox; nothing here changes it.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import func, select

from bot.state.database import Database
from bot.state.schema import OUTBOX


class MessageState(StrEnum):
    """Where a message is on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    FAILED = "failed"


class Mail:
    """The messages of one bot, to be looked at."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def answers(
        self, chat: int, question_id: int, *, method: str | None = None
    ) -> tuple[int, ...]:
        """Find the message ids of what was sent in answer to a message, as they stand there.

        With `method`, of what was sent by that method of the Bot API.
        """
        query = (
            select(OUTBOX.c.message_id)
            .where(
                OUTBOX.c.chat == chat,
                OUTBOX.c.question_id == question_id,
                OUTBOX.c.state == MessageState.SENT.value,
            )
            .order_by(OUTBOX.c.message_id)
        )
        if method is not None:
            query = query.where(OUTBOX.c.method == method)
        return tuple(row.message_id for row in await self._database.rows(query))

    async def depth(self) -> dict[MessageState, int]:
        """Count the messages in each state, those settled long ago left out."""
        query = select(OUTBOX.c.state, func.count().label("n")).group_by(OUTBOX.c.state)
        counts = {row.state: row.n for row in await self._database.rows(query)}
        return {state: counts.get(state.value, 0) for state in MessageState}

    async def count(self, prefix: str) -> dict[MessageState, int]:
        """Count the messages whose keys begin with `prefix`, in each state."""
        query = (
            select(OUTBOX.c.state, func.count().label("n"))
            .where(OUTBOX.c.key.startswith(prefix, autoescape=True))
            .group_by(OUTBOX.c.state)
        )
        counts = {row.state: row.n for row in await self._database.rows(query)}
        return {state: counts.get(state.value, 0) for state in MessageState}
