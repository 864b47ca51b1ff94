"""Which figures does the bot keep of itself?

One place that names them all, so that a dashboard can be written from this file. What is counted
is added where it happens; what is so now is read when somebody asks.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from bot.ops.metrics import Counter, Histogram, Metric

_STATUS = Path("/proc/self/statm")


class Stage(StrEnum):
    """A part of the way from an update to its answer."""

    KEEP = "keep"  #: writing updates down
    ANSWER = "answer"  #: the engine
    SEND = "send"  #: one call of the Bot API
    TOTAL = "total"  #: from written down to all sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is counted and measured as it happens."""

    stages: Histogram = field(
        default_factory=lambda: Histogram(
            "youju_stage_seconds", "Time an update spends in a stage.", label="stage"
        )
    )
    send_waits: Histogram = field(
        default_factory=lambda: Histogram(
            "youju_send_wait_seconds",
            "Time a message waits for its turn under the limits.",
            label="priority",
        )
    )
    updates: Counter = field(
        default_factory=lambda: Counter("youju_updates_total", "Updates written down.")
    )
    questions: Counter = field(
        default_factory=lambda: Counter(
            "youju_questions_total",
            "Questions by how far the reports carried; near and none are not found.",
            label="band",
        )
    )
    answers: Counter = field(
        default_factory=lambda: Counter(
            "youju_answers_total",
            "Answers by who worked them out: an answering process or the bot itself.",
            label="by",
        )
    )
    gate_failures: Counter = field(
        default_factory=lambda: Counter(
            "youju_gate_failures_total",
            "Answers held back: they did not match the reports.",
        )
    )
    sends: Counter = field(
        default_factory=lambda: Counter(
            "youju_sends_total", "Calls that send or edit, by how they went.", label="outcome"
        )
    )
    repeats: Counter = field(
        default_factory=lambda: Counter(
            "youju_repeats_total",
            "Messages sent once more, as an earlier send may have arrived.",
        )
    )
    floods: Counter = field(
        default_factory=lambda: Counter(
            "youju_floods_total", "Calls that Telegram refused with 429."
        )
    )
    parked: Counter = field(
        default_factory=lambda: Counter("youju_parked_total", "Updates given up.")
    )

    @contextmanager
    def timing(self, stage: Stage) -> Iterator[None]:
        """Measure what the body takes."""
        started = perf_counter()
        try:
            yield
        finally:
            self.stages.observe(stage, perf_counter() - started)

    @property
    def all(self) -> tuple[Metric, ...]:
        """List them in the order they are shown."""
        return (
            self.updates,
            self.questions,
            self.answers,
            self.gate_failures,
            self.sends,
            self.repeats,
            self.floods,
            self.parked,
            self.stages,
            self.send_waits,
        )


def resident_bytes() -> float:
    """Say how much memory the process holds: now on Linux, at its most elsewhere."""
    if _STATUS.exists():
        return float(_STATUS.read_text().split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak if sys.platform == "darwin" else peak * 1024)
