"""How is the work of a build shared among the cores?

Workers are processes started anew, never forked: the bot that reloads has threads. Small work is
done here, before a worker would have started.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import IO, Self

import msgspec

from retrieval.build.doing import do_task
from retrieval.build.tasks import Message, ReadResult, Task, weight
from retrieval.corpus import Extractors
from retrieval.errors import BuildFailedError
from retrieval.params import Params

MAX_WORKERS = 8  # each takes some 200 MB at work
_N_TRIES = 2  # at a task whose worker died
_CHUNK_BYTES = 1 << 16
_LEAVING_S = 2.0  # for one that has nothing left to do


class Workers:
    """Does tasks, here or in processes; a context manager, which ends the processes.

    Args:
        params: the knobs.
        n: how many processes at most; one a core where it is not given, none with 0.
    """

    def __init__(self, params: Params, *, n: int | None = None) -> None:
        self._params = params
        self._n = min(_n_cores(), MAX_WORKERS) if n is None else n
        self._processes: list[_Process] = []
        self._extractors = Extractors(params)

    def __enter__(self) -> Self:
        """Start nothing: there may be no work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the processes, whatever they are at; by themselves where all is done."""
        if kind is None:
            for process in self._processes:
                process.dismiss()
            for process in self._processes:
                process.until_gone()
        for process in self._processes:
            process.end()
        self._processes = []
        self._extractors.__exit__(kind, error, traceback)

    def do(
        self, tasks: Sequence[Task], advance: Callable[[int], None], *, heavy: bool
    ) -> list[ReadResult | None]:
        """Do tasks and give their results, in the order of the tasks.

        Args:
            tasks: what is to be done.
            advance: told how much of it all is done, in the unit of the tasks.
            heavy: it takes longer than starting processes does.

        Raises:
            BuildFailedError: a worker died of a task, again and again, or failed at it.
        """
        if heavy and self._n and tasks:
            return _Round(tasks, advance).run(self._started(min(self._n, len(tasks))))
        results = []
        done = 0
        for task in tasks:
            of_task = partial(_add, done, advance)
            results.append(do_task(task, self._params, self._extractors, of_task))
            done += weight(task)
            advance(done)
        return results

    def _started(self, n: int) -> list[_Process]:
        while len(self._processes) < n:
            self._processes.append(_Process(self._params))
        return self._processes[:n]


class _Process:
    """One worker, started anew when it is lost."""

    def __init__(self, params: Params) -> None:
        self._params = params
        self._process = _start(params)
        self._unread = b""

    @property
    def stream(self) -> IO[bytes]:
        return _pipe(self._process.stdout)

    def begin(self, task: Task) -> None:
        stdin = _pipe(self._process.stdin)
        try:
            stdin.write(msgspec.json.encode(task) + b"\n")
            stdin.flush()
        except BrokenPipeError:
            return  # then its messages end at once, which says the same

    def messages(self) -> Iterator[Message] | None:
        """Read what was told since; `None` where the worker is lost."""
        chunk = os.read(self.stream.fileno(), _CHUNK_BYTES)
        if not chunk:
            return None
        *lines, self._unread = (self._unread + chunk).split(b"\n")
        return (msgspec.json.decode(line, type=Message) for line in lines)

    def restart(self) -> None:
        self.end()
        self._process = _start(self._params)
        self._unread = b""

    def dismiss(self) -> None:
        """Say that there are no more tasks."""
        with suppress(BrokenPipeError):
            _pipe(self._process.stdin).close()

    def until_gone(self) -> None:
        """Wait a while for it to end by itself."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LEAVING_S)

    def end(self) -> None:
        self._process.kill()
        with self._process:  # closes the pipes and waits
            pass


class _Round:
    """Tasks on their way through workers."""

    def __init__(self, tasks: Sequence[Task], advance: Callable[[int], None]) -> None:
        self._tasks = tasks
        self._advance = advance
        self._results: list[ReadResult | None] = [None] * len(tasks)
        self._done = [0] * len(tasks)
        self._waiting = list(reversed(range(len(tasks))))
        self._lost = [0] * len(tasks)

    def run(self, workers: Sequence[_Process]) -> list[ReadResult | None]:
        at: dict[int, int] = {}  # worker → task
        with selectors.DefaultSelector() as selector:
            for number, worker in enumerate(workers):
                selector.register(worker.stream, selectors.EVENT_READ, number)
                self._next(number, worker, at)
            while at:
                for key, _ in selector.select():
                    number = key.data
                    worker = workers[number]
                    messages = worker.messages()
                    if messages is None:
                        selector.unregister(key.fileobj)
                        worker.restart()
                        selector.register(worker.stream, selectors.EVENT_READ, number)
                        self._give_back(at.pop(number, None))
                        self._next(number, worker, at)
                        continue
                    for message in messages:
                        self._take(at[number], message)
                        if message.over:
                            del at[number]
                            self._next(number, worker, at)
        return self._results

    def _next(self, number: int, worker: _Process, at: dict[int, int]) -> None:
        if self._waiting:
            at[number] = self._waiting.pop()
            worker.begin(self._tasks[at[number]])

    def _take(self, task: int, message: Message) -> None:
        if message.failure:
            raise BuildFailedError(path=_name(self._tasks[task]), reason=message.failure)
        self._done[task] = weight(self._tasks[task]) if message.over else message.done
        if message.over:
            self._results[task] = message.read
        self._advance(sum(self._done))

    def _give_back(self, task: int | None) -> None:
        if task is None:
            return
        self._lost[task] += 1
        if self._lost[task] == _N_TRIES:
            raise BuildFailedError(path=_name(self._tasks[task]), reason="its process died")
        self._waiting.append(task)


def _add(before: int, advance: Callable[[int], None], done: int) -> None:
    advance(before + done)


def _start(params: Params) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    knobs = msgspec.json.encode(params).decode()
    return subprocess.Popen(  # noqa: S603 - this interpreter, a module of this package
        [sys.executable, "-P", "-m", "retrieval.build.worker", knobs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("a worker is started with pipes")
    return stream


def _name(task: Task) -> str:
    return getattr(task, "name", task.key)


def _n_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
