from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.letters import Letter
from bot.ops.housekeeping import Housekeeping
from bot.replies.texts import Language, Texts
from bot.state.backups import BACKUP_NAME
from bot.state.clock import DAY_MS
from bot.state.inbox import MAX_ATTEMPTS, Arrival
from bot.state.opening import open_state
from tests.support.stores import StillClock

ADMINS = (7, 8)


async def test_admins_are_told_once_of_an_update_that_kills(tmp_path: Path) -> None:
    """Each gets one message that names the last one, however often one looks."""
    for n in range(MAX_ATTEMPTS + 1):
        async with open_state(None, directory=tmp_path) as state:
            if n == 0:
                await state.inbox.put([Arrival(41, 1, "{}")])
            await state.inbox.claim(1)  # and the program ends
    async with open_state(None, directory=tmp_path) as state:
        keeping = Housekeeping(state, admin_ids=ADMINS, texts=Texts(Language.EN))
        assert await keeping.tell_parked() == len(ADMINS)
        assert await keeping.tell_parked() == 0
        letters = [Letter.from_json(due.payload) for due in await state.outbox.claim(10)]
        assert [letter.chat for letter in letters] == [*ADMINS]
        assert letters[0].plain.startswith("1 updates of the last day could not be worked on")
        assert "41 last" in letters[0].plain


async def test_the_daily_copy_is_made(tmp_path: Path) -> None:
    """Beside the state."""
    async with open_state(None, directory=tmp_path) as state:
        await Housekeeping(state, admin_ids=(), texts=Texts(Language.EN)).keep_house()
    assert (tmp_path / BACKUP_NAME).is_file()


async def test_a_copy_that_cannot_be_made_is_tried_again_before_the_next_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Within hours there may be room again."""
    monkeypatch.setattr("bot.ops.housekeeping.LOOK_EVERY_S", 0.01)
    clock, copy = StillClock(), tmp_path / BACKUP_NAME
    copy.mkdir()  # nothing can take its place
    async with open_state(None, directory=tmp_path, clock=clock) as state:
        keeping = Housekeeping(state, admin_ids=(), texts=Texts(Language.EN), clock=clock)
        running = asyncio.create_task(keeping.run())
        try:
            clock.advance(DAY_MS)
            async with asyncio.timeout(30):
                while "housekeeping put off" not in caplog.text:
                    await state.inbox.wait(0.01)
                copy.rmdir()
                clock.advance(DAY_MS // 2)
                while not copy.is_file():
                    await state.inbox.wait(0.01)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
