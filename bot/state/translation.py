"""Which of our errors is an error of the database library?

The seam: nothing above this room sees an error of SQLAlchemy, of a driver or of SQLite. What is
left as it is, is a mistake in the code here (a statement that is wrong, a value that a constraint
refuses) and must not be taken for an outage.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.state.errors import (
    DiskFullError,
    StateConflictError,
    StateCorruptError,
    StateError,
    StateUnavailableError,
)

# Result codes of SQLite: https://www.sqlite.org/rescode.html
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}  # the latter where it is opened
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNUSABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
}
_TAKEN = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}

# SQLSTATE of PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
_PG_FULL = {"53100"}  # disk_full
_PG_RACED = {"23505", "40001", "40P01", "55P03"}  # unique, serialisation, deadlock, lock timeout
#: Classes: connection, no resources, limits, intervention (shut down), system, and who may log in.
_PG_UNUSABLE = ("08", "53", "54", "57", "58", "28", "3D")


@contextmanager
def translated(*, path: str) -> Iterator[None]:
    """Raise our error for the library's, with the library's as its cause; `path` is the store."""
    try:
        yield
    except DBAPIError as error:
        ours = state_error(error.orig, path=path)
        if ours is None:
            raise
        raise ours from error
    except PoolTimeoutError as error:
        raise StateUnavailableError(reason="no free connection") from error
    except sqlite3.Error as error:
        ours = state_error(error, path=path)
        if ours is None:
            raise
        raise ours from error


def state_error(error: BaseException | None, *, path: str) -> StateError | None:
    """Choose our error for a driver's; `None` for what is a mistake in the code."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, path)
    return _of_postgres(error)


def _of_sqlite(error: sqlite3.Error, path: str) -> StateError | None:
    extended = getattr(error, "sqlite_errorcode", None)
    if extended is None:
        # Python's own complaints carry no code; "file is not a database" is one from SQLite.
        return None
    code = extended & 0xFF
    if _FULL & {code, extended}:
        return DiskFullError()
    if code in _DAMAGED:
        return StateCorruptError(path=path)
    if code in _UNUSABLE:
        return StateUnavailableError(reason=str(error))
    if extended in _TAKEN:
        return StateConflictError(reason=str(error))
    return None


def _of_postgres(error: BaseException | None) -> StateError | None:
    state = getattr(error, "sqlstate", None)
    reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
    if state is None:
        # psycopg gives no state where the server said nothing: it is not there, or has gone.
        gone = type(error).__name__ in ("OperationalError", "ConnectionTimeout", "InterfaceError")
        return StateUnavailableError(reason=reason) if gone else None
    if state in _PG_FULL:
        return DiskFullError()
    if state in _PG_RACED:
        return StateConflictError(reason=reason)
    return StateUnavailableError(reason=reason) if state[:2] in _PG_UNUSABLE else None
