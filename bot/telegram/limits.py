"""May this message go out now, or whose turn is it first?

Telegram limits the messages per chat and overall. Every send takes a slot first; a slot is free
again one window after its call *ended*, so that no delay on the way can bring two calls closer
together than allowed. Among those that wait, the earliest goes first; an edit or an announcement
counts as if it had come later, so it yields to answers, but not for ever.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import asyncio
from bisect import insort
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from time import monotonic

from bot.ops.figures import Figures
from bot.state.outbox import Priority

#: An edit counts as so much younger than an answer, an announcement twice that.
YIELDS_S = 10.0
#: When this many chats are told to wait at once, the bot as a whole is too fast.
CHATS_THAT_MEAN_ALL = 3
MAX_IDLE = 4_096  # chats whose windows are kept although nothing waits there
_ALL = 0  # stands for all chats; no chat has this id


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `limit` messages within any `window_s` seconds."""

    limit: int
    window_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is allowed; `None` is no limit."""

    chat: Rate | None = Rate(1, 1.0)  #: of any kind
    group: Rate | None = Rate(20, 60.0)  #: besides
    overall: Rate | None = Rate(30, 1.0)


DEFAULT_LIMITS = Limits()
UNLIMITED = Limits(chat=None, group=None, overall=None)

_WINDOWS_S = {"s": 1.0, "m": 60.0, "h": 3600.0}


def limits_from(setting: str) -> Limits:
    """Read limits as a setting has them: of a chat, a group, and all together; or "off".

    >>> limits_from("1/s,20/m,30/s").group
    Rate(limit=20, window_s=60.0)
    """
    if setting == "off":
        return UNLIMITED
    chat, group, overall = (
        Rate(int(limit), _WINDOWS_S[window])
        for limit, window in (part.split("/") for part in setting.split(","))
    )
    return Limits(chat=chat, group=group, overall=overall)


class PutOffError(BaseException):
    """A message cannot go out soon: its update is to be taken up again later.

    No `Exception`, so that it passes through handlers and their library as a cancellation does.
    It is raised only where it is certain that nothing was sent.
    """

    def __init__(self, wait_s: float, *, reason: str, is_refused: bool = False) -> None:
        super().__init__(f"put off for {wait_s:.1f} s: {reason}")
        self.wait_s = wait_s
        self.reason = reason
        self.is_refused = is_refused  #: by Telegram or on the way, again and again


class Limiter:
    """Gives out the slots of one bot."""

    def __init__(
        self, limits: Limits, figures: Figures, *, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limits = limits
        self._figures = figures
        self._clock = clock
        self._overall = _Window(limits.overall)
        self._chats: dict[int, tuple[_Window, ...]] = {}
        self._held: dict[int, float] = {}  # until when, as Telegram said
        self._waiting: list[_Waiter] = []  # most urgent first
        self._alarm: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def n_waiting(self) -> int:
        """Count the messages that wait for their turn."""
        return len(self._waiting)

    @asynccontextmanager
    async def slot(
        self, chat: int, priority: Priority, *, patience_s: float
    ) -> AsyncIterator[None]:
        """Hold a slot while the body sends.

        Raises:
            PutOffError: none is free within `patience_s`, or the bot is stopping.
        """
        asked_at = self._clock()
        await self._turn(chat, priority, asked_at, patience_s)
        self._figures.send_waits.observe(priority.name.lower(), self._clock() - asked_at)
        try:
            yield
        finally:
            now = self._clock()
            for window in self._windows(chat):
                window.end(now)
            self._serve()

    def hold(self, chat: int, seconds: float) -> None:
        """Send nothing to a chat for a while, because Telegram said so.

        Where several chats are told to wait, all are made to.
        """
        now = self._clock()
        self._held[chat] = max(self._held.get(chat, 0.0), now + seconds)
        held = [until for place, until in self._held.items() if place != _ALL and until > now]
        if len(held) >= CHATS_THAT_MEAN_ALL:
            self._held[_ALL] = max(held)

    def close(self) -> None:
        """Put off all that wait, and whoever comes to wait from now on."""
        self._closed = True
        for waiter in self._waiting:
            waiter.put_off(0.0, "stopping")
        self._waiting.clear()

    async def _turn(
        self, chat: int, priority: Priority, asked_at: float, patience_s: float
    ) -> None:
        free_at = self._free_at(chat, asked_at)
        if free_at <= asked_at and not self._waiting:
            self._take(chat)
            return
        if self._closed:
            raise PutOffError(0.0, reason="stopping")
        if free_at != inf and free_at - asked_at > patience_s:
            raise PutOffError(free_at - asked_at, reason="limit")
        waiter = _Waiter(asked_at + priority * YIELDS_S, chat)
        insort(self._waiting, waiter)
        self._serve()
        is_served = False
        try:
            async with asyncio.timeout(patience_s):
                await waiter.turn
            is_served = True
        except TimeoutError as error:
            raise PutOffError(1.0, reason="limit") from error
        finally:
            if not is_served:
                self._leave(waiter)

    def _leave(self, waiter: _Waiter) -> None:
        if waiter in self._waiting:
            self._waiting.remove(waiter)
        elif waiter.has_slot:  # it came at the very moment the waiter gave up
            for window in self._windows(waiter.chat):
                window.give_back()
            self._serve()

    def _serve(self) -> None:
        """Give every slot that is free, and come back when the next one will be."""
        now = self._clock()
        next_at = inf
        for waiter in list(self._waiting):
            overall_at = self._overall.free_at(now)
            if overall_at > now:
                next_at = min(next_at, overall_at)
                break
            free_at = self._free_at(waiter.chat, now)
            if free_at <= now:
                self._waiting.remove(waiter)
                self._take(waiter.chat)
                waiter.serve()
            else:
                next_at = min(next_at, free_at)
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._waiting and next_at != inf:
            delay = max(next_at - now, 0.0)
            self._alarm = asyncio.get_running_loop().call_later(delay, self._serve)

    def _take(self, chat: int) -> None:
        for window in self._windows(chat):
            window.begin()

    def _free_at(self, chat: int, now: float) -> float:
        """Say when a message may go to a chat; infinity while that hangs on a call under way."""
        return max(
            self._held.get(chat, 0.0),
            self._held.get(_ALL, 0.0),
            *(window.free_at(now) for window in self._windows(chat)),
        )

    def _windows(self, chat: int) -> tuple[_Window, ...]:
        windows = self._chats.get(chat)
        if windows is None:
            if len(self._chats) >= MAX_IDLE:
                self._forget_idle()
            group = None if chat > 0 else self._limits.group
            windows = (_Window(self._limits.chat), _Window(group), self._overall)
            self._chats[chat] = windows
        return windows

    def _forget_idle(self) -> None:
        now = self._clock()
        self._chats = {
            chat: windows
            for chat, windows in self._chats.items()
            if not all(window.is_idle(now) for window in windows[:2])
        }
        self._held = {chat: until for chat, until in self._held.items() if until > now}


class _Window:
    """The calls under way, and those that ended not long enough ago."""

    def __init__(self, rate: Rate | None) -> None:
        self._rate = rate
        self._under_way = 0
        self._ended: deque[float] = deque()

    def begin(self) -> None:
        self._under_way += 1

    def give_back(self) -> None:
        self._under_way -= 1

    def end(self, now: float) -> None:
        self._under_way -= 1
        if self._rate is not None:
            self._ended.append(now)

    def free_at(self, now: float) -> float:
        if self._rate is None:
            return 0.0
        while self._ended and self._ended[0] + self._rate.window_s <= now:
            self._ended.popleft()
        too_many = self._under_way + len(self._ended) - self._rate.limit
        if too_many < 0:
            return 0.0
        if too_many >= len(self._ended):
            return inf
        return self._ended[too_many] + self._rate.window_s

    def is_idle(self, now: float) -> bool:
        self.free_at(now)  # forgets what has passed
        return self._under_way == 0 and not self._ended


class _Waiter:
    """Someone who waits; the smaller, the more urgent."""

    def __init__(self, due: float, chat: int) -> None:
        self.chat = chat
        self.turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.has_slot = False
        self._due = due

    def __lt__(self, other: _Waiter) -> bool:
        return self._due < other._due

    def serve(self) -> None:
        self.has_slot = True
        if not self.turn.done():
            self.turn.set_result(None)

    def put_off(self, wait_s: float, reason: str) -> None:
        if not self.turn.done():
            self.turn.set_exception(PutOffError(wait_s, reason=reason))
