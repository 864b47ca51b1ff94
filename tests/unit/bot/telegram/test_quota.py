from __future__ import annotations

from pathlib import Path

from bot.state.clock import MINUTE_MS
from bot.state.questions import Asked
from bot.telegram.quota import Allowance, Quota
from tests.support.stores import StillClock, Store


def test_a_minute_has_so_many_questions_then_one_notice_then_silence() -> None:
    """As the minute passes there is room again, and another notice."""
    clock = StillClock(0)
    quota = Quota(str, limit=2, clock=clock)
    assert [quota.take(7, update_id=n) for n in range(5)] == [
        Allowance.ANSWER,
        Allowance.ANSWER,
        Allowance.NOTICE,
        Allowance.SILENCE,
        Allowance.SILENCE,
    ]
    clock.advance(MINUTE_MS)
    assert [quota.take(7, update_id=n) for n in (5, 6, 7)] == [
        Allowance.ANSWER,
        Allowance.ANSWER,
        Allowance.NOTICE,
    ]


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    """What seems to be asked later than now is over, not still to come."""
    clock = StillClock(60 * MINUTE_MS)
    quota = Quota(str, limit=1, clock=clock)
    quota.take(7, update_id=1)
    clock.advance(-59 * MINUTE_MS)
    assert quota.take(7, update_id=2) is Allowance.ANSWER
    assert quota.take(7, update_id=3) is Allowance.NOTICE


def test_people_do_not_count_for_each_other() -> None:
    """One who asks too much takes nothing from the others."""
    quota = Quota(str, limit=1, clock=StillClock(0))
    quota.take(7, update_id=1)
    quota.take(7, update_id=2)
    assert quota.take(8, update_id=3) is Allowance.ANSWER


def test_what_is_worked_on_again_is_met_as_before() -> None:
    """An update that was put off counts once, and a notice that was put off is given."""
    quota = Quota(str, limit=1, clock=StillClock(0))
    first = [quota.take(7, update_id=n) for n in (1, 2)]
    assert [quota.take(7, update_id=n) for n in (1, 2)] == first
    assert quota.take(7, update_id=3) is Allowance.SILENCE


async def test_a_restart_forgives_nothing(tmp_path: Path) -> None:
    """What was asked in the last minute counts; each message once, whatever it held."""
    store = Store(address=None, directory=tmp_path)
    async with store.open() as state:
        for update_id, part, person in ((1, 0, 7), (2, 0, 7), (2, 1, 7), (3, 0, 8)):
            store.clock.advance(MINUTE_MS // 3)
            await state.questions.note(
                Asked(
                    update_id=update_id,
                    part=part,
                    person=person,
                    question="？",
                    band="none",
                    kind="none",
                    took_ms=1,
                )
            )
    async with store.open() as state:
        quota = Quota(state.pseudonym, limit=1, clock=store.clock)
        await quota.resume(state.questions)
        assert quota.take(7, update_id=4) is Allowance.NOTICE
        store.clock.advance(MINUTE_MS // 3)
        assert quota.take(7, update_id=5) is Allowance.ANSWER
        assert quota.take(8, update_id=6) is Allowance.NOTICE
