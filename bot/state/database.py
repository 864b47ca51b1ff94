"""How is the store read and written?

By two threads of their own, one that reads and one that writes, so that the event loop waits for
no disk. Whatever waits for a thread shares one transaction: committing is what costs, and
twenty updates that arrive together pay once. A write returns when it is on disk, not before.

What every answer executes is a statement built once, with `bindparam` for what differs: building
one takes several times as long as executing it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Engine, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.state.errors import DiskFullError, StateCorruptError, StateUnavailableError
from bot.state.leadership import Leadership
from bot.state.translation import translated

MAX_BATCH = 256  # pieces of work in one transaction
_ALL_FAIL = (StateUnavailableError, DiskFullError, StateCorruptError)  # whatever was to be done

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]
#: What is done within a transaction, in another thread than the event loop's. It may be run again
#: after being undone, so it must not change anything outside of the transaction.
Work = Callable[[Connection], T]


class Database:
    """One store, open."""

    def __init__(self, engine: Engine, *, path: str) -> None:
        self.path = path  #: for people: the file, or the address without its password
        self._engine = engine
        # The option tells `engines` to take SQLite's write lock at once.
        writing = engine.execution_options(is_write=True)
        self._reader = _Lane(engine.connect, path=path, name="state reader")
        self._writer = _Lane(writing.begin, path=path, name="state writer")
        self.leadership = Leadership(engine, path=path)  #: over those who share the store

    async def __aenter__(self) -> Self:
        """Begin to take work."""
        self._reader.open()
        self._writer.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish what waits, and let go of the store."""
        await self._writer.close()
        await self._reader.close()
        self._engine.dispose()

    async def read(self, work: Work[T]) -> T:
        """Do `work` in a transaction that only reads.

        Raises:
            StateError: see `bot.state.errors`.
        """
        return await self._reader.do(work)

    async def write(self, work: Work[T]) -> T:
        """Do `work` in a transaction, and return when it is committed.

        Raises:
            StateError: see `bot.state.errors`; nothing of `work` was written.
        """
        return await self._writer.do(work)

    async def rows(self, query: Executable, **values: object) -> Sequence[AnyRow]:
        """Fetch what a query finds; `values` are those of its parameters."""
        return await self.read(lambda connection: connection.execute(query, values).all())

    async def change(self, statement: Executable, **values: object) -> int:
        """Carry a statement out; gives the number of rows changed.

        `values` are those of its parameters, and of the columns that it sets without saying to
        what.
        """
        return await self.write(lambda connection: connection.execute(statement, values).rowcount)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Begin an INSERT that knows ON CONFLICT, which both stores spell alike."""
        if self._engine.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)


class _Lane:
    """A thread that does work one piece after the other, all that waits in one transaction."""

    def __init__(
        self, begin: Callable[[], AbstractContextManager[Connection]], *, path: str, name: str
    ) -> None:
        self._begin = begin
        self._path = path
        self._name = name
        self._waiting: asyncio.Queue[_Piece[Any] | None] = asyncio.Queue()
        self._thread: ThreadPoolExecutor | None = None
        self._running: asyncio.Task[None] | None = None

    def open(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=self._name)
        self._running = asyncio.create_task(self._run(self._thread), name=self._name)

    async def close(self) -> None:
        """Do what waits, and nothing more."""
        if self._running is not None and self._thread is not None:
            self._waiting.put_nowait(None)
            await self._running
            self._thread.shutdown()
            self._running = self._thread = None

    async def do(self, work: Work[T]) -> T:
        if self._running is None or self._running.done():
            raise RuntimeError("the store is closed")
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait(_Piece(work, result))
        return await result

    async def _run(self, thread: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        closing = False
        while not closing:
            batch = []
            piece = await self._waiting.get()
            while piece is not None:
                batch.append(piece)
                if len(batch) == MAX_BATCH or self._waiting.empty():
                    break
                piece = self._waiting.get_nowait()
            closing = piece is None
            if batch:
                outcomes = await loop.run_in_executor(thread, self._outcomes, batch)
                for piece, outcome in zip(batch, outcomes, strict=True):
                    piece.settle(outcome)

    def _outcomes(self, batch: Sequence[_Piece[Any]]) -> list[_Done | Exception]:
        """Do work in one transaction; gives what each piece of it came to."""
        try:
            with translated(path=self._path), self._begin() as connection:
                results = [piece.work(connection) for piece in batch]
        except Exception as error:  # handed to whoever waits, as it is
            if len(batch) == 1 or isinstance(error, _ALL_FAIL):
                return [error] * len(batch)
            # One bad piece must not cost the others theirs: each for itself.
            return [outcome for piece in batch for outcome in self._outcomes([piece])]
        return [_Done(result) for result in results]


class _Done:
    """What a piece of work gave, which may itself be an exception."""

    def __init__(self, result: Any) -> None:
        self.result = result


class _Piece(Generic[T]):
    """Work and who waits for it; a waiter that has left is no reason not to do it."""

    def __init__(self, work: Work[T], result: asyncio.Future[T]) -> None:
        self.work = work
        self._result = result

    def settle(self, outcome: _Done | Exception) -> None:
        with suppress(asyncio.InvalidStateError):
            if isinstance(outcome, _Done):
                self._result.set_result(outcome.result)
            else:
                self._result.set_exception(outcome)
