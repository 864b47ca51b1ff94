from __future__ import annotations

from bot.telegram.reaching import LONGEST_PAUSE_S, Outage


class Operator:
    """Keeps what is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def outage(self, patience: int) -> Outage:
        return Outage(
            gone=lambda reason: self.told.append(f"gone: {reason}"),
            back=lambda: self.told.append("back"),
            patience=patience,
        )


def test_an_outage_is_told_once_and_its_end_once() -> None:
    """However many polls fail, the operator reads two lines."""
    operator = Operator()
    outage = operator.outage(0)
    for _ in range(5):
        outage.failed("ConnectError")
    outage.over()
    outage.over()
    assert operator.told == ["gone: ConnectError", "back"]


def test_a_single_failure_may_be_passed_over() -> None:
    """With some patience, a poll that fails once is not worth a line."""
    operator = Operator()
    outage = operator.outage(1)
    outage.failed("TimedOut")
    outage.over()
    assert operator.told == []
    outage.failed("TimedOut")
    outage.failed("ConnectError")
    assert operator.told == ["gone: ConnectError"]


def test_pauses_grow_to_a_limit_and_begin_again_after_a_success() -> None:
    """Each failure in a row doubles the pause."""
    outage = Operator().outage(0)
    pauses = [outage.failed("x") for _ in range(8)]
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE_S, LONGEST_PAUSE_S, LONGEST_PAUSE_S]
    outage.over()
    assert outage.failed("x") == 1
