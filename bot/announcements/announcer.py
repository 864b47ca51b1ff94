"""How does what was subscribed to get into the outbox, once?

A message's key names subscription and period, so that looking again, after a kill or a second
time, queues nothing anew. Who sends it, and how patiently, is not known here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.announcements.changes import Outline, compare
from bot.announcements.schedule import Due, due
from bot.letters import letters_of, outgoing
from bot.replies.admins import changes_text
from bot.replies.announcements import compose_announcement, compose_missed
from bot.replies.html import bold, join
from bot.replies.reply import Address, Reply
from bot.replies.texts import Language, Texts
from bot.state.announced import Announced
from bot.state.clock import Clock, utc_ms
from bot.state.errors import StateError
from bot.state.opening import State
from bot.state.subscriptions import Cadence, Subscription
from retrieval import Engine

LOOK_EVERY_S = 5.0

_LOG = logging.getLogger(__name__)


class _Drawn(NamedTuple):
    """A reply and its picture."""

    reply: Reply
    png: bytes | None = None


class Announcer:
    """Announces what is due."""

    def __init__(
        self,
        state: State,
        engine: Callable[[], Engine],
        address: Address,
        *,
        zone: ZoneInfo,
        clock: Clock = utc_ms,
    ) -> None:
        self._state = state
        self._engine = engine
        self._address = address
        self._zone = zone
        self._clock = clock

    async def run(self) -> None:
        """Look for what is due, again and again, until cancelled.

        First of all, for what has changed in the reports while the program was not running.
        """
        is_compared = False
        while True:
            is_compared = is_compared or await _tried(self.on_update)
            await _tried(self.look)
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> int:
        """Queue what is due now; gives how many subscriptions that were."""
        n = 0
        digests: dict[tuple[str | None, str], _Drawn] = {}  # many want the same at the same time
        for subscription in await self._state.subscriptions.active():
            found = due(subscription, self._clock(), self._zone)
            if found is not None:
                with _one_alone(subscription):
                    await self._announce(subscription, found, digests)
                    n += 1
        return n

    async def on_update(self) -> int:
        """Queue what is different from the reports announced last, for those who asked for it.

        To be called when the reports may have changed: at the start and after a reload. Gives how
        many subscriptions it concerns; the first call only remembers what there is.
        """
        engine = self._engine()
        latest = await self._state.announced.latest()
        if latest is not None and latest.generation == engine.generation:
            return 0
        old = None if latest is None else Outline.from_bytes(latest.outline)
        n = 0
        if latest is not None and old is not None:
            n = await self._announce_changes(latest.n, old, engine)
        # Last: a kill before this queues again, which the keys make nothing of.
        outline = await asyncio.to_thread(lambda: Outline.of(engine, old).to_bytes())
        await self._state.announced.note(
            Announced(
                n=1 if latest is None else latest.n + 1,
                generation=engine.generation,
                outline=outline,
            )
        )
        return n

    async def _announce_changes(self, n_before: int, old: Outline, engine: Engine) -> int:
        changes = await asyncio.to_thread(compare, old, engine)
        # What is taken back and done again is news each time: the generation alone is no key.
        period = f"{n_before}:{engine.generation}"
        n = 0
        for subscription in await self._state.subscriptions.active():
            wanted = (
                changes if subscription.report is None else changes.of_report(subscription.report)
            )
            if subscription.cadence is not Cadence.ON_UPDATE or not wanted:
                continue
            with _one_alone(subscription):
                texts = Texts(Language(subscription.language))
                said = changes_text(wanted, texts=texts, address=self._address)
                head = bold(texts("announcement-update"))
                reply = Reply(body=join([head, said], "\n\n"))
                await self._queue(subscription, _Drawn(reply), period)
                n += 1
        return n

    async def compose(self, report: str | None, language: Language) -> Reply:
        """Lay out what is announced of a report, or of all."""
        return await asyncio.to_thread(
            compose_announcement,
            self._engine(),
            report,
            texts=Texts(language),
            address=self._address,
        )

    async def _announce(
        self,
        subscription: Subscription,
        found: Due,
        digests: dict[tuple[str | None, str], _Drawn],
    ) -> None:
        language = Language(subscription.language)
        if found.is_missed:
            drawn = _Drawn(compose_missed(found.moment, Texts(language)))
        else:
            wanted = (subscription.report, subscription.language)
            if wanted not in digests:
                reply = await self.compose(subscription.report, language)
                png = None if reply.picture is None else await reply.picture.drawn()
                digests[wanted] = _Drawn(reply, png)
            drawn = digests[wanted]
        await self._queue(subscription, drawn, found.period)

    async def _queue(self, subscription: Subscription, drawn: _Drawn, period: str) -> None:
        letters = letters_of(
            drawn.reply, chat=subscription.chat, topic=subscription.topic, png=drawn.png
        )
        key = f"announce:{subscription.id}:{period}"
        # In this order: a kill in between queues again, which the key makes nothing of.
        await self._state.outbox.queue(outgoing(letters, key=key))
        await self._state.subscriptions.announced(subscription.id, period)


@contextmanager
def _one_alone(subscription: Subscription) -> Iterator[None]:
    """Have a mistake in what one subscription gets cost the others nothing."""
    try:
        yield
    except StateError:
        raise  # it concerns them all
    except Exception:
        _LOG.exception("not announced", extra={"subscription": subscription.id})


async def _tried(work: Callable[[], Awaitable[int]]) -> bool:
    """Do some work; false where the state could not serve it, and another time it may."""
    try:
        await work()
    except StateError as error:
        _LOG.warning("schedules not read", extra={"reason": str(error)})
        return False
    except Exception:
        _LOG.exception("announcement failed")
    return True
