"""Which of our errors an error of a driver becomes."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from psycopg import errors as pg
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.state.errors import (
    DiskFullError,
    StateConflictError,
    StateCorruptError,
    StateError,
    StateUnavailableError,
)
from bot.state.translation import state_error, translated


def sqlite_failure(name: str, message: str = "it failed") -> sqlite3.Error:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorname = name
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


@pytest.mark.parametrize(
    "name, expected",
    [
        ("SQLITE_FULL", DiskFullError),
        ("SQLITE_IOERR_SHMSIZE", DiskFullError),
        ("SQLITE_CORRUPT", StateCorruptError),
        ("SQLITE_CORRUPT_INDEX", StateCorruptError),
        ("SQLITE_NOTADB", StateCorruptError),
        ("SQLITE_BUSY", StateUnavailableError),
        ("SQLITE_BUSY_SNAPSHOT", StateUnavailableError),
        ("SQLITE_LOCKED", StateUnavailableError),
        ("SQLITE_READONLY", StateUnavailableError),
        ("SQLITE_IOERR_WRITE", StateUnavailableError),
        ("SQLITE_CANTOPEN", StateUnavailableError),
        ("SQLITE_CONSTRAINT_UNIQUE", StateConflictError),
        ("SQLITE_CONSTRAINT_PRIMARYKEY", StateConflictError),
    ],
)
def test_sqlite(name: str, expected: type[StateError]) -> None:
    """SQLite's result codes, extended ones too, are told apart by what can be done about them."""
    assert type(state_error(sqlite_failure(name), path="state.sqlite3")) is expected


@pytest.mark.parametrize(
    "error, expected",
    [
        (pg.DiskFull(), DiskFullError),
        (pg.UniqueViolation(), StateConflictError),
        (pg.DeadlockDetected(), StateConflictError),
        (pg.SerializationFailure(), StateConflictError),
        (pg.AdminShutdown(), StateUnavailableError),
        (pg.CannotConnectNow(), StateUnavailableError),
        (pg.TooManyConnections(), StateUnavailableError),
        (pg.InvalidPassword(), StateUnavailableError),
        (pg.InvalidCatalogName(), StateUnavailableError),
        (pg.QueryCanceled(), StateUnavailableError),
        (
            psycopg.OperationalError("connection refused\nIs the server there?"),
            StateUnavailableError,
        ),
        (pg.ConnectionTimeout("no answer"), StateUnavailableError),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_postgresql(error: Exception, expected: type[StateError]) -> None:
    """PostgreSQL's states, and psycopg's errors without one, are told apart likewise."""
    assert type(state_error(error, path="postgresql://…")) is expected


@pytest.mark.parametrize(
    "error",
    [
        sqlite_failure("SQLITE_ERROR", "no such table: inbox"),
        sqlite_failure("SQLITE_CONSTRAINT_CHECK"),
        sqlite3.ProgrammingError("Cannot operate on a closed database."),
        pg.UndefinedTable(),
        pg.CheckViolation(),
        psycopg.ProgrammingError("the query has 0 placeholders but 1 parameters were passed"),
        None,
    ],
    ids=lambda error: type(error).__name__,
)
def test_mistakes_are_no_outage(error: Exception | None) -> None:
    """A wrong statement or value is a mistake of ours, and is not taken for an outage."""
    assert state_error(error, path="state.sqlite3") is None


def test_cause_is_kept() -> None:
    """The library's error is the cause of ours; ours carries the path and one line."""
    theirs = OperationalError("SELECT 1", {}, sqlite_failure("SQLITE_CORRUPT"))
    with pytest.raises(StateCorruptError) as caught, translated(path="state.sqlite3"):
        raise theirs
    assert caught.value.__cause__ is theirs
    assert str(caught.value) == "state.sqlite3 is damaged"


def test_mistake_is_raised_as_it_is() -> None:
    """What has no place in our tree is raised untouched."""
    theirs = IntegrityError("INSERT", {}, sqlite_failure("SQLITE_CONSTRAINT_CHECK"))
    with pytest.raises(IntegrityError) as caught, translated(path="state.sqlite3"):
        raise theirs
    assert caught.value is theirs


def test_no_free_connection() -> None:
    """A pool that has nothing left is an outage."""
    with pytest.raises(StateUnavailableError), translated(path="state.sqlite3"):
        raise PoolTimeoutError
