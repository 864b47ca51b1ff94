"""When is a subscription due, and for which period?

Computed from what is stored, whenever somebody looks: no timer has to survive a restart. A period
is named by the local date on which it begins, so that each is announced once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.state.clock import HOUR_MS, MINUTE_MS, SECOND_MS
from bot.state.subscriptions import Cadence, Subscription, Wish

CATCH_UP_MS = 12 * HOUR_MS  # a digest that is later than this is of no use any more


@dataclass(frozen=True, slots=True)
class Due:
    """A period that is to be announced."""

    period: str
    moment: datetime  #: when it was to be, in the zone of the schedules
    is_missed: bool  #: too late by now: to be said, not sent


def due(subscription: Subscription, now: int, zone: ZoneInfo) -> Due | None:
    """Find the latest period of a subscription that is not announced yet; `None` where all are.

    Whoever subscribes for this very minute is announced to at once. Of several periods that were
    missed only the last one counts.
    """
    moment = _latest(subscription, now, zone)
    if moment is None:
        return None
    at = int(moment.timestamp()) * SECOND_MS
    period = moment.date().isoformat()
    if period == subscription.last_period or at < _minute(subscription.created_at):
        return None
    return Due(period, moment, is_missed=now - at > CATCH_UP_MS)


def next_moment(wish: Wish, now: int, zone: ZoneInfo) -> datetime | None:
    """Say when a wish is fulfilled next; `None` for one that follows no clock."""
    latest = _latest(wish, now, zone)
    if latest is None:
        return None
    days = 7 if wish.cadence is Cadence.WEEKLY else 1
    return _at(latest.date() + timedelta(days=days), wish.minute, zone)


def _latest(wish: Wish, now: int, zone: ZoneInfo) -> datetime | None:
    if wish.cadence is Cadence.ON_UPDATE:
        return None
    here = datetime.fromtimestamp(now / SECOND_MS, UTC).astimezone(zone)
    day = here.date()
    if wish.cadence is Cadence.WEEKLY:
        day -= timedelta(days=(day.weekday() - wish.weekday) % 7)
    moment = _at(day, wish.minute, zone)
    # By the time that passes, not by the clock on the wall: one hour in autumn comes twice.
    if moment.timestamp() > here.timestamp():
        moment = _at(
            day - timedelta(days=7 if wish.cadence is Cadence.WEEKLY else 1), wish.minute, zone
        )
    return moment


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)


def _minute(ms: int) -> int:
    return ms - ms % MINUTE_MS
