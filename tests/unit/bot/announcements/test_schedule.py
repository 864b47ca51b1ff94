from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.announcements.schedule import due, next_moment
from bot.state.clock import SECOND_MS
from bot.state.subscriptions import Cadence, Subscription

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def at(written: str, zone: ZoneInfo = SHANGHAI) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=zone).timestamp()) * SECOND_MS


def subscription(
    cadence: Cadence = Cadence.DAILY,
    *,
    minute: int = 8 * 60 + 30,
    weekday: int = 0,
    last: str | None = None,
    since: str = "2026-11-01T00:00",
) -> Subscription:
    return Subscription(
        id=1, chat=-5, cadence=cadence, weekday=weekday, minute=minute, language="zh-hans",
        created_by=7, created_at=at(since), last_period=last, suspended=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "now, last, period",
    [
        ("2026-11-24T08:29", "2026-11-23", None),
        ("2026-11-24T08:30", "2026-11-23", "2026-11-24"),
        ("2026-11-24T20:00", "2026-11-23", "2026-11-24"),
        ("2026-11-24T20:00", "2026-11-24", None),
        ("2026-11-24T07:00", "2026-11-20", "2026-11-23"),
    ],
    ids=["early", "on time", "late", "announced", "days later"],
)
def test_a_day_is_announced_once_its_time_has_come(
    now: str, last: str, period: str | None
) -> None:
    """The latest period counts, and one that was announced does not count again."""
    found = due(subscription(last=last), at(now), SHANGHAI)
    assert (found and found.period) == period


@pytest.mark.parametrize(
    "now, is_missed",
    [("2026-11-24T20:30", False), ("2026-11-24T20:31", True), ("2026-11-25T08:29", True)],
)
def test_what_is_over_twelve_hours_late_is_missed(now: str, is_missed: bool) -> None:
    """It is still due, to be said."""
    found = due(subscription(last="2026-11-23"), at(now), SHANGHAI)
    assert found is not None
    assert found.period == "2026-11-24"
    assert found.is_missed is is_missed


def test_a_week_is_named_by_its_day() -> None:
    """Monday's numbers are due from Monday on, once a week."""
    weekly = subscription(Cadence.WEEKLY, weekday=0, last="2026-11-16")
    assert due(weekly, at("2026-11-23T08:29"), SHANGHAI) is None
    found = due(weekly, at("2026-11-23T08:30"), SHANGHAI)
    assert found is not None
    assert found.period == "2026-11-23"


def test_nothing_is_due_from_before_it_was_asked_for() -> None:
    """This morning is over for who subscribes at noon, but not for who does this very minute."""
    noon = subscription(since="2026-11-24T12:00")
    assert due(noon, at("2026-11-24T12:01"), SHANGHAI) is None
    now = subscription(since="2026-11-24T08:30:40")
    assert due(now, at("2026-11-24T08:30:45"), SHANGHAI) is not None


def test_what_follows_reloads_is_never_due_by_the_clock() -> None:
    """A reload announces it."""
    assert due(subscription(Cadence.ON_UPDATE), at("2026-11-24T09:00"), SHANGHAI) is None
    assert next_moment(subscription(Cadence.ON_UPDATE), at("2026-11-24T09:00"), SHANGHAI) is None


@pytest.mark.parametrize(
    "cadence, now, then",
    [
        (Cadence.DAILY, "2026-11-24T08:29", "2026-11-24T08:30"),
        (Cadence.DAILY, "2026-11-24T08:31", "2026-11-25T08:30"),
        (Cadence.WEEKLY, "2026-11-24T08:31", "2026-11-30T08:30"),
    ],
)
def test_the_next_moment_is_told(cadence: Cadence, now: str, then: str) -> None:
    """In the zone of the schedules."""
    moment = next_moment(subscription(cadence), at(now), SHANGHAI)
    assert moment == datetime.fromisoformat(then).replace(tzinfo=SHANGHAI)


def test_the_clock_on_the_wall_counts() -> None:
    """Half past eight stays half past eight when the clocks are put back."""
    daily = subscription(last="2026-10-24", since="2026-10-01T00:00")
    assert due(daily, at("2026-10-25T08:29", BERLIN), BERLIN) is None
    assert due(daily, at("2026-10-25T08:30", BERLIN), BERLIN) is not None


def test_the_hour_that_comes_twice_is_no_step_back() -> None:
    """Announced at half past two, the week is not missed when the clocks show ten past again."""
    weekly = subscription(
        Cadence.WEEKLY, weekday=6, minute=2 * 60 + 30, last="2026-10-25", since="2026-10-01T00:00"
    )
    again = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)
    assert due(weekly, int(again.timestamp()) * SECOND_MS, BERLIN) is None
