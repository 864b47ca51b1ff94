"""Does the bot lose nothing when other processes answer for it?"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.conftest import QUESTION, REPORTS
from tests.support.answering import answering_processes, is_there, until
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

N_PEOPLE, N_EACH = 20, 4


@pytest.fixture
def boss(server: BotApiServer) -> Person:
    return server.person("馆长")


@pytest.fixture
def listen() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
async def bot(
    server: BotApiServer, boss: Person, corpus: Path, tmp_path: Path, listen: str
) -> AsyncIterator[BotProcess]:
    env = {
        "YOUJU_ANSWER_PROCESSES": "2",
        "YOUJU_ADMIN_IDS": str(boss.id),
        "YOUJU_HTTP_LISTEN": listen,
    }
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env) as bot:
        await until_both_answer(listen)
        yield bot
    assert "Traceback" not in bot.stderr


async def until_both_answer(listen: str) -> None:
    async def holds() -> bool:
        return await figure(listen, "youju_answer_processes") == 2

    await until(holds)


async def figure(listen: str, name: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://{listen}/metrics") as got:
        lines = (await got.text()).splitlines()
    return next((int(line.split()[-1]) for line in lines if line.startswith(f"{name} ")), 0)


async def test_kills_under_load_lose_nothing(
    server: BotApiServer, bot: BotProcess, listen: str
) -> None:
    """Every question is answered once, in its chat's order, however often those who answer die."""
    people = [server.person(f"P{n}") for n in range(N_PEOPLE)]
    asked = {person: [person.says(QUESTION) for _ in range(N_EACH)] for person in people}
    for _ in range(3):
        await asyncio.sleep(0.3)
        for pid in answering_processes(bot.pid):
            os.kill(pid, signal.SIGKILL)
    await server.world.changed.until(
        lambda: sum(len(p.chat.bot_messages) for p in people) >= N_PEOPLE * N_EACH,
        timeout_s=120,
        waiting_for="answers to all questions",
    )
    await server.settled()
    told = {p: [message.reply_to for message in p.chat.bot_messages] for p in people}
    assert told == asked
    assert all(m.text.startswith("2704个") for p in people for m in p.chat.bot_messages)
    await until_both_answer(listen)


async def test_they_follow_a_reload(
    server: BotApiServer, bot: BotProcess, boss: Person, corpus: Path, listen: str
) -> None:
    """From the moment that it is done, by the processes themselves; old citations still open."""
    boss.says(QUESTION)
    before = await boss.chat.next_message(20)
    changed = REPORTS["luqiao.txt"].replace("2704个", "2804个")
    (corpus / "luqiao.txt").write_text(changed, encoding="utf-8")
    boss.says("/reload")
    await boss.chat.next_message(20)
    assert (await boss.chat.next_message(60)).text.startswith("已重新读取")
    boss.says(QUESTION)
    assert (await boss.chat.next_message(20)).text.startswith("2804个")
    await boss.presses(before.button("[1] 看上下文"))
    assert "2804个" in (await boss.chat.next_message(20)).text
    await server.settled()
    assert await figure(listen, 'youju_answers_total{by="process"}') == 2
    assert "question handed back" not in bot.stderr


async def test_a_stop_leaves_none_behind(bot: BotProcess) -> None:
    """They end with the bot, in time."""
    pids = answering_processes(bot.pid)
    assert len(pids) == 2
    assert await bot.stop(10) == 0
    assert [pid for pid in pids if is_there(pid)] == []


async def test_a_killed_bot_leaves_none_behind(bot: BotProcess) -> None:
    """Nobody is there to end them: they notice."""
    pids = answering_processes(bot.pid)
    await bot.kill()

    async def holds() -> bool:
        return not any(is_there(pid) for pid in pids)

    await until(holds, 10)
