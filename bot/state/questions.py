"""What was asked, and what could not be answered?"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from bot.state.clock import DAY_MS, Clock
from bot.state.database import Database
from bot.state.people import Pseudonyms
from bot.state.schema import QUESTIONS

KEEP_MS = 90 * DAY_MS  # long enough to see what a corpus lacks, no longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and how it was answered."""

    update_id: int
    part: int = 0  #: which one of its message
    person: int
    question: str
    band: str  #: how far the corpus carried: `answer`, `near`, `none`
    kind: str
    took_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A question that the corpus does not answer."""

    question: str
    times: int
    last_asked_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that held questions, whoever asked it under a pseudonym."""

    update_id: int
    person: str
    asked_at: int


class Questions:
    """The log of questions."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        pseudonym: Pseudonyms,
        keep_ms: int = KEEP_MS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._pseudonym = pseudonym
        self._keep_ms = keep_ms
        insert = database.insert(QUESTIONS)
        facts = {c.name: insert.excluded[c.name] for c in QUESTIONS.c if not c.primary_key}
        self._note = insert.on_conflict_do_update(index_elements=["update_id", "part"], set_=facts)

    async def note(self, asked: Asked) -> None:
        """Write a question down; the same one of the same update again replaces it."""
        await self._database.change(
            self._note,
            update_id=asked.update_id,
            part=asked.part,
            person=self._pseudonym(asked.person),
            question=asked.question,
            band=asked.band,
            kind=asked.kind,
            took_ms=asked.took_ms,
            asked_at=self._clock(),
        )

    async def count(self, *, since: int = 0) -> dict[str, int]:
        """Count the questions from a moment on, by band."""
        query = (
            select(QUESTIONS.c.band, func.count().label("n"))
            .where(QUESTIONS.c.asked_at >= since)
            .group_by(QUESTIONS.c.band)
        )
        return {row.band: row.n for row in await self._database.rows(query)}

    async def took(self, *, since: int = 0) -> tuple[int, ...]:
        """List how many milliseconds each question took from a moment on."""
        query = select(QUESTIONS.c.took_ms).where(QUESTIONS.c.asked_at >= since)
        return tuple(row.took_ms for row in await self._database.rows(query))

    async def messages(self, *, since: int) -> tuple[Message, ...]:
        """List the messages with questions from a moment on, the earliest first."""
        asked_at = func.min(QUESTIONS.c.asked_at).label("asked_at")
        query = (
            select(QUESTIONS.c.update_id, QUESTIONS.c.person, asked_at)
            .where(QUESTIONS.c.asked_at >= since)
            .group_by(QUESTIONS.c.update_id, QUESTIONS.c.person)
            .order_by(asked_at, QUESTIONS.c.update_id)
        )
        return tuple(Message(**row._mapping) for row in await self._database.rows(query))

    async def gaps(self, *, answered: str, limit: int = 20) -> tuple[Gap, ...]:
        """List the questions whose band is not `answered`, the most and latest asked first."""
        times = func.count().label("times")
        last_asked_at = func.max(QUESTIONS.c.asked_at).label("last_asked_at")
        query = (
            select(QUESTIONS.c.question, times, last_asked_at)
            .where(QUESTIONS.c.band != answered)
            .group_by(QUESTIONS.c.question)
            .order_by(times.desc(), last_asked_at.desc(), QUESTIONS.c.question)
            .limit(limit)
        )
        return tuple(Gap(**row._mapping) for row in await self._database.rows(query))

    def forget(self, connection: Connection, person: int) -> int:
        """Erase a person's questions; gives how many there were."""
        of_person = QUESTIONS.c.person == self._pseudonym(person)
        return connection.execute(delete(QUESTIONS).where(of_person)).rowcount

    async def drop_old(self) -> int:
        """Forget questions asked long ago; gives how many."""
        is_old = QUESTIONS.c.asked_at < self._clock() - self._keep_ms
        return await self._database.change(delete(QUESTIONS).where(is_old))
