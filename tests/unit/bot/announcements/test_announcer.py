"""Announces from a real store on a clock that is turned by hand; nothing is sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.announcements.announcer import Announcer
from bot.state.announced import Announced
from bot.state.clock import DAY_MS, HOUR_MS, SECOND_MS
from bot.state.opening import State
from bot.state.outbox import Due
from bot.state.subscriptions import Cadence, Wish
from retrieval import Engine, Passage
from tests.support.stores import StillClock, Store

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = int(datetime(2026, 11, 24, 8, 30, tzinfo=ZONE).timestamp()) * SECOND_MS
REPORT = """海盐经济开发区：点燃新引擎

今年上半年，海盐经济开发区实现规上工业总产值249.2亿元，同比增长13.8%。
"""
DAILY = Wish(chat=-5, topic=3, minute=8 * 60 + 30, language="zh-hans", created_by=7)


def address(passage: Passage) -> str | None:
    return f"https://t.me/youju_bot?start=c_{passage.id}"


def engine_of(directory: Path, text: str) -> Engine:
    directory.mkdir(exist_ok=True)
    (directory / "haiyan.txt").write_text(text, encoding="utf-8")
    return Engine.open(directory)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return engine_of(tmp_path / "corpus", REPORT)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(address=None, directory=tmp_path, clock=StillClock(MORNING - HOUR_MS))


@pytest.fixture
async def state(store: Store) -> AsyncIterator[State]:
    async with store.open() as state:
        yield state


def announcer_of(state: State, engine: Engine, store: Store) -> Announcer:
    return Announcer(state, lambda: engine, address, zone=ZONE, clock=store.clock)


async def claimed(state: State) -> list[Due]:
    """Take what is queued, as whoever sends it does."""
    found: list[Due] = []
    while dues := await state.outbox.claim(32):
        for each in dues:
            await state.outbox.sent(each.key, 1)
        found += dues
    return found


async def test_a_digest_is_queued_once_for_its_period(
    state: State, engine: Engine, store: Store
) -> None:
    """Looking again, through a restart too, queues nothing more until the next day."""
    await state.subscriptions.add(DAILY)
    announcer = announcer_of(state, engine, store)
    assert await announcer.look() == 0
    store.clock.advance(HOUR_MS)
    assert await announcer.look() == 1
    assert await announcer.look() == 0
    assert await announcer_of(state, engine, store).look() == 0
    [sent] = await claimed(state)
    letter = json.loads(sent.payload)
    assert sent.method == "sendPhoto"
    assert (letter["chat"], letter["topic"]) == (-5, 3)
    assert letter["plain"].startswith("海盐经济开发区：点燃新引擎\n\n规上工业总产值 249.2亿元")
    store.clock.advance(DAY_MS)
    assert await announcer.look() == 1


async def test_a_kill_between_queueing_and_noting_announces_nothing_twice(
    state: State, engine: Engine, store: Store
) -> None:
    """The key of the message names its period."""
    kept = await state.subscriptions.add(DAILY)
    store.clock.advance(HOUR_MS)
    announcer = announcer_of(state, engine, store)
    await announcer.look()
    await state.subscriptions.announced(kept.id, "")
    await announcer.look()
    assert len(await claimed(state)) == 1


async def test_a_time_missed_by_over_twelve_hours_is_said(
    state: State, engine: Engine, store: Store
) -> None:
    """One line, and no digest out of date."""
    await state.subscriptions.add(DAILY)
    store.clock.advance(14 * HOUR_MS)
    assert await announcer_of(state, engine, store).look() == 1
    [sent] = await claimed(state)
    assert json.loads(sent.payload)["plain"] == (
        "11-24 08:30 的数字没能按时发出，已经太晚，这次略过。"
    )


async def test_what_changed_is_announced_to_those_who_asked(
    tmp_path: Path, state: State, engine: Engine, store: Store
) -> None:
    """All reports or the one that changed; another report's subscribers hear nothing."""
    update = replace(DAILY, cadence=Cadence.ON_UPDATE)
    await state.subscriptions.add(update)
    await state.subscriptions.add(replace(update, chat=-6, report="海盐经济开发区：点燃新引擎"))
    await state.subscriptions.add(replace(update, chat=-7, report="另一篇"))
    await state.subscriptions.add(replace(DAILY, chat=-8))
    assert await announcer_of(state, engine, store).on_update() == 0
    new = engine_of(tmp_path / "new", REPORT.replace("249.2", "251.6"))
    announcer = announcer_of(state, new, store)
    assert await announcer.on_update() == 2
    assert await announcer.on_update() == 0
    sent = await claimed(state)
    assert sorted(each.chat for each in sent) == [-6, -5]
    assert "规上工业总产值 251.6亿元" in json.loads(sent[0].payload)["plain"]
    assert "← 249.2亿元" in json.loads(sent[0].payload)["plain"]


