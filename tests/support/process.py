"""How does a test run the bot as its users run it: as a process that can be killed?

async with BotApiServer() as server:
    bot = BotProcess(server, corpus=seeds, state=tmp_path)
    await bot.start()
    ...
    await bot.kill()      # no goodbye: SIGKILL
    await bot.start()     # the same bot again, with what it had written down
    await bot.stop()
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.botapi.server import BotApiServer
from tests.support.botapi.signals import Pulse

ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "COVERAGE_PROCESS_CONFIG")


def cpu_s(pid: int) -> float:
    """Give the seconds of a core that a process has used."""
    # After the name, which may hold anything: utime is the 12th field from there; proc(5).
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class ProcessEndedError(RuntimeError):
    """The process ended although it should run; the message holds the end of its stderr."""


class BotProcess:
    """The bot, in a process of its own."""

    def __init__(
        self,
        server: BotApiServer,
        *,
        corpus: Path,
        state: Path,
        arguments: Sequence[str] = ("-m", "bot", "run"),
        env: Mapping[str, str] | None = None,
        ready_on: str = "getUpdates",
    ) -> None:
        self.server = server
        self.arguments = tuple(arguments)
        self.ready_on = ready_on
        self.env = {
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
            "YOUJU_TELEGRAM_TOKEN": server.token,
            "YOUJU_TELEGRAM_API_URL": server.url,
            "YOUJU_CORPUS_DIR": str(corpus),
            "YOUJU_STATE_DIR": str(state),
            # A test would wait a second for each answer; those of the limits set their own.
            "YOUJU_SEND_LIMITS": "off",
            **(env or {}),
        }
        self.lines: list[str] = []  #: of stderr, of all runs
        self._printed = Pulse()
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start and wait until it is ready."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, if it still runs; by force if it does not listen."""
        if self.is_running:
            try:
                await self.stop()
            except TimeoutError:
                await self.kill()

    @property
    def is_running(self) -> bool:
        """Say whether the process is there."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        """Give the process id."""
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process.pid

    @property
    def resident_bytes(self) -> int:
        """Give how much memory the process has now."""
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * resource.getpagesize()

    @property
    def cpu_s(self) -> float:
        """Give the seconds of a core that the process has used."""
        return cpu_s(self.pid)

    @property
    def stderr(self) -> str:
        """Give all it wrote to stderr, over all runs."""
        return "\n".join(self.lines)

    async def start(self, timeout_s: float = 30.0, *, wait: bool = True) -> None:
        """Start the process and wait until it asks for updates (or calls `ready_on`).

        Raises:
            ProcessEndedError: it ended instead.
            TimeoutError: it did neither, and was killed.
        """
        if self.is_running:
            raise RuntimeError("the bot runs already")
        before = len(self.server.ledger.made(self.ready_on))
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self.arguments,
            cwd=ROOT,
            env=self.env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._reader = asyncio.create_task(self._read(self._process))
        if wait:
            try:
                await self._until_ready(before, timeout_s)
            except TimeoutError:
                await self.kill()
                raise

    async def stop(self, timeout_s: float = 15.0) -> int:
        """Ask the process to end (SIGTERM) and give its exit code.

        Raises:
            TimeoutError: it did not end.
        """
        os.kill(self.pid, signal.SIGTERM)
        return await self._ended(timeout_s)

    async def kill(self) -> int:
        """End the process without a warning (SIGKILL)."""
        os.kill(self.pid, signal.SIGKILL)
        return await self._ended(10.0)

    async def restart(self) -> None:
        """Kill and start again."""
        await self.kill()
        await self.start()

    async def until_ended(self, timeout_s: float = 30.0) -> int:
        """Wait until the process ends by itself and give its exit code."""
        return await self._ended(timeout_s)

    async def until_stderr(self, text: str, timeout_s: float = 10.0) -> str:
        """Wait for a line of stderr that contains `text`, and give it."""
        return await self._printed.until(
            lambda: next((line for line in self.lines if text in line), None),
            timeout_s,
            f"line with {text!r} on stderr",
        )

    async def _until_ready(self, before: int, timeout_s: float) -> None:
        process = self._process
        ready = asyncio.create_task(
            self.server.until_call_begun(self.ready_on, before + 1, timeout_s)
        )
        ended = asyncio.create_task(process.wait()) if process else None
        tasks = [task for task in (ready, ended) if task is not None]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if ready.done():
            if ended is not None:
                ended.cancel()
            await ready
            return
        ready.cancel()
        code = await self._ended(5.0)
        tail = "\n".join(self.lines[-20:])
        raise ProcessEndedError(f"the bot ended with exit code {code}:\n{tail}")

    async def _ended(self, timeout_s: float) -> int:
        if self._process is None or self._reader is None:
            raise RuntimeError("the bot was not started")
        async with asyncio.timeout(timeout_s):
            code = await self._process.wait()
            await self._reader
        return code

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        if process.stderr is None:
            return
        async for line in process.stderr:
            self.lines.append(line.decode("utf-8", "replace").rstrip("\n"))
            self._printed.beat()
