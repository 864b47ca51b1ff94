from __future__ import annotations

from typing import cast

from bot.telegram.patience import GIVE_UP_S, Patience
from bot.telegram.sending import Sender


class Trial:
    """A time to be turned by hand, and the moment of the last send."""

    def __init__(self) -> None:
        self.now = 0.0
        self.last_sent_at = -1.0
        self.patience = Patience(cast(Sender, self), clock=lambda: self.now)

    def is_over(self) -> bool:
        return self.patience.is_over("reply:1")


def test_what_alone_is_refused_is_given_up_after_a_while() -> None:
    """Others went out meanwhile."""
    trial = Trial()
    assert not trial.is_over()
    trial.now, trial.last_sent_at = GIVE_UP_S - 1, 5.0
    assert not trial.is_over()
    trial.now = GIVE_UP_S
    assert trial.is_over()


def test_an_outage_is_waited_out() -> None:
    """Where nothing goes out, nothing is given up, however long."""
    trial = Trial()
    assert not trial.is_over()
    trial.now = 100 * GIVE_UP_S
    assert not trial.is_over()


def test_what_went_out_after_all_begins_anew() -> None:
    """A later refusal of the same is the first one again."""
    trial = Trial()
    trial.is_over()
    trial.patience.forget("reply:1")
    trial.now, trial.last_sent_at = GIVE_UP_S, 5.0
    assert not trial.is_over()
