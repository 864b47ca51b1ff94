"""What is left when a program that works on the state is killed without a warning?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.state.backlog import UpdateState
from bot.state.clock import utc_ms
from bot.state.errors import DiskFullError
from bot.state.inbox import Arrival
from bot.state.opening import State, open_state
from tests.support.disks import small_disk
from tests.support.state_program import N_CHATS, announcements
from tests.support.stores import Store

ROOT = Path(__file__).parents[2]


def killed_after(n_lines: int, action: str, store: Store) -> list[list[str]]:
    """Run the program until it has printed so many lines, kill it, and give all it printed."""
    arguments = [action, str(store.directory), *([store.address] if store.address else [])]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.state_program", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(n_lines)]
        program.kill()
        lines += program.stdout.readlines()
    store.clock.now = utc_ms()  # by which the program went
    return [line.split() for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("n_lines", [1, 2, 7, 30])
async def test_put_is_safe(store: Store, n_lines: int) -> None:
    """Every update whose `put` returned before the kill is there afterwards, whole, in order."""
    lines = killed_after(n_lines, "put", store)
    assert len(lines) >= n_lines
    told = [int(word) for _, *ids in lines for word in ids]
    async with store.open() as state:
        kept = await state.inbox.unfinished()
        ids = [found.update_id for found in kept]
        assert ids[: len(told)] == told
        # One batch may have been committed and not told; half a batch never.
        assert len(ids) % 3 == 0
        assert ids == list(range(1, len(ids) + 1))
        claims = await state.inbox.claim(N_CHATS)
        assert [claim.payload for claim in claims] == [
            f'{{"update_id": {claim.update_id}}}' for claim in claims
        ]


@pytest.mark.parametrize("n_lines", [1, 2, 5, 20, 61])
async def test_work_is_finished_by_the_next(store: Store, n_lines: int) -> None:
    """What was done before the kill stays done; all else is handed out, each chat in order."""
    n_updates = 100
    async with store.open() as state:
        await state.inbox.put([Arrival(n, n % N_CHATS, "{}") for n in range(1, n_updates + 1)])
    lines = killed_after(n_lines, "work", store)
    told_done = {int(n) for word, n in lines if word == "done"}
    told_claimed = {int(n) for word, n in lines if word == "claimed"}
    store.lose_instances()
    worked: list[int] = []
    async with store.open() as state:
        rows = await state.database.rows(text("SELECT update_id FROM inbox WHERE state = 'done'"))
        done = {row.update_id for row in rows}
        while claims := await state.inbox.claim(100):
            for claim in claims:
                worked.append(claim.update_id)
                assert await state.inbox.done(claim)
    assert told_done <= done <= told_claimed
    assert sorted([*done, *worked]) == list(range(1, n_updates + 1))
    for chat in range(N_CHATS):
        of_chat = [n for n in worked if n % N_CHATS == chat]
        assert of_chat == sorted(of_chat)


async def test_update_that_kills_is_put_aside(store: Store) -> None:
    """An update on which three programs die is parked; the rest is worked through."""
    async with store.open() as state:
        await state.inbox.put([Arrival(n, 1, "{}") for n in (1, 2)])
    for _ in range(3):
        async with store.open() as state:
            (claim,) = await state.inbox.claim(5)
            assert claim.update_id == 1
        store.lose_instances()
    async with store.open() as state:
        (claim,) = await state.inbox.claim(5)
        assert claim.update_id == 2
        assert (await state.inbox.unfinished())[0].state is UpdateState.PARKED


@pytest.mark.parametrize("n_lines", [1, 2, 9])
async def test_sends_repeat_at_most_once(store: Store, n_lines: int) -> None:
    """After a kill, what was sent is not sent again, and what may have been is, once, marked."""
    async with store.open() as state:
        await state.outbox.queue(announcements(20))
    lines = killed_after(n_lines, "send", store)
    told_sent = {key for word, key in lines if word == "sent"}
    told_sending = {key for word, key in lines if word == "sending"}
    store.lose_instances()
    again: list[str] = []
    repeats = set()
    async with store.open() as state:
        rows = await state.database.rows(text("SELECT key FROM outbox WHERE state = 'sent'"))
        sent = {row.key for row in rows}
        while dues := await state.outbox.claim(5):
            for due in dues:
                again.append(due.key)
                repeats |= {due.key} if due.is_repeat else set()
                await state.outbox.sent(due.key, 2)
    assert told_sent <= sent <= told_sending
    assert sorted([*sent, *again]) == [message.key for message in announcements(20)]
    assert told_sending - sent <= repeats


class TestFullDisk:
    """On a file system that is really full, where this machine lets a test make one."""

    @pytest.fixture
    def disk(self, tmp_path: Path) -> Iterator[Path]:
        with small_disk(tmp_path / "disk", "800k") as disk:
            yield disk

    async def fill(self, state: State) -> int:
        """Put updates until there is no room; gives how many were taken."""
        for n in range(1, 1000):
            try:
                await state.inbox.put([Arrival(n, n, "x" * 5_000)])
            except DiskFullError:
                return n - 1
        raise AssertionError("the disk did not fill up")

    async def test_full_while_running(self, disk: Path) -> None:
        """A full disk is told, keeps what was safe, and is got over once there is room."""
        ballast = disk / "ballast"
        ballast.write_bytes(b"\0" * 100_000)
        async with open_state(None, directory=disk) as state:
            n_safe = await self.fill(state)
            assert (await state.inbox.depth()).new == n_safe
            ballast.unlink()
            assert await state.inbox.put([Arrival(n_safe + 1, 1, "x" * 5_000)]) == 1
        async with open_state(None, directory=disk) as state:
            assert (await state.inbox.depth()).new == n_safe + 1

    async def test_full_at_the_start(self, disk: Path) -> None:
        """A disk that is full at the start is told, and nothing is lost or set aside."""
        async with open_state(None, directory=disk) as state:
            await state.inbox.put([Arrival(1, 1, "{}")])
        ballast = disk / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 4096)
        with pytest.raises(DiskFullError):
            async with open_state(None, directory=disk):
                pass
        ballast.unlink()
        async with open_state(None, directory=disk) as state:
            assert state.set_aside is None
            assert len(await state.inbox.claim(5)) == 1
