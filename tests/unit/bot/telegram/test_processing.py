"""Updates on a real inbox, worked on by work that says when it begins and ends when it may."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from math import inf
from pathlib import Path

import pytest
from sqlalchemy import update
from telegram import Update

from bot.replies.guides import compose_line
from bot.replies.texts import Language
from bot.state.backlog import UpdateState
from bot.state.clock import HOUR_MS, MINUTE_MS, utc_ms
from bot.state.inbox import Arrival
from bot.state.schema import INBOX
from bot.telegram.limits import PutOffError
from bot.telegram.processing import Processing
from tests.support.desks import Stage, staged


class Bench:
    """Work that says when it begins, and ends when it is allowed to."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.gates: dict[int, asyncio.Event] = {}
        self.changed = asyncio.Event()
        self.fails: dict[int, list[BaseException]] = {}

    async def work(self, update: Update) -> None:
        n = update.update_id
        self.begun.append(n)
        self.changed.set()
        await self.gates.setdefault(n, asyncio.Event()).wait()
        if self.fails.get(n):
            raise self.fails[n].pop(0)

    def allow(self, *ids: int) -> None:
        for n in ids:
            self.gates.setdefault(n, asyncio.Event()).set()

    async def until_begun(self, *ids: int) -> None:
        async with asyncio.timeout(10):
            while self.begun != list(ids):
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Stage]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with staged(tmp_path) as stage:
        yield stage


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
async def processing(stage: Stage, bench: Bench) -> AsyncIterator[Processing]:
    processing = Processing(bench.work, stage.desk, language=Language.ZH_HANS)
    running = asyncio.create_task(processing.run())
    yield processing
    bench.allow(*range(100))
    await processing.drain()
    await running


