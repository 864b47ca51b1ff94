"""In which language does a person, or a chat, want to read?"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.state.clock import Clock
from bot.state.database import Database
from bot.state.schema import PREFERENCES

_LANGUAGE = select(PREFERENCES.c.language).where(
    PREFERENCES.c.scope == bindparam("scope"), PREFERENCES.c.id == bindparam("id")
)


class Scope(StrEnum):
    """Whose preference it is. A private chat has its person's id, hence the two."""

    PERSON = "person"
    CHAT = "chat"


class Preferences:
    """What people and chats have chosen."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def language(self, scope: Scope, id_: int) -> str | None:
        """Give the language chosen; `None` where none was."""
        rows = await self._database.rows(_LANGUAGE, scope=scope.value, id=id_)
        return rows[0].language if rows else None

    async def set_language(self, scope: Scope, id_: int, language: str) -> None:
        """Choose a language."""
        chosen = {"language": language, "changed_at": self._clock()}
        await self._database.change(
            self._database.insert(PREFERENCES)
            .values(scope=scope.value, id=id_, **chosen)
            .on_conflict_do_update(index_elements=["scope", "id"], set_=chosen)
        )

    async def clear_language(self, scope: Scope, id_: int) -> None:
        """Take a choice back."""
        await self._database.change(
            delete(PREFERENCES).where(PREFERENCES.c.scope == scope.value, PREFERENCES.c.id == id_)
        )

    def migrate_chat(self, connection: Connection, old: int, new: int) -> None:
        """Follow a group to its new id; a choice made under the new id stands."""
        is_chat = PREFERENCES.c.scope == Scope.CHAT.value
        known = select(PREFERENCES.c.id).where(is_chat, PREFERENCES.c.id == new)
        if connection.scalar(known) is not None:
            connection.execute(delete(PREFERENCES).where(is_chat, PREFERENCES.c.id == old))
        connection.execute(
            update(PREFERENCES).where(is_chat, PREFERENCES.c.id == old).values(id=new)
        )

    def forget(self, connection: Connection, person: int) -> int:
        """Erase what a person has chosen; gives how much that was."""
        erased = connection.execute(
            delete(PREFERENCES).where(
                PREFERENCES.c.scope == Scope.PERSON.value, PREFERENCES.c.id == person
            )
        )
        return erased.rowcount
