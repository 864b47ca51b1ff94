"""Real processes, on generations that an engine here has stored."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.answering import workers
from bot.answering.responding import Inquiry, Response, respond
from bot.answering.wire import Setup
from bot.answering.workers import Workers
from bot.replies.texts import Language
from retrieval import Engine
from tests.support.answering import answering_processes, until

ROOT = Path(__file__).resolve().parents[4]
QUESTION = "路桥区错时共享停车位一共多少个？"


@dataclass(frozen=True, kw_only=True)
class Room:
    """An engine, and the processes that answer beside it."""

    engine: Engine
    workers: Workers

    async def ask(self, question: str = QUESTION) -> Response | None:
        return await self.workers.respond(inquiry(question), self.engine.stored_as)

    async def until_ready(self, n: int = 1) -> None:
        async def holds() -> bool:
            return self.workers.n_ready >= n

        await until(holds)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def engine(seeds: Path, store: Path) -> Engine:
    return Engine.open(seeds, store=store)


@asynccontextmanager
async def answering(engine: Engine, store: Path, n: int = 1) -> AsyncIterator[Room]:
    name = engine.stored_as
    setup = None if name is None else Setup(store=str(store), generation=name)
    async with Workers(n, lambda: setup) as started:
        yield Room(engine=engine, workers=started)


def inquiry(question: str) -> Inquiry:
    return Inquiry(question=question, language=Language.ZH_HANS, bot="youju_bot")


def told(response: Response | None) -> Response | None:
    """Leave out what differs from run to run: the time it took."""
    if response is None or response.finding is None:
        return response
    return replace(response, finding=replace(response.finding, took_ms=0.0))


def processes() -> set[int]:
    return set(answering_processes(os.getpid()))


async def test_it_says_what_the_engine_here_says(engine: Engine, store: Path) -> None:
    """Every question of the seeds gets the same reply, character for character."""
    lines = (ROOT / "tests/eval/seeds/questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    async with answering(engine, store) as room:
        await room.until_ready()
        there = await asyncio.gather(*map(room.ask, questions))
    here = [respond(inquiry(question), engine) for question in questions]
    assert list(map(told, there)) == list(map(told, here))


async def test_none_answers_before_it_is_ready(engine: Engine, store: Path) -> None:
    """The bot answers until then."""
    async with answering(engine, store) as room:
        assert await room.ask() is None


async def test_a_process_that_died_is_replaced(engine: Engine, store: Path) -> None:
    """What it was asked is left to the bot, as there is no other; the next one answers again."""
    async with answering(engine, store) as room:
        await room.until_ready()
        [pid] = processes()
        os.kill(pid, signal.SIGSTOP)  # it has the question, and cannot answer
        asked = asyncio.create_task(room.ask())
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        assert await asked is None
        await room.until_ready()
        assert processes().isdisjoint({pid})
        assert await room.ask() is not None


async def test_what_one_was_asked_is_asked_of_another(engine: Engine, store: Path) -> None:
    """Nobody notices that a process died."""
    async with answering(engine, store, n=2) as room:
        await room.until_ready(2)
        first, second = processes()
        for pid in (first, second):
            os.kill(pid, signal.SIGSTOP)
        asked = [asyncio.create_task(room.ask()) for _ in range(4)]
        await asyncio.sleep(0)
        os.kill(first, signal.SIGKILL)
        os.kill(second, signal.SIGCONT)
        assert None not in await asyncio.gather(*asked)


async def test_one_that_says_nothing_is_replaced(
    engine: Engine, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one who gives up waiting ends it; the next question is answered again."""
    async with answering(engine, store) as room:
        await room.until_ready()
        [stuck] = processes()
        os.kill(stuck, signal.SIGSTOP)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await room.ask()
        assert processes() == {stuck}  # not stuck for long
        monkeypatch.setattr(workers, "STUCK_S", 0.0)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await room.ask()

        async def is_replaced() -> bool:
            return processes() not in (set(), {stuck}) and room.workers.n_ready == 1

        await until(is_replaced)
        assert await room.ask() is not None


async def test_what_a_process_fails_at_is_handed_back(engine: Engine, store: Path) -> None:
    """As where the store does not hold a generation any more; it goes on with the next."""
    async with answering(engine, store) as room:
        await room.until_ready()
        assert await room.workers.respond(inquiry(QUESTION), "0" * 32) is None
        assert await room.ask() is not None


async def test_a_corpus_in_memory_is_for_the_bot_alone(seeds: Path, store: Path) -> None:
    """No process is started: there is nothing that it could map."""
    async with answering(Engine.open(seeds), store) as room:
        await asyncio.sleep(0.1)
        assert processes() == set()
        assert await room.ask() is None


async def test_none_is_left_behind(engine: Engine, store: Path) -> None:
    """Not even one that does not listen."""
    async with answering(engine, store, n=2) as room:
        await room.until_ready(2)
        os.kill(next(iter(processes())), signal.SIGSTOP)
    assert processes() == set()
