"""Slots by a clock of the test's own where that is enough, by short real windows elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ops.figures import Figures
from bot.state.outbox import Priority
from bot.telegram.limits import Limiter, Limits, PutOffError, Rate, limits_from

PATIENCE_S = 10.0
WINDOW_S = 0.04
SHORT = Limits(chat=Rate(1, WINDOW_S), group=Rate(2, 3 * WINDOW_S), overall=Rate(4, WINDOW_S))


async def sent(
    limiter: Limiter, chat: int, log: list[tuple[int, float, float]], *, takes_s: float = 0.0
) -> None:
    async with limiter.slot(chat, Priority.ANSWER, patience_s=PATIENCE_S):
        begun = monotonic()
        await asyncio.sleep(takes_s)
        log.append((chat, begun, monotonic()))


def windows(log: list[tuple[int, float, float]], rate: Rate) -> Iterator[int]:
    """Count, at each beginning, the calls that began within the window before it, it included."""
    for _, begun, _ in log:
        yield sum(begun - rate.window_s < other <= begun for _, other, _ in log)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([1, 2, 3, -1, -2]), max_size=14))
def test_no_window_ever_holds_too_many(chats: list[int]) -> None:
    """Whatever is asked for at once, each chat and all together keep to their rates."""

    async def run() -> list[tuple[int, float, float]]:
        limiter, log = Limiter(SHORT, Figures()), []
        await asyncio.gather(*(sent(limiter, chat, log, takes_s=0.002) for chat in chats))
        return log

    log = sorted(asyncio.run(run()), key=lambda call: call[1])
    assert sorted(chat for chat, _, _ in log) == sorted(chats)
    assert all(n <= 4 for n in windows(log, Rate(4, WINDOW_S)))
    for chat in set(chats):
        of_chat = [call for call in log if call[0] == chat]
        assert all(n <= 1 for n in windows(of_chat, Rate(1, WINDOW_S)))
        assert chat > 0 or all(n <= 2 for n in windows(of_chat, Rate(2, 3 * WINDOW_S)))


async def test_a_slow_call_delays_the_next_by_its_length() -> None:
    """The window begins when the call ends: nothing on the way brings two calls together."""
    limiter, log = Limiter(SHORT, Figures()), []
    await asyncio.gather(*(sent(limiter, 1, log, takes_s=WINDOW_S) for _ in range(2)))
    (_, _, first_ended), (_, second_begun, _) = log
    assert second_begun - first_ended >= WINDOW_S


async def test_answers_go_before_announcements() -> None:
    """Those that came first included; the one under way is let be."""
    limiter = Limiter(Limits(chat=None, group=None, overall=Rate(1, 0.01)), Figures())
    order: list[str] = []

    async def say(what: str, priority: Priority) -> None:
        async with limiter.slot(1, priority, patience_s=PATIENCE_S):
            order.append(what)

    kinds = [Priority.ANNOUNCEMENT, Priority.ANNOUNCEMENT, Priority.EDIT, Priority.ANSWER]
    await asyncio.gather(*(say(f"{kind.name} {n}", kind) for n, kind in enumerate(kinds)))
    assert order == ["ANNOUNCEMENT 0", "ANSWER 3", "EDIT 2", "ANNOUNCEMENT 1"]


async def test_an_announcement_does_not_starve() -> None:
    """It yields to answers of the next twenty seconds, and goes before those that come later."""
    now = 0.0
    limits = Limits(chat=Rate(1, 0.0), group=None, overall=None)
    limiter = Limiter(limits, Figures(), clock=lambda: now)
    order: list[str] = []

    async def say(chat: int, what: str, priority: Priority) -> None:
        async with limiter.slot(chat, priority, patience_s=PATIENCE_S):
            order.append(what)

    tasks = []
    for what, now, priority in (  # noqa: B007 # the limiter's clock
        ("announcement", 0.0, Priority.ANNOUNCEMENT),
        ("soon", 19.0, Priority.ANSWER),
        ("later", 21.0, Priority.ANSWER),
    ):
        limiter.hold(1, 5.0)
        tasks.append(asyncio.create_task(say(1, what, priority)))
        await asyncio.sleep(0)
    now = 30.0
    await say(2, "elsewhere", Priority.ANSWER)  # wakes the limiter
    await asyncio.gather(*tasks)
    assert [what for what in order if what != "elsewhere"] == ["soon", "announcement", "later"]


async def test_a_chat_that_is_told_to_wait_waits_alone() -> None:
    """Others go on."""
    limiter, log = Limiter(SHORT, Figures()), []
    limiter.hold(1, 3600.0)
    with pytest.raises(PutOffError) as put_off:
        await sent(limiter, 1, log)
    assert put_off.value.wait_s > 3000
    await sent(limiter, 2, log)
    assert [chat for chat, _, _ in log] == [2]


async def test_several_chats_that_are_told_to_wait_hold_all() -> None:
    """The bot as a whole is too fast then."""
    limiter = Limiter(SHORT, Figures())
    for chat in (1, 2, 3):
        limiter.hold(chat, 3600.0)
    with pytest.raises(PutOffError):
        await sent(limiter, 4, [])


async def test_who_gives_up_leaves_no_slot_taken() -> None:
    """After cancellations at every moment, the next one is served."""
    limiter, log = Limiter(SHORT, Figures()), []
    for n in range(20):
        tasks = [asyncio.create_task(sent(limiter, 1, log)) for _ in range(3)]
        await asyncio.sleep(n * 0.004)
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)
    await sent(limiter, 1, log)
    assert limiter.n_waiting == 0


async def test_closing_puts_off_all_that_wait() -> None:
    """At once, and whoever would wait afterwards."""
    limiter = Limiter(SHORT, Figures())
    limiter.hold(1, 5.0)
    waiting = asyncio.create_task(sent(limiter, 1, []))
    await asyncio.sleep(0)
    limiter.close()
    for task in (waiting, asyncio.create_task(sent(limiter, 1, []))):
        with pytest.raises(PutOffError, match="stopping"):
            await task


def test_limits_can_be_off() -> None:
    """As with a server of one's own."""
    assert limits_from("off") == Limits(chat=None, group=None, overall=None)
