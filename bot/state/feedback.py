"""Which answers did people find right or wrong?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import Connection, delete, func, select

from bot.state.clock import Clock
from bot.state.database import Database
from bot.state.people import Pseudonyms
from bot.state.schema import FEEDBACK


class Verdict(IntEnum):
    """What a person thinks of an answer."""

    RIGHT = 1
    WRONG = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One person's verdict on one answer."""

    question: str
    passage_id: str
    verdict: Verdict
    at: int


class Feedback:
    """The verdicts of all people."""

    def __init__(self, database: Database, *, clock: Clock, pseudonym: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonym = pseudonym

    async def judge(
        self,
        *,
        chat: int,
        message_id: int,
        person: int,
        question: str,
        passage_id: str,
        verdict: Verdict,
    ) -> None:
        """Note a verdict on the answer in a message; a person's later one replaces it."""
        judged = {
            "question": question,
            "passage_id": passage_id,
            "verdict": int(verdict),
            "at": self._clock(),
        }
        await self._database.change(
            self._database.insert(FEEDBACK)
            .values(chat=chat, message_id=message_id, person=self._pseudonym(person), **judged)
            .on_conflict_do_update(index_elements=["chat", "message_id", "person"], set_=judged)
        )

    async def count(self, *, since: int = 0) -> dict[Verdict, int]:
        """Count the verdicts from a moment on."""
        query = (
            select(FEEDBACK.c.verdict, func.count().label("n"))
            .where(FEEDBACK.c.at >= since)
            .group_by(FEEDBACK.c.verdict)
        )
        counts = {row.verdict: row.n for row in await self._database.rows(query)}
        return {verdict: counts.get(verdict, 0) for verdict in Verdict}

    async def latest(self, verdict: Verdict, *, limit: int = 20) -> tuple[Judgement, ...]:
        """List verdicts of a kind, the latest first."""
        query = (
            select(FEEDBACK)
            .where(FEEDBACK.c.verdict == int(verdict))
            .order_by(FEEDBACK.c.at.desc(), FEEDBACK.c.chat, FEEDBACK.c.message_id)
            .limit(limit)
        )
        return tuple(
            Judgement(
                question=row.question,
                passage_id=row.passage_id,
                verdict=Verdict(row.verdict),
                at=row.at,
            )
            for row in await self._database.rows(query)
        )

    def forget(self, connection: Connection, person: int) -> int:
        """Erase a person's verdicts; gives how many there were."""
        of_person = FEEDBACK.c.person == self._pseudonym(person)
        return connection.execute(delete(FEEDBACK).where(of_person)).rowcount