async def test_a_change_is_announced_once_through_a_kill_and_again_when_it_comes_again(
    tmp_path: Path, state: State, engine: Engine, store: Store
) -> None:
    """Killed before it is noted, it is queued anew to no effect; there and back is news twice."""
    await state.subscriptions.add(replace(DAILY, cadence=Cadence.ON_UPDATE))
    new = engine_of(tmp_path / "new", REPORT.replace("249.2", "251.6"))
    await announcer_of(state, engine, store).on_update()
    before = await state.announced.latest()
    assert before is not None
    await announcer_of(state, new, store).on_update()
    await state.announced.note(before)
    await announcer_of(state, new, store).on_update()
    assert len(await claimed(state)) == 1
    assert await announcer_of(state, engine, store).on_update() == 1
    assert await announcer_of(state, new, store).on_update() == 1
    assert len(await claimed(state)) == 2


async def test_reports_that_cannot_be_compared_silence_no_digest(
    state: State, engine: Engine, store: Store
) -> None:
    """What was remembered of them is damaged; what is due comes all the same."""
    await state.announced.note(Announced(n=1, generation="甲", outline=b"damaged"))
    await state.subscriptions.add(DAILY)
    store.clock.advance(HOUR_MS)
    running = asyncio.create_task(announcer_of(state, engine, store).run())
    try:
        async with asyncio.timeout(30):
            while not (sent := await claimed(state)):
                await state.outbox.wait(0.1)
    finally:
        running.cancel()
    assert [each.chat for each in sent] == [-5]


async def test_a_card_that_cannot_be_drawn_leaves_its_text(
    state: State, engine: Engine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers come all the same."""

    def broken(*_: object) -> bytes:
        raise OSError("no font")

    monkeypatch.setattr("bot.replies.statistics.draw_digest", broken)
    await state.subscriptions.add(DAILY)
    store.clock.advance(HOUR_MS)
    await announcer_of(state, engine, store).look()
    [sent] = await claimed(state)
    assert sent.method == "sendMessage"
    assert "249.2亿元" in json.loads(sent.payload)["plain"]


async def test_a_suspended_chat_is_left_in_peace(
    state: State, engine: Engine, store: Store
) -> None:
    """Until it resumes."""
    await state.subscriptions.add(DAILY)
    await state.subscriptions.suspend(-5, "removed")
    store.clock.advance(HOUR_MS)
    announcer = announcer_of(state, engine, store)
    assert await announcer.look() == 0
    await state.subscriptions.resume(-5)
    assert await announcer.look() == 1


async def test_a_report_that_is_gone_is_said_to_be(
    state: State, engine: Engine, store: Store
) -> None:
    """Its subscribers learn how to end it."""
    await state.subscriptions.add(replace(DAILY, report="没有的报告"))
    store.clock.advance(HOUR_MS)
    await announcer_of(state, engine, store).look()
    [sent] = await claimed(state)
    assert "“没有的报告”已不在语料里" in json.loads(sent.payload)["plain"]


async def test_one_subscription_that_cannot_be_served_costs_the_others_nothing(
    tmp_path: Path, state: State, engine: Engine, store: Store
) -> None:
    """Such as one in a language that is not spoken here any more; it is tried again."""
    update = replace(DAILY, cadence=Cadence.ON_UPDATE)
    for chat, wish, language in (
        (-6, DAILY, "tlh"), (-7, DAILY, "zh-hans"), (-8, update, "tlh"), (-9, update, "zh-hans"),
    ):  # fmt: skip
        await state.subscriptions.add(replace(wish, chat=chat, language=language))
    announcer = announcer_of(state, engine, store)
    await announcer.on_update()
    store.clock.advance(HOUR_MS)
    assert await announcer.look() == 1
    assert await announcer.look() == 0
    new = engine_of(tmp_path / "new", REPORT.replace("249.2", "251.6"))
    assert await announcer_of(state, new, store).on_update() == 1
    assert [each.chat for each in await claimed(state)] == [-7, -9]
