"""Which of several instances does what only one may do?

On PostgreSQL, who holds an advisory lock leads, and the server lets go of the lock the moment that
its connection ends, however that came about. An SQLite store has one instance, which leads.

The lock is one of the session: between here and the server no pool may hand one connection to
several clients (PgBouncer in the modes `transaction` and `statement`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import IntEnum

from sqlalchemy import Connection, Engine, text

from bot.state.errors import StateError
from bot.state.translation import translated

LOOK_EVERY_S = 2.0  # whether the lead is free, or still held

_LOG = logging.getLogger(__name__)


class Lead(IntEnum):
    """What there is to lead, by the number of its lock: those after the one of the migrations."""

    POLLING = 0x796F756A75 + 1
    SCHEDULES = 0x796F756A75 + 2


class Leadership:
    """The leads of one store."""

    def __init__(self, engine: Engine, *, path: str) -> None:
        self._engine = engine
        self._path = path

    async def lead(
        self, lead: Lead, work: Callable[[], Awaitable[None]], stop: asyncio.Event
    ) -> None:
        """Do `work` for as long as this instance has a lead, and again whenever it has it anew.

        Returns when `work` does, or at the word to stop while another leads; an error of `work`
        comes through. It is cancelled where the lead is lost: for a moment two may lead, as one of
        them cannot know yet.
        """
        if self._engine.dialect.name != "postgresql":
            await work()
            return
        while not stop.is_set():
            connection = await asyncio.to_thread(self._acquired, lead)
            if connection is not None:
                _LOG.info("this instance leads", extra={"lead": lead.name.lower()})
                try:
                    if await self._led(work, connection):
                        return
                finally:
                    await asyncio.to_thread(self._ended, connection)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await stop.wait()

    async def _led(self, work: Callable[[], Awaitable[None]], connection: Connection) -> bool:
        """Work while the lock is held; false where it was lost before the work was done."""
        working = asyncio.ensure_future(work())
        try:
            while not working.done():
                await asyncio.wait({working}, timeout=LOOK_EVERY_S)
                if not working.done() and not await asyncio.to_thread(self._is_held, connection):
                    return False
            working.result()
        finally:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        return True

    def _acquired(self, lead: Lead) -> Connection | None:
        """Take the lock; `None` where another has it, or the server is out of reach."""
        try:
            with translated(path=self._path):
                connection = self._engine.connect()
                asked = text("SELECT pg_try_advisory_lock(:key)")
                try:
                    if connection.scalar(asked, {"key": lead.value}):
                        connection.commit()
                        return connection
                except BaseException:
                    self._ended(connection)  # it may hold the lock, and nobody would know
                    raise
                connection.close()
        except StateError as error:
            _LOG.warning("the lead was not asked for", extra={"reason": str(error)})
        return None

    def _is_held(self, connection: Connection) -> bool:
        try:
            with translated(path=self._path):
                connection.execute(text("SELECT 1"))
                connection.commit()
        except StateError as error:
            _LOG.warning("the lead is lost", extra={"reason": str(error)})
            return False
        return True

    def _ended(self, connection: Connection) -> None:
        # Closed, not given back to the pool: the lock goes with the session.
        connection.invalidate()
        connection.close()
