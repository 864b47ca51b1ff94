"""How each kind of store is opened."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import make_url, text

from bot.state.engines import postgres_engine
from bot.state.errors import DriverMissingError
from tests.support.stores import Store


@pytest.mark.parametrize(
    "name, expected",
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5_000)],
)
async def test_sqlite_commits_to_the_disk(
    sqlite_store: Store, name: str, expected: object
) -> None:
    """Every connection to a file is durable: a write-ahead log, synced at every commit."""
    async with sqlite_store.open() as state:
        (row,) = await state.database.rows(text(f"PRAGMA {name}"))
    assert row[0] == expected


@pytest.mark.parametrize(
    "name, expected", [("synchronous_commit", "on"), ("statement_timeout", "15s")]
)
async def test_postgresql_commits_to_the_disk(
    postgresql_store: Store, name: str, expected: str
) -> None:
    """Every connection to a server waits for its disk, and for nothing else for long."""
    async with postgresql_store.open() as state:
        (row,) = await state.database.rows(text(f"SHOW {name}"))
    assert row[0] == expected


def test_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without psycopg, the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DriverMissingError) as caught:
        postgres_engine(make_url("postgresql://localhost/youju"))
    assert caught.value.extra == "postgres"


def test_address_has_the_last_word() -> None:
    """What an operator writes into the address wins over what is set here."""
    engine = postgres_engine(make_url("postgresql://db/youju?connect_timeout=3&sslmode=require"))
    assert engine.url.query["connect_timeout"] == "3"
    assert engine.url.query["sslmode"] == "require"
    assert engine.url.query["tcp_user_timeout"] == "30000"
