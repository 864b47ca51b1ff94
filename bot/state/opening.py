"""How is everything that must be remembered opened, together?

The front door of this room. SQLite in a file of this process alone, or a PostgreSQL database that
several instances share; what is remembered, and how it is asked for, is the same.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError

from bot.state.announced import AnnouncedReports
from bot.state.backups import BACKUP_NAME, back_up, replace_if_damaged
from bot.state.clock import SECOND_MS, Clock, utc_ms
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.state.engines import postgres_engine, sqlite_engine
from bot.state.errors import StateAddressError, StateError
from bot.state.feedback import Feedback
from bot.state.files import locked, vacuum
from bot.state.inbox import MAX_WORKING, Inbox
from bot.state.leadership import Leadership
from bot.state.leases import LEASE_MS
from bot.state.migrating import migrate
from bot.state.outbox import Outbox
from bot.state.people import Pseudonyms, load_pseudonyms
from bot.state.preferences import Preferences
from bot.state.questions import KEEP_MS, Questions
from bot.state.subscriptions import Subscriptions

FILE_NAME = "state.sqlite3"
RENEW_EVERY_S = LEASE_MS / SECOND_MS / 4

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the bot remembers, one repository a subject."""

    database: Database
    inbox: Inbox
    outbox: Outbox
    subscriptions: Subscriptions
    preferences: Preferences
    feedback: Feedback
    questions: Questions
    conversations: Conversations
    leadership: Leadership
    announced: AnnouncedReports
    pseudonym: Pseudonyms
    set_aside: Path | None  #: the damaged file that stood in the way, under its new name
    is_restored: bool  #: from the daily copy, in place of the damaged file
    file: Path | None  #: of an SQLite store

    async def forget(self, person: int) -> int:
        """Erase what is remembered of a person; gives how many things that was.

        Subscriptions stay: they are the chat's. What is in work or being sent is forgotten when
        it is done.
        """
        rooms = (self.questions, self.conversations, self.feedback, self.preferences)

        def work(connection: Connection) -> int:
            return sum(room.forget(connection, person) for room in rooms)

        return await self.database.write(work)

    async def migrate_chat(self, old: int, new: int) -> None:
        """Follow a group that became a supergroup, in all that is kept for it."""
        rooms = (self.subscriptions, self.preferences, self.outbox)

        def work(connection: Connection) -> None:
            for room in rooms:
                room.migrate_chat(connection, old, new)

        await self.database.write(work)

    async def back_up(self) -> None:
        """Make the daily copy, from which a damaged file is restored; not of PostgreSQL.

        Raises:
            StateError: it cannot be made; the one before stays.
        """
        if self.file is not None:
            target = self.file.with_name(BACKUP_NAME)
            await asyncio.to_thread(back_up, self.file, target)

    async def sweep(self) -> int:
        """Forget what is older than its time; gives how many rows. To be called once a day.

        The room that they took is given back to the file system.
        """
        dropped = await self._drop()
        if self.file is not None and dropped:
            await asyncio.to_thread(vacuum, self.file)
        return dropped

    async def _drop(self) -> int:
        return (
            await self.inbox.drop_done()
            + await self.outbox.drop_settled()
            + await self.questions.drop_old()
            + await self.conversations.drop_expired()
        )


@asynccontextmanager
async def open_state(
    address: str | None,
    *,
    directory: Path,
    clock: Clock = utc_ms,
    max_working: int = MAX_WORKING,
    keep_questions_ms: int = KEEP_MS,
) -> AsyncIterator[State]:
    """Open the store at `address`, by default an SQLite file in `directory`.

    Its shape is brought up to date. What an earlier run of this process had in work is handed out
    again: at once on SQLite, where no other instance can be, otherwise when its lease is over.

    `max_working` bounds the updates in work at once, `keep_questions_ms` how long the log of
    questions reaches back.

    Raises:
        StateError: see `bot.state.errors`.
    """
    try:
        url = make_url(address or f"sqlite:///{directory / FILE_NAME}")
    except ArgumentError as error:
        raise StateAddressError(scheme=(address or "").partition(":")[0]) from error
    async with AsyncExitStack() as stack:
        set_aside, is_restored, path = None, False, None
        if url.drivername == "sqlite" and url.database:
            path = Path(url.database)
            stack.enter_context(locked(path))
            set_aside, is_restored = await asyncio.to_thread(replace_if_damaged, path, clock)
            database = Database(sqlite_engine(path), path=str(path))
        elif url.drivername == "postgresql":
            database = Database(postgres_engine(url), path=url.render_as_string())
        else:
            raise StateAddressError(scheme=url.drivername)
        await stack.enter_async_context(database)
        await database.write(migrate)
        state = await _assemble(database, clock, max_working, keep_questions_ms)
        state = replace(state, set_aside=set_aside, is_restored=is_restored, file=path)
        if url.drivername == "sqlite":
            await state.inbox.leases.take_over()
            await state.outbox.leases.take_over()
        else:
            stack.push_async_callback(_end, asyncio.create_task(_renew(state)))
        yield state


async def _assemble(
    database: Database,
    clock: Clock,
    max_working: int,
    keep_questions_ms: int,
) -> State:
    holder = secrets.token_hex(8)
    pseudonym = await load_pseudonyms(database)
    return State(
        database=database,
        inbox=Inbox(database, clock=clock, holder=holder, max_working=max_working),
        outbox=Outbox(database, clock=clock, holder=holder),
        subscriptions=Subscriptions(database, clock=clock),
        preferences=Preferences(database, clock=clock),
        feedback=Feedback(database, clock=clock, pseudonym=pseudonym),
        questions=Questions(database, clock=clock, pseudonym=pseudonym, keep_ms=keep_questions_ms),
        conversations=Conversations(database, clock=clock, pseudonym=pseudonym),
        leadership=database.leadership,
        announced=AnnouncedReports(database),
        pseudonym=pseudonym,
        set_aside=None,
        is_restored=False,
        file=None,
    )


async def _renew(state: State) -> None:
    """Tell the other instances, again and again, that this one is there."""
    while True:
        await asyncio.sleep(RENEW_EVERY_S)
        try:
            await state.inbox.leases.renew()
            await state.outbox.leases.renew()
        except StateError as error:
            _LOG.warning("lease not renewed", extra={"reason": str(error)})


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
