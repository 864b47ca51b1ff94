"""How does a person see that long work is going on?

On stderr, and only once it has lasted: a bar on a terminal, a line now and then elsewhere. Either
says how much is done, how fast it goes, and how long that leaves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from bot.replies.texts import Texts

PATIENCE_S = 0.7  # work that ends sooner is better left unmentioned
LINE_EVERY_S = 5.0  # where no bar can be drawn
_BYTES = frozenset({"read"})  # stages that count bytes, not pieces
_MB = 1_000_000


@dataclass(slots=True)
class Pace:
    """How fast a stage goes, seen from its first step on.

    >>> pace = Pace(started=10.0, done=0)
    >>> pace.rate(done=300, now=12.0), pace.left_s(done=300, total=900, now=12.0)
    (150.0, 4.0)
    >>> pace.left_s(done=0, total=900, now=12.0) is None
    True
    """

    started: float
    done: int  #: when it was first seen: what was kept of an earlier build is no speed

    def rate(self, *, done: int, now: float) -> float:
        """Give the units done in a second, 0 where that cannot be told yet."""
        return (done - self.done) / (now - self.started) if now > self.started else 0.0

    def left_s(self, *, done: int, total: int, now: float) -> float | None:
        """Estimate the seconds left; `None` where that cannot be told."""
        rate = self.rate(done=done, now=now)
        return (total - done) / rate if rate > 0 and total else None


class WorkProgress(AbstractContextManager["WorkProgress"]):
    """A `Progress` callback that draws on stderr; use it in a `with` statement.

    Stages are named in the reader's language by the message `progress-<stage>`.
    """

    def __init__(self, texts: Texts, *, clock: Callable[[], float] = monotonic) -> None:
        self._texts = texts
        self._clock = clock
        self._started = clock()
        self._next_line = self._started + LINE_EVERY_S
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}
        self._paces: dict[str, Pace] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` units of a stage are done."""
        now = self._clock()
        pace = self._paces.setdefault(stage, Pace(now, done))
        if now - self._started < PATIENCE_S:
            return
        if sys.stderr.isatty():
            self._draw(stage, done, total, self._speed(stage, pace.rate(done=done, now=now)))
        elif now >= self._next_line:
            self._next_line = now + LINE_EVERY_S
            sys.stderr.write(self._line(stage, done, total, pace, now) + "\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Take the bars away."""
        if self._bars is not None:
            self._bars.stop()

    def _line(self, stage: str, done: int, total: int, pace: Pace, now: float) -> str:
        share = f"{done / total:.0%}" if total else str(done)
        line = f"{self._texts(f'progress-{stage}')}: {share}"
        left_s = pace.left_s(done=done, total=total, now=now)
        if left_s is None:
            return line
        speed = self._speed(stage, pace.rate(done=done, now=now))
        minutes, seconds = divmod(round(left_s), 60)
        return line + self._texts("progress-pace", speed=speed, left=f"{minutes}:{seconds:02}")

    def _speed(self, stage: str, rate: float) -> str:
        return f"{rate / _MB:.1f} MB/s" if stage in _BYTES else f"{rate:,.0f}/s"

    def _draw(self, stage: str, done: int, total: int, speed: str) -> None:
        if self._bars is None:
            # Imported late: most commands end before a bar is due.
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                Progress,
                TaskProgressColumn,
                TextColumn,
                TimeRemainingColumn,
            )

            self._bars = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TextColumn("{task.fields[speed]}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bars.start()
        if stage not in self._tasks:
            name = self._texts(f"progress-{stage}")
            self._tasks[stage] = self._bars.add_task(name, speed="")
        self._bars.update(self._tasks[stage], completed=done, total=total or None, speed=speed)
