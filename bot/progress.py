"""How does a person see that long work is going on?

On stderr, and only once it has lasted: a bar on a terminal, a line now and then elsewhere.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from bot.replies.texts import Texts

PATIENCE_S = 0.7  # work that ends sooner is better left unmentioned
LINE_EVERY_S = 5.0  # where no bar can be drawn


class WorkProgress(AbstractContextManager["WorkProgress"]):
    """A `Progress` callback that draws on stderr; use it in a `with` statement.

    Stages are named in the reader's language by the message `progress-<stage>`.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._started = monotonic()
        self._next_line = self._started + LINE_EVERY_S
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` units of a stage are done."""
        now = monotonic()
        if now - self._started < PATIENCE_S:
            return
        if sys.stderr.isatty():
            self._draw(stage, done, total)
        elif now >= self._next_line:
            self._next_line = now + LINE_EVERY_S
            sys.stderr.write(f"{self._texts(f'progress-{stage}')}: {done}/{total}\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Take the bars away."""
        if self._bars is not None:
            self._bars.stop()

    def _draw(self, stage: str, done: int, total: int) -> None:
        if self._bars is None:
            # Imported late: most commands end before a bar is due.
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._bars = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bars.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(self._texts(f"progress-{stage}"))
        self._bars.update(self._tasks[stage], completed=done, total=total or None)
