"""Who answers when one process is too few, and what if one of them dies?

Processes that do nothing else take the work of the engine off the bot's own: each question goes to
the one that has the fewest. One that ends, or says nothing for long, is replaced, and what it was
asked is asked of another. What none of them can answer is left to the bot itself, so that a
question is never worse off than without them.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from bot.answering.responding import Inquiry, Response
from bot.answering.wire import Done, Job, Ready, Setup, read_line, write_line

N_TRIES = 2  # at a question whose process died: then it is left to the bot
STUCK_S = 15.0  # without a word from a process that was asked something; answers take milliseconds
END_S = 1.0  # for a process to end by itself
#: Before a process is replaced, twice as long each time that it did not last.
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 60.0
MAX_LINE_BYTES = 1 << 20  # a reply is some kilobytes

_LOG = logging.getLogger(__name__)

T = TypeVar("T")


class Workers:
    """Processes that answer; a context manager, which ends them.

    Args:
        n: how many; with 0, `respond` answers nothing.
        setup: what they work with; asked for at each start of one. `None` where the generation is
            only in memory, and no other process can map it.
    """

    def __init__(self, n: int, setup: Callable[[], Setup | None]) -> None:
        self._n = n
        self._setup = setup
        self._ready: list[_Worker] = []
        self._keepers: list[asyncio.Task[None]] = []

    @property
    def n_ready(self) -> int:
        """Count the processes that may be asked."""
        return len(self._ready)

    async def __aenter__(self) -> Self:
        """Begin to start them; nobody waits for that."""
        self._keepers = [asyncio.create_task(self._keep()) for _ in range(self._n)]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End them."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def respond(self, inquiry: Inquiry, generation: str | None) -> Response | None:
        """Have a question answered from a generation; `None` where nobody here can."""
        if generation is None:
            return None
        line = write_line(Job(generation=generation, inquiry=inquiry))
        for _ in range(N_TRIES):
            if not self._ready:
                return None
            worker = min(self._ready, key=lambda worker: worker.n_asked)
            with suppress(_LostError):
                return (await worker.ask(line)).response
        return None

    async def _keep(self) -> None:
        """Keep one process answering, until cancelled."""
        pause_s = FIRST_PAUSE_S
        while True:
            started = monotonic()
            setup = self._setup()
            if setup is not None:
                try:
                    async with _started(setup) as worker:
                        await self._serve(worker)
                    _LOG.warning("answering process ended", extra={"code": worker.exit_code})
                except Exception:  # without them the bot answers by itself
                    _LOG.exception("no answering process")
            lasted = monotonic() - started > LONGEST_PAUSE_S
            pause_s = FIRST_PAUSE_S if lasted else min(pause_s * 2, LONGEST_PAUSE_S)
            await asyncio.sleep(pause_s)

    async def _serve(self, worker: _Worker) -> None:
        """Have a process asked for as long as it lives."""
        if not await worker.is_ready():
            return
        self._ready.append(worker)
        try:
            await worker.listen()
        finally:
            self._ready.remove(worker)
            worker.give_up()


class _LostError(Exception):
    """The process ended before it answered."""


class _Worker:
    """One process that answers, and what it was asked."""

    def __init__(self, process: Process, setup: Setup) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("a worker is started with pipes")
        self._process = process
        self._stdin = process.stdin
        self._stdout = process.stdout
        self._asked: deque[asyncio.Future[Done]] = deque()
        self._heard_at = monotonic()
        self._stdin.write(write_line(setup))

    @property
    def n_asked(self) -> int:
        """Count the questions that it has not answered yet."""
        return len(self._asked)

    @property
    def exit_code(self) -> int | None:
        """Give the code with which it ended."""
        return self._process.returncode

    async def is_ready(self) -> bool:
        """Wait until it answers; false where it ends before."""
        return bool(await self._read(Ready))

    async def ask(self, line: bytes) -> Done:
        """Have a question answered.

        Raises:
            _LostError: the process ended before.
        """
        answered: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        if not self._asked:
            self._heard_at = monotonic()
        self._asked.append(answered)
        self._stdin.write(line)
        try:
            return await answered
        except asyncio.CancelledError:
            # Nobody waits any more: were the process at fault, the next one would wait as long.
            if monotonic() - self._heard_at > STUCK_S:
                self._process.kill()
            raise

    async def listen(self) -> None:
        """Take in what it says, until it ends."""
        while (done := await self._read(Done)) is not None:
            self._heard_at = monotonic()
            answered = self._asked.popleft()
            if not answered.done():
                answered.set_result(done)

    def give_up(self) -> None:
        """Tell all who wait that it has ended."""
        for answered in self._asked:
            if not answered.done():
                answered.set_exception(_LostError())

    async def end(self) -> None:
        """End the process, by force where it does not end by itself."""
        self._stdin.close()
        try:
            async with asyncio.timeout(END_S):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _read(self, kind: type[T]) -> T | None:
        try:
            return read_line(await self._stdout.readuntil(), kind)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, msgspec.DecodeError):
            return None


@asynccontextmanager
async def _started(setup: Setup) -> AsyncIterator[_Worker]:
    # Not our settings: the token is none of its business.
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("YOUJU_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-P", "-m", "bot.answering.worker"),
        stdin=PIPE,
        stdout=PIPE,
        limit=MAX_LINE_BYTES,
        env={**inherited, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    worker = _Worker(process, setup)
    try:
        yield worker
    finally:
        await worker.end()
