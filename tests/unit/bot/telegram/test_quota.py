from __future__ import annotations

from bot.telegram.quota import WINDOW_S, Allowance, Quota
from tests.support.stores import StillClock


def test_a_minute_has_so_many_questions_then_one_notice_then_silence() -> None:
    """As the minute passes there is room again, and another notice."""
    clock = StillClock(0)
    quota = Quota(limit=2, clock=lambda: float(clock.now))
    taken = [quota.take(7) for _ in range(5)]
    assert taken == [
        Allowance.ANSWER,
        Allowance.ANSWER,
        Allowance.NOTICE,
        Allowance.SILENCE,
        Allowance.SILENCE,
    ]
    clock.advance(int(WINDOW_S))
    assert [quota.take(7) for _ in range(3)] == [
        Allowance.ANSWER,
        Allowance.ANSWER,
        Allowance.NOTICE,
    ]


def test_people_do_not_count_for_each_other() -> None:
    """One who asks too much takes nothing from the others."""
    quota = Quota(limit=1, clock=lambda: 0.0)
    quota.take(7)
    quota.take(7)
    assert quota.take(8) is Allowance.ANSWER
