"""Which processes answer for a bot, or for a test?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

LOOK_EVERY_S = 0.02


def answering_processes(parent: int) -> list[int]:
    """List the answering processes that a process has started and that are there; proc(5)."""
    return [
        pid
        for task in Path(f"/proc/{parent}/task").iterdir()
        for pid in map(int, (task / "children").read_text("ascii").split())
        if b"bot.answering.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def is_there(pid: int) -> bool:
    """Say whether a process is there, ended and not yet waited for included."""
    return Path(f"/proc/{pid}").exists()


async def until(holds: Callable[[], Awaitable[bool]], timeout_s: float = 60.0) -> None:
    """Wait until something holds of another process, of which no word comes here.

    Raises:
        TimeoutError: it does not.
    """
    async with asyncio.timeout(timeout_s):
        while not await holds():  # noqa: ASYNC110 - nobody here could set an event
            await asyncio.sleep(LOOK_EVERY_S)
