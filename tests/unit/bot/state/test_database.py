"""How writes share a transaction, and what one of them failing means for the others."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import Connection, event, text

from bot.state.database import MAX_BATCH, Database
from bot.state.engines import sqlite_engine
from bot.state.errors import DiskFullError, StateConflictError
from tests.support.stores import Store

NOTE = text("INSERT INTO notes (n) VALUES (:n)")
Noting = Callable[[Connection], int]


@pytest.fixture
async def database(sqlite_store: Store) -> AsyncIterator[Database]:
    path = sqlite_store.directory / "notes.sqlite3"
    async with Database(sqlite_engine(path), path=str(path)) as opened:
        await opened.change(text("CREATE TABLE notes (n INTEGER PRIMARY KEY, CHECK (n > 0))"))
        yield opened


def note(n: int) -> Noting:
    def work(connection: Connection) -> int:
        connection.execute(NOTE, {"n": n})
        return n

    return work


async def noted(database: Database) -> list[int]:
    return [row.n for row in await database.rows(text("SELECT n FROM notes ORDER BY n"))]


def count_commits(database: Database) -> list[object]:
    commits: list[object] = []
    event.listen(database._engine, "commit", commits.append)
    return commits


async def test_writes_that_wait_share_a_commit(database: Database) -> None:
    """Writes that arrive together cost one commit, and each gets its own result."""
    commits = count_commits(database)
    results = await asyncio.gather(*(database.write(note(n)) for n in range(1, MAX_BATCH + 1)))
    assert results == list(range(1, MAX_BATCH + 1))
    assert len(commits) == 1
    assert await noted(database) == results


async def test_a_batch_has_an_end(database: Database) -> None:
    """More writes than a transaction may hold are carried out in several."""
    commits = count_commits(database)
    await asyncio.gather(*(database.write(note(n)) for n in range(1, 2 * MAX_BATCH + 2)))
    assert len(commits) == 3


async def test_bad_write_costs_the_others_nothing(database: Database) -> None:
    """A write that fails is undone alone; those that shared its transaction are carried out."""
    await database.write(note(2))
    results = await asyncio.gather(
        *(database.write(note(n)) for n in (1, 2, 3)), return_exceptions=True
    )
    assert (results[0], results[2]) == (1, 3)
    assert isinstance(results[1], StateConflictError)
    assert await noted(database) == [1, 2, 3]


async def test_mistake_in_the_code_comes_through(database: Database) -> None:
    """An error that is no outage reaches the caller as it is, and what was done is undone."""

    def work(connection: Connection) -> None:
        connection.execute(NOTE, {"n": 1})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(work)
    assert await noted(database) == []


async def test_leaving_early_does_not_undo(database: Database) -> None:
    """A caller that stops waiting changes nothing about the write, nor about the next."""
    first = asyncio.create_task(database.write(note(1)))
    await asyncio.sleep(0)
    first.cancel()
    assert await database.write(note(2)) == 2
    assert await noted(database) == [1, 2]


async def test_closing_finishes_what_waits(sqlite_store: Store) -> None:
    """What was to be written when the store is closed is written; later writes are refused."""
    path = sqlite_store.directory / "notes.sqlite3"
    async with Database(sqlite_engine(path), path=str(path)) as database:
        await database.change(text("CREATE TABLE notes (n INTEGER PRIMARY KEY)"))
        writes = [asyncio.create_task(database.write(note(n))) for n in (1, 2)]
        await asyncio.sleep(0)
    assert await asyncio.gather(*writes) == [1, 2]
    with pytest.raises(RuntimeError, match="closed"):
        await database.write(note(3))


async def test_full_disk_is_told_and_got_over(database: Database) -> None:
    """A store without room says so to everyone who waits, keeps what it has, and recovers."""
    await database.change(text("CREATE TABLE papers (body TEXT)"))
    paper = text("INSERT INTO papers VALUES (zeroblob(9000))")
    (pages,) = await database.rows(text("PRAGMA page_count"))

    async def allow(n_pages: int) -> None:
        def work(connection: Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {n_pages}")

        await database.write(work)

    await database.write(note(1))
    await allow(pages[0] + 1)
    failures = await asyncio.gather(
        database.change(paper), database.write(note(2)), return_exceptions=True
    )
    assert [type(failure) for failure in failures] == [DiskFullError, DiskFullError]
    assert await noted(database) == [1]
    await allow(1_000_000)
    assert await database.change(paper) == 1
    assert await database.write(note(2)) == 2


async def test_reads_do_not_wait_for_a_write(database: Database) -> None:
    """What is committed can be read while a write is under way, which is not seen yet."""
    begun, go_on = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        connection.execute(NOTE, {"n": 1})
        begun.set()
        go_on.wait()

    write = asyncio.create_task(database.write(work))
    await asyncio.to_thread(begun.wait)
    assert await noted(database) == []
    go_on.set()
    await write
    assert await noted(database) == [1]
