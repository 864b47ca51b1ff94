"""What did this person ask last in this chat, so that "那去年呢？" makes sense?"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select

from bot.state.clock import MINUTE_MS, Clock
from bot.state.database import Database
from bot.state.people import Pseudonyms
from bot.state.schema import CONVERSATIONS

EXPIRE_MS = 30 * MINUTE_MS  # after a pause like this, a question stands for itself

_LAST = select(CONVERSATIONS.c.question).where(
    CONVERSATIONS.c.chat == bindparam("chat"),
    CONVERSATIONS.c.person == bindparam("person"),
    CONVERSATIONS.c.asked_at > bindparam("after"),
)


class Conversations:
    """The last question of each person in each chat."""

    def __init__(self, database: Database, *, clock: Clock, pseudonym: Pseudonyms) -> None:
        self._database = database
        self._clock = clock
        self._pseudonym = pseudonym
        insert = database.insert(CONVERSATIONS)
        latest = {name: insert.excluded[name] for name in ("question", "asked_at")}
        self._remember = insert.on_conflict_do_update(
            index_elements=["chat", "person"], set_=latest
        )

    async def remember(self, *, chat: int, person: int, question: str) -> None:
        """Note a question as the last one."""
        await self._database.change(
            self._remember,
            chat=chat,
            person=self._pseudonym(person),
            question=question,
            asked_at=self._clock(),
        )

    async def last_question(self, *, chat: int, person: int) -> str | None:
        """Give the last question, unless it was asked too long ago."""
        rows = await self._database.rows(
            _LAST, chat=chat, person=self._pseudonym(person), after=self._clock() - EXPIRE_MS
        )
        return rows[0].question if rows else None

    def forget(self, connection: Connection, person: int) -> int:
        """Erase a person's last questions in all chats; gives how many there were."""
        of_person = CONVERSATIONS.c.person == self._pseudonym(person)
        return connection.execute(delete(CONVERSATIONS).where(of_person)).rowcount

    async def drop_expired(self) -> int:
        """Forget questions asked too long ago; gives how many."""
        is_old = CONVERSATIONS.c.asked_at <= self._clock() - EXPIRE_MS
        return await self._database.change(delete(CONVERSATIONS).where(is_old))
