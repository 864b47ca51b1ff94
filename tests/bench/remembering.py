"""How many updates a second does each store take in, hand out and see done, each of them safe?"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.state.inbox import Arrival, Inbox
from bot.state.opening import open_state
from tests.bench.timing import table
from tests.support.postgres import postgres_server

N_UPDATES = 1_000
N_SINGLE = 100
PAYLOAD = '{"message": {"text": "' + "问" * 300 + '"}}'


def bench_state() -> None:
    """Work updates through on SQLite and on PostgreSQL, both waiting for the disk."""
    print(f"{N_UPDATES} updates of a kilobyte through the inbox; every step waits for the disk\n")
    rows: dict[str, list[object]] = {}
    with tempfile.TemporaryDirectory() as directory, _stores(Path(directory)) as stores:
        for address in stores:
            for name, figure in asyncio.run(_figures(address, Path(directory))).items():
                rows.setdefault(name, [name]).append(figure)
    table(("", "SQLite", "PostgreSQL"), rows.values())


@contextmanager
def _stores(directory: Path) -> Iterator[tuple[str | None, str]]:
    with postgres_server(directory, waits_for_disk=True) as server:
        yield None, server.new_database()


async def _figures(address: str | None, directory: Path) -> dict[str, float]:
    async with open_state(address, directory=directory) as state:
        inbox = state.inbox
        return {
            "updates/s, arriving by 100, of 500 chats": await _rate(inbox, by=100, n_chats=500),
            "updates/s, arriving one by one": await _rate(inbox, by=1, n_chats=500, first=10_000),
            "updates/s, all of one chat": await _rate(inbox, by=100, n_chats=1, first=20_000),
            "put, ms": await _put_ms(inbox, first=30_000),
        }


async def _rate(inbox: Inbox, *, by: int, n_chats: int, first: int = 0) -> float:
    """Put updates in while working them through; gives how many a second."""
    started = perf_counter()
    async with asyncio.TaskGroup() as group:
        group.create_task(_put(inbox, range(first, first + N_UPDATES), by, n_chats))
        group.create_task(_work(inbox))
    return N_UPDATES / (perf_counter() - started)


async def _put(inbox: Inbox, ids: range, by: int, n_chats: int) -> None:
    for start in range(ids.start, ids.stop, by):
        batch = range(start, min(start + by, ids.stop))
        await inbox.put([Arrival(n, n % n_chats, PAYLOAD) for n in batch])


async def _work(inbox: Inbox) -> None:
    """Claim as the bot does: what is free, as soon as something is."""
    n_done = 0
    under_way: set[asyncio.Task[bool]] = set()
    while n_done < N_UPDATES:
        claims = await inbox.claim(16 - len(under_way))
        under_way |= {asyncio.create_task(inbox.done(claim)) for claim in claims}
        if not under_way:
            await inbox.wait(1.0)
            continue
        finished, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        n_done += len(finished)


async def _put_ms(inbox: Inbox, *, first: int) -> float:
    waits = []
    for n in range(first, first + N_SINGLE):
        started = perf_counter()
        await inbox.put([Arrival(n, n, PAYLOAD)])
        waits.append((perf_counter() - started) * 1000)
    return median(waits)