def arrival(n: int, chat: int, **more: object) -> Arrival:
    message = {"message_id": n, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
    return Arrival(n, chat, json.dumps({"update_id": n, **(more or {"message": message})}))


async def test_each_chat_keeps_its_order_and_waits_for_no_other(
    stage: Stage, bench: Bench, processing: Processing
) -> None:
    """The second message of a chat waits for the first; another chat does not."""
    await stage.state.inbox.put([arrival(1, 7), arrival(2, 7), arrival(3, 8), arrival(4, 7)])
    await bench.until_begun(1, 3)
    bench.allow(1, 2)
    await bench.until_begun(1, 3, 2, 4)


async def test_what_is_done_is_noted(stage: Stage, bench: Bench, processing: Processing) -> None:
    """After a drain nothing is left in the inbox."""
    await stage.state.inbox.put([arrival(1, 7), arrival(2, 8)])
    bench.allow(1, 2)
    await bench.until_begun(1, 2)
    assert await processing.drain()
    assert await stage.state.inbox.unfinished() == ()


async def test_an_update_that_is_put_off_comes_again(
    stage: Stage, bench: Bench, processing: Processing
) -> None:
    """No attempt is counted, and the next of its chat waits."""
    bench.fails[1] = [PutOffError(0.0, reason="limit")]
    bench.allow(1)
    await stage.state.inbox.put([arrival(1, 7), arrival(2, 7)])
    await bench.until_begun(1, 1, 2)
    [left] = await stage.state.inbox.unfinished()
    assert (left.update_id, left.attempts) == (2, 1)


async def test_an_update_that_cannot_be_read_is_parked_in_the_end(
    stage: Stage, bench: Bench, processing: Processing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is counted and kept for people; the next of its chat goes on."""
    monkeypatch.setattr("bot.state.inbox.RETRY_MS", (0, 0))
    await stage.state.inbox.put([Arrival(1, 7, '{"update_id": "?"'), arrival(2, 7)])
    bench.allow(2)
    await bench.until_begun(2)
    await processing.drain()
    [left] = await stage.state.inbox.unfinished()
    assert (left.update_id, left.state) == (1, UpdateState.PARKED)
    assert await stage.state.inbox.parked(since=0) == (1,)


PERSON = {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "A"}}
INLINE = {**PERSON, "query": "x", "offset": ""}
PRESSED = {**PERSON, "chat_instance": "1", "data": "c_1"}


@pytest.fixture
async def later(stage: Stage, bench: Bench) -> AsyncIterator[Processing]:
    """Work on updates five minutes after they came in."""
    processing = Processing(
        bench.work,
        stage.desk,
        language=Language.EN,
        clock=lambda: utc_ms() + 5 * MINUTE_MS,
    )
    yield processing
    bench.allow(*range(100))
    await processing.drain()


async def test_queries_that_nobody_waits_for_are_dropped(
    stage: Stage, bench: Bench, later: Processing
) -> None:
    """An inline query or a press found after a long time is done without a word."""
    await stage.state.inbox.put([arrival(1, 7, inline_query=INLINE)])
    await stage.state.inbox.put([arrival(2, 8, callback_query=PRESSED), arrival(3, 9)])
    running = asyncio.create_task(later.run())
    bench.allow(3)
    await bench.until_begun(3)
    assert await later.drain()
    await running
    assert await stage.state.inbox.unfinished() == ()


async def test_a_press_that_asks_is_a_question(
    stage: Stage, bench: Bench, later: Processing
) -> None:
    """It is answered however late."""
    asking = {**PRESSED, "data": "q_1"}
    await stage.state.inbox.put([arrival(1, 7, callback_query=asking)])
    running = asyncio.create_task(later.run())
    await bench.until_begun(1)
    bench.allow(1)
    assert await later.drain()
    await running


@pytest.mark.parametrize("ending", ["put off", "stopped", "failed", "killed"])
async def test_a_press_that_was_begun_is_ended(
    stage: Stage, bench: Bench, later: Processing, ending: str
) -> None:
    """However long after: it may have moved a file that is still to be read."""
    inbox = stage.state.inbox
    await inbox.put([arrival(1, 7, callback_query=PRESSED)])
    [claim] = await inbox.claim(1)
    match ending:
        case "put off":
            await inbox.postpone(claim, "limit", not_before=0)
        case "stopped":
            await inbox.release(claim)
        case "failed":
            await inbox.failed(claim, "OSError")
            await stage.state.database.change(update(INBOX).values(not_before=0))
        case "killed":
            await stage.state.database.change(update(INBOX).values(holder="gone", lease_until=0))
    running = asyncio.create_task(later.run())
    await bench.until_begun(1)
    bench.allow(1)
    assert await later.drain()
    await running
    assert await inbox.unfinished() == ()


async def test_a_late_answer_says_how_old_the_question_is(stage: Stage) -> None:
    """From six hours on."""

    async def work(update: Update) -> None:
        await stage.desk.book.of(update.update_id).reply(stage.asked, compose_line("98%"))

    for hours in (5, 7):
        later = Processing(
            work,
            stage.desk,
            language=Language.ZH_HANS,
            clock=lambda hours=hours: utc_ms() + hours * HOUR_MS,
        )
        message = json.loads(stage.asked.to_json())
        await stage.state.inbox.put([arrival(hours, hours, message=message)])
        running = asyncio.create_task(later.run())
        await stage.alice.chat.until(lambda hours=hours: len(stage.texts) == (hours - 3) // 2)
        await later.drain()
        await running
    assert stage.texts == ["98%", "（问于 7 小时前）\n98%"]


async def test_a_stop_gives_back_what_does_not_end(
    stage: Stage, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on disk, untouched, for the next start."""
    monkeypatch.setattr("bot.telegram.processing.FINISH_S", 0.0)
    monkeypatch.setattr("bot.telegram.processing.PUT_OFF_S", 0.0)
    processing = Processing(bench.work, stage.desk, language=Language.EN)
    running = asyncio.create_task(processing.run())
    await stage.state.inbox.put([arrival(1, 7)])
    await bench.until_begun(1)
    assert not await processing.drain()
    await running
    [left] = await stage.state.inbox.unfinished()
    assert (left.state, left.attempts) == (UpdateState.NEW, 0)


async def test_what_is_no_update_is_given_up_at_once(
    stage: Stage, bench: Bench, processing: Processing
) -> None:
    """The next one of its chat does not wait for it."""
    await stage.state.inbox.put([Arrival(1, 7, '{"update_id": 1, "message": 5}'), arrival(2, 7)])
    bench.allow(2)
    await bench.until_begun(2)
    assert await processing.drain()
    [left] = await stage.state.inbox.unfinished()
    assert (left.update_id, left.state, left.attempts) == (1, UpdateState.PARKED, 1)


@pytest.mark.parametrize(
    "last_sent_at, begun, parked",
    [(inf, (1, 2), (1,)), (-inf, (1, 1, 1, 2), ())],
    ids=["others go out", "nothing goes out"],
)
async def test_what_telegram_never_takes_does_not_hold_its_chat_up(
    stage: Stage,
    bench: Bench,
    processing: Processing,
    monkeypatch: pytest.MonkeyPatch,
    last_sent_at: float,
    begun: tuple[int, ...],
    parked: tuple[int, ...],
) -> None:
    """Refused while others go out, it is given up when its time is over; in an outage it waits."""
    monkeypatch.setattr("bot.telegram.patience.GIVE_UP_S", 0.0)
    stage.sender.last_sent_at = last_sent_at
    refused = PutOffError(0.0, reason="NetworkError", is_refused=True)
    bench.fails[1] = [refused] * 2
    bench.allow(1, 2)
    await stage.state.inbox.put([arrival(1, 7), arrival(2, 7)])
    await bench.until_begun(*begun)
    assert await stage.state.inbox.parked(since=0) == parked
