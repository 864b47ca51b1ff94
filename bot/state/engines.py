"""How is each kind of store opened so that a commit is on disk?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from bot.state.errors import DriverMissingError

BUSY_TIMEOUT_MS = 5_000  # another program may read the file: a backup, a curious operator
STATEMENT_TIMEOUT_MS = 15_000  # every statement here takes milliseconds

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # with WAL, NORMAL may lose the last commits to a power cut
    "PRAGMA fullfsync = ON",  # macOS: fsync alone stops at the drive's cache; no effect elsewhere
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
)
#: Of the connection, where the address does not say otherwise (libpq, "Parameter Key Words"): a
#: server that went away without a word must not hold the writer up for hours.
_CONNECTION = {"connect_timeout": "10", "tcp_user_timeout": "30000", "keepalives_idle": "30"}
_SETTINGS = (
    "SET synchronous_commit = on",
    f"SET statement_timeout = {STATEMENT_TIMEOUT_MS}",
)


def sqlite_engine(path: Path) -> Engine:
    """Open an SQLite file, which is made where there is none."""
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        # The driver's own idea of when a transaction begins leaves reads outside of it; without
        # it, BEGIN is ours: docs.sqlalchemy.org, "SQLite transactions".
        connect_args={"isolation_level": None},
    )
    event.listen(engine, "connect", partial(_configure, statements=_PRAGMAS))
    event.listen(engine, "begin", _begin)
    return engine


def postgres_engine(url: URL) -> Engine:
    """Open a PostgreSQL database; nothing is connected yet.

    Raises:
        DriverMissingError: psycopg is not installed.
    """
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg", query={**_CONNECTION, **url.query}),
            pool_pre_ping=True,  # the server may have been restarted meanwhile
        )
    except ModuleNotFoundError as error:
        raise DriverMissingError(extra="postgres") from error
    event.listen(engine, "connect", partial(_configure, statements=_SETTINGS))
    return engine


def _configure(connection: Any, record: object, *, statements: Sequence[str]) -> None:
    """Prepare a new connection; `connection` is the driver's."""
    del record
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()
    connection.commit()


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: to ask for it after a read may be refused without waiting.
    writes = connection.get_execution_options().get("is_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
