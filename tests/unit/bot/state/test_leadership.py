"""Who leads where several instances share a store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.state.leadership import Lead
from bot.state.opening import State
from tests.support.postgres import PostgresServer
from tests.support.stores import Store


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.state.leadership.LOOK_EVERY_S", 0.02)


class Follower:
    """An instance that says when it leads, and does so until told to stop."""

    def __init__(self, state: State, lead: Lead = Lead.SCHEDULES) -> None:
        self.leads = asyncio.Event()
        self.stop = asyncio.Event()
        self.n_begun = 0
        self.task = asyncio.create_task(state.leadership.lead(lead, self._work, self.stop))

    async def _work(self) -> None:
        self.n_begun += 1
        self.leads.set()
        try:
            await self.stop.wait()
        finally:
            self.leads.clear()


@asynccontextmanager
async def led(state: State, lead: Lead = Lead.SCHEDULES) -> AsyncIterator[Follower]:
    follower = Follower(state, lead)
    try:
        yield follower
    finally:
        follower.stop.set()
        await follower.task


async def test_one_leads_and_the_next_takes_over(postgresql_store: Store) -> None:
    """The second begins when the first has ended, and not before."""
    async with postgresql_store.open() as one, postgresql_store.open() as two, led(one) as first:
        await first.leads.wait()
        async with led(two) as second:
            await asyncio.sleep(0.2)
            assert not second.leads.is_set()
            first.stop.set()
            await asyncio.wait_for(second.leads.wait(), 5)


async def test_each_lead_is_its_own(postgresql_store: Store) -> None:
    """Who leads the schedules does not keep another from polling."""
    async with (
        postgresql_store.open() as one,
        postgresql_store.open() as two,
        led(one, Lead.SCHEDULES) as first,
        led(two, Lead.POLLING) as second,
    ):
        await asyncio.wait_for(first.leads.wait(), 5)
        await asyncio.wait_for(second.leads.wait(), 5)


async def test_a_lead_that_the_server_took_back_is_given_up(
    postgresql: PostgresServer, postgresql_store: Store
) -> None:
    """Where the connection breaks, the work is cancelled and begun again under a new lock."""
    async with postgresql_store.open() as state, led(state) as only:
        await only.leads.wait()
        postgresql.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
        )
        async with asyncio.timeout(5):
            while only.n_begun < 2:  # noqa: ASYNC110 # no event tells
                await asyncio.sleep(0.01)
        assert only.leads.is_set()


async def test_a_follower_stops_when_told(postgresql_store: Store) -> None:
    """It need not lead for that."""
    async with postgresql_store.open() as one, postgresql_store.open() as two, led(one) as first:
        await first.leads.wait()
        second = Follower(two)
        second.stop.set()
        await asyncio.wait_for(second.task, 5)
        assert second.n_begun == 0


async def test_the_only_instance_leads(sqlite_store: Store) -> None:
    """An SQLite store has one; what its work raises comes through."""

    async def work() -> None:
        raise ZeroDivisionError

    async with sqlite_store.open() as state:
        with pytest.raises(ZeroDivisionError):
            await state.leadership.lead(Lead.POLLING, work, asyncio.Event())
