"""How everything is opened together, and what can stand in the way."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.state.errors import (
    StateAddressError,
    StateLockedError,
    StateUnavailableError,
)
from bot.state.inbox import Arrival
from bot.state.leases import LEASE_MS
from bot.state.opening import FILE_NAME, RENEW_EVERY_S, open_state
from tests.support.postgres import PostgresServer
from tests.support.stores import Store

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    "address, scheme",
    [("mysql://localhost/youju", "mysql"), ("sqlite://", "sqlite"), ("no address", "no address")],
)
async def test_unknown_address_is_refused(tmp_path: Path, address: str, scheme: str) -> None:
    """An address that names no store, or one in memory, is refused."""
    with pytest.raises(StateAddressError) as caught:
        async with open_state(address, directory=tmp_path):
            pass
    assert caught.value.scheme == scheme


async def test_file_stands_where_the_address_says(tmp_path: Path) -> None:
    """An SQLite address names its file; without one it stands in the state directory."""
    wanted = tmp_path / "elsewhere" / "bot.db"
    async with open_state(f"sqlite:///{wanted}", directory=tmp_path / "var") as state:
        await state.inbox.depth()
    assert wanted.exists()
    async with open_state(None, directory=tmp_path / "var") as state:
        await state.inbox.depth()
    assert (tmp_path / "var" / FILE_NAME).exists()


async def test_second_instance_is_refused_on_a_file(sqlite_store: Store) -> None:
    """A file has one bot at a time; when that has ended, the next may come."""
    async with sqlite_store.open():
        with pytest.raises(StateLockedError):
            async with sqlite_store.open():
                pass
    async with sqlite_store.open() as state:
        await state.inbox.depth()


async def test_restart_on_a_file_waits_for_no_lease(sqlite_store: Store) -> None:
    """On a file no other instance can be: what was in work is handed out again at once."""
    async with sqlite_store.open() as state:
        await state.inbox.put([Arrival(1, 501, "{}")])
        await state.inbox.claim(1)
    async with sqlite_store.open() as state:
        assert len(await state.inbox.claim(1)) == 1


async def test_damaged_file_does_not_stop_the_start(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged file is set aside and told, and the bot starts on an empty one."""
    path = sqlite_store.directory / FILE_NAME
    path.write_bytes(b"\0damaged" * 1000)
    with caplog.at_level(logging.ERROR):
        async with sqlite_store.open() as state:
            assert state.set_aside is not None
            assert state.set_aside.read_bytes() == b"\0damaged" * 1000
            assert await state.inbox.put([Arrival(1, 501, "{}")]) == 1
    assert "state was damaged and is set aside" in caplog.messages
    async with sqlite_store.open() as state:
        assert state.set_aside is None
        assert len(await state.inbox.claim(1)) == 1


async def test_failed_opening_lets_go_of_the_file(sqlite_store: Store) -> None:
    """An opening that fails half way leaves no lock behind."""
    async with sqlite_store.open() as state:
        (known,) = await state.database.rows(text("SELECT version_num FROM alembic_version"))
        await state.database.change(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Exception, match="9999"):
        async with sqlite_store.open():
            pass
    with sqlite_store.engine().begin() as connection:
        version = {"known": known.version_num}
        connection.execute(text("UPDATE alembic_version SET version_num = :known"), version)
    connection.engine.dispose()
    async with sqlite_store.open() as state:
        await state.inbox.depth()


async def test_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A PostgreSQL that does not answer is an outage, and the password stays out of its line."""
    address = f"postgresql://youju:secret@/youju?host={tmp_path}"
    with pytest.raises(StateUnavailableError) as caught:
        async with open_state(address, directory=tmp_path):
            pass
    assert "secret" not in str(caught.value)


async def test_server_that_came_back_is_used(
    postgresql: PostgresServer, postgresql_store: Store
) -> None:
    """Connections that the server has cut are replaced, and writes go on."""
    async with postgresql_store.open() as state:
        await state.inbox.put([Arrival(1, 501, "{}")])
        postgresql.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        assert await state.inbox.put([Arrival(2, 501, "{}")]) == 1
        assert [claim.update_id for claim in await state.inbox.claim(5)] == [1]


async def test_lease_is_renewed_by_itself(
    postgresql_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An instance says again and again that it is there, without being asked."""
    assert RENEW_EVERY_S * 1000 * 2 < LEASE_MS
    monkeypatch.setattr("bot.state.opening.RENEW_EVERY_S", 0.01)
    async with postgresql_store.open() as state:
        await state.inbox.put([Arrival(1, 501, "{}")])
        await state.inbox.claim(1)
        postgresql_store.clock.advance(LEASE_MS // 2)
        async with asyncio.timeout(10):
            while True:
                (row,) = await state.database.rows(text("SELECT lease_until FROM inbox"))
                if row.lease_until == postgresql_store.clock() + LEASE_MS:
                    break
                await asyncio.sleep(0.01)


def test_errors_cost_no_database_library() -> None:
    """The errors can be told about without loading what only a running bot needs."""
    program = (
        "import sys, bot.cli, bot.state.errors\n"
        "print([name for name in ('sqlalchemy', 'alembic', 'psycopg') if name in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout == "[]\n"
