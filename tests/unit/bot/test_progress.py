"""Long work tells how far it is, how fast it goes and how long that leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.progress import LINE_EVERY_S, WorkProgress
from bot.replies.texts import Language, Texts


class Clock:
    """A clock that is told the time."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Give the time, in seconds."""
        return self.now


@pytest.fixture
def clock() -> Iterator[Clock]:
    return Clock()


def test_a_line_says_share_speed_and_time_left(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no bar can be drawn, a line comes now and then."""
    with WorkProgress(Texts(Language.EN), clock=clock) as progress:
        progress("index", 0, 100_000)
        clock.now += LINE_EVERY_S
        progress("index", 25_000, 100_000)
        clock.now += 0.1
        progress("index", 26_000, 100_000)
    assert capsys.readouterr().err == "Indexing: 25%, 5,000/s, 0:15 left\n"


def test_bytes_are_told_as_megabytes(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    """Reading counts bytes; what was done before it began is no speed."""
    with WorkProgress(Texts(Language.EN), clock=clock) as progress:
        progress("read", 50_000_000, 100_000_000)
        clock.now += LINE_EVERY_S
        progress("read", 60_000_000, 100_000_000)
    assert capsys.readouterr().err == "Reading: 60%, 2.0 MB/s, 0:20 left\n"


def test_short_work_is_not_mentioned(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    """Work that ends at once leaves no line."""
    with WorkProgress(Texts(Language.EN), clock=clock) as progress:
        progress("index", 0, 10)
        clock.now += 0.5
        progress("index", 10, 10)
    assert capsys.readouterr().err == ""
