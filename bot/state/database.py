"""How is the store read and written?

Reads go side by side. Writes go one after the other through one task, which puts all that wait
into one transaction: committing is what costs, and twenty updates that arrive together pay once.
A write returns when it is on disk, not before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.state.errors import DiskFullError, StateCorruptError, StateUnavailableError
from bot.state.translation import translated

MAX_BATCH = 256  # writes in one transaction
_ALL_FAIL = (StateUnavailableError, DiskFullError, StateCorruptError)  # whatever was to be written

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]
#: What is done within a transaction. It may be run again after being undone, so it must not
#: change anything outside of the transaction.
Work = Callable[[AsyncConnection], Awaitable[T]]


class Database:
    """One store, open."""

    def __init__(self, engine: AsyncEngine, *, path: str) -> None:
        self.path = path  #: for people: the file, or the address without its password
        self._readers = engine
        # The option tells `engines` to take SQLite's write lock at once.
        self._writer = engine.execution_options(is_write=True)
        self._waiting: asyncio.Queue[_Write[Any] | None] = asyncio.Queue()
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to take writes."""
        self._writing = asyncio.create_task(self._write_all(), name="state writer")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the writes that wait, and let go of the store."""
        if self._writing is not None:
            self._waiting.put_nowait(None)
            await self._writing
            self._writing = None
        await self._readers.dispose()

    async def read(self, work: Work[T]) -> T:
        """Do `work` in a transaction that only reads.

        Raises:
            StateError: see `bot.state.errors`.
        """
        with translated(path=self.path):
            async with self._readers.connect() as connection:
                result: T = await work(connection)
        return result

    async def write(self, work: Work[T]) -> T:
        """Do `work` in a transaction, and return when it is committed.

        Raises:
            StateError: see `bot.state.errors`; nothing of `work` was written.
        """
        if self._writing is None or self._writing.done():
            raise RuntimeError("the store is closed")
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait(_Write(work, result))
        return await result

    async def rows(self, query: Executable) -> Sequence[AnyRow]:
        """Fetch what a query finds."""

        async def work(connection: AsyncConnection) -> Sequence[AnyRow]:
            return (await connection.execute(query)).all()

        return await self.read(work)

    async def change(self, *statements: Executable) -> int:
        """Carry statements out in one transaction; gives the number of rows changed in all."""

        async def work(connection: AsyncConnection) -> int:
            return sum([(await connection.execute(each)).rowcount for each in statements])

        return await self.write(work)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Begin an INSERT that knows ON CONFLICT, which both stores spell alike."""
        if self._readers.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)

    async def _write_all(self) -> None:
        closing = False
        while not closing:
            batch = []
            write = await self._waiting.get()
            while write is not None:
                batch.append(write)
                if len(batch) == MAX_BATCH or self._waiting.empty():
                    break
                write = self._waiting.get_nowait()
            closing = write is None
            if batch:
                await self._commit(batch)

    async def _commit(self, batch: list[_Write[Any]]) -> None:
        try:
            with translated(path=self.path):
                async with self._writer.begin() as connection:
                    results = [await write.work(connection) for write in batch]
        except Exception as error:  # handed to whoever waits, as it is
            if len(batch) == 1 or isinstance(error, _ALL_FAIL):
                for write in batch:
                    write.fail(error)
                return
            # One bad write must not cost the others theirs: each for itself.
            for write in batch:
                await self._commit([write])
        else:
            for write, result in zip(batch, results, strict=True):
                write.succeed(result)


class _Write(Generic[T]):
    """A piece of work and who waits for it; a waiter that has left is no reason not to write."""

    def __init__(self, work: Work[T], result: asyncio.Future[T]) -> None:
        self.work = work
        self.result = result

    def succeed(self, value: T) -> None:
        with suppress(asyncio.InvalidStateError):
            self.result.set_result(value)

    def fail(self, error: Exception) -> None:
        with suppress(asyncio.InvalidStateError):
            self.result.set_exception(error)
