"""What is queued goes out, on a real state and a loopback server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.letters import Letter, outgoing
from bot.state.clock import MINUTE_MS, utc_ms
from bot.telegram.dispatching import Dispatch
from tests.support.botapi.calls import Call
from tests.support.botapi.faults import HtmlError
from tests.support.desks import Stage, staged
from tests.support.disks import fill, small_disk


@asynccontextmanager
async def dispatching(stage: Stage) -> AsyncIterator[None]:
    """Send what is queued; what is put off by less than a minute is due at once."""
    dispatch = Dispatch(stage.desk, resent="again", clock=lambda: utc_ms() - MINUTE_MS)
    running = asyncio.create_task(dispatch.run())
    try:
        yield
    finally:
        await dispatch.drain(1.0)
        await running


async def test_what_is_put_off_while_the_disk_is_full_goes_out_when_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It waits for room to be noted as put off, not for the next start."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setattr("bot.telegram.sending.PATIENCE_S", 0.0)
    monkeypatch.setattr("bot.state.noting.STATE_PAUSE_S", 0.01)
    fillers: list[Path] = []
    failed = asyncio.Event()

    def look(record: logging.LogRecord) -> bool:
        if record.msg == "outbox not written":
            failed.set()
        return True

    with small_disk(tmp_path / "small", "2m") as directory:

        def disk_is_full(call: Call) -> bool:
            fillers.append(fill(directory))
            return True

        async with staged(directory) as stage:
            stage.server.faults.plan("sendMessage", HtmlError(), when=disk_is_full)
            letter = Letter(chat=stage.asked.chat_id, html="98%", plain="98%")
            await stage.state.outbox.queue(outgoing([letter], key="announce:1:2026-11-24"))
            async with dispatching(stage):
                with caplog.filtering(look):
                    await asyncio.wait_for(failed.wait(), 10)
                fillers[0].unlink()
                await stage.alice.chat.until(lambda: stage.texts == ["98%"])
