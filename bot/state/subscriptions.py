"""Who is announced to: which chat, about what, how often, in which language?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from bot.state.clock import Clock
from bot.state.database import AnyRow, Database
from bot.state.schema import SUBSCRIPTIONS

_NO_TOPIC = 0  # Telegram numbers topics from 1
_ALL_REPORTS = ""


class Cadence(StrEnum):
    """How often a chat is announced to."""

    DAILY = "daily"
    WEEKLY = "weekly"
    ON_UPDATE = "on_update"  #: when reports are added or changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a chat wants to be told."""

    chat: int
    topic: int | None = None  #: `message_thread_id` in a forum
    report: str | None = None  #: title of the one report it is about; its id changes with it
    cadence: Cadence = Cadence.DAILY
    weekday: int = 0  #: 0 is Monday; of no meaning unless weekly
    minute: int = 0  #: of the day, 0 to 1439, in the time zone of the schedules
    language: str
    created_by: int

    def __post_init__(self) -> None:
        if not (0 <= self.weekday <= 6 and 0 <= self.minute < 24 * 60):
            raise ValueError(f"no such time: weekday {self.weekday}, minute {self.minute}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription(Wish):
    """A wish that is kept."""

    id: int
    created_at: int  #: when it was wished for, or changed last; nothing is due from before
    last_period: str | None  #: the last one announced, in the words of the schedule
    suspended: str | None  #: why it is not announced to


class Subscriptions:
    """The subscriptions of all chats."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, wish: Wish) -> Subscription:
        """Subscribe, or change the subscription that chat, topic and report have; it resumes."""
        changeable = {
            "cadence": wish.cadence.value,
            "weekday": wish.weekday,
            "minute": wish.minute,
            "language": wish.language,
            "created_at": self._clock(),
            "suspended": None,
        }
        upsert = (
            self._database.insert(SUBSCRIPTIONS)
            .values(
                chat=wish.chat,
                topic=wish.topic or _NO_TOPIC,
                report=wish.report or _ALL_REPORTS,
                created_by=wish.created_by,
                **changeable,
            )
            .on_conflict_do_update(index_elements=["chat", "topic", "report"], set_=changeable)
            .returning(SUBSCRIPTIONS)
        )

        def work(connection: Connection) -> Subscription:
            return _subscription(connection.execute(upsert).one())

        return await self._database.write(work)

    async def get(self, subscription_id: int) -> Subscription | None:
        """Find one."""
        found = await self._find(_ALL.where(SUBSCRIPTIONS.c.id == subscription_id))
        return next(iter(found), None)

    async def of_chat(self, chat: int) -> tuple[Subscription, ...]:
        """List those of a chat, suspended ones too."""
        return await self._find(_ALL.where(SUBSCRIPTIONS.c.chat == chat))

    async def active(self) -> tuple[Subscription, ...]:
        """List those that are not suspended, of all chats."""
        return await self._find(_ALL.where(SUBSCRIPTIONS.c.suspended.is_(None)))

    async def remove(self, subscription_id: int, *, chat: int) -> bool:
        """Unsubscribe; false where the chat has no such subscription."""
        is_it = (SUBSCRIPTIONS.c.id == subscription_id) & (SUBSCRIPTIONS.c.chat == chat)
        return await self._database.change(delete(SUBSCRIPTIONS).where(is_it)) == 1

    async def announced(self, subscription_id: int, period: str) -> None:
        """Note for which period it was announced last."""
        change = update(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.id == subscription_id)
        await self._database.change(change.values(last_period=period))

    async def suspend(self, chat: int, reason: str) -> int:
        """Stop announcing to a chat, as where the bot was removed; gives how many it had."""
        change = update(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.chat == chat)
        return await self._database.change(change.values(suspended=reason))

    async def resume(self, chat: int) -> int:
        """Announce to a chat again; gives how many were suspended."""
        change = update(SUBSCRIPTIONS).where(
            SUBSCRIPTIONS.c.chat == chat, SUBSCRIPTIONS.c.suspended.is_not(None)
        )
        return await self._database.change(change.values(suspended=None))

    def migrate_chat(self, connection: Connection, old: int, new: int) -> None:
        """Follow a group to its new id; what that has subscribed to already stays."""
        kept = SUBSCRIPTIONS.alias("kept")
        is_twice = (
            select(kept.c.id)
            .where(
                kept.c.chat == new,
                kept.c.topic == SUBSCRIPTIONS.c.topic,
                kept.c.report == SUBSCRIPTIONS.c.report,
            )
            .exists()
        )
        is_old = SUBSCRIPTIONS.c.chat == old
        connection.execute(delete(SUBSCRIPTIONS).where(is_old, is_twice))
        connection.execute(update(SUBSCRIPTIONS).where(is_old).values(chat=new))

    async def _find(self, query: Select[Any]) -> tuple[Subscription, ...]:
        return tuple(_subscription(row) for row in await self._database.rows(query))


_ALL = select(SUBSCRIPTIONS).order_by(SUBSCRIPTIONS.c.id)


def _subscription(row: AnyRow) -> Subscription:
    fields = dict(row._mapping)
    fields |= {
        "topic": row.topic or None,
        "report": row.report or None,
        "cadence": Cadence(row.cadence),
    }
    return Subscription(**fields)
