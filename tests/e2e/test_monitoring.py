"""What do monitoring and a terminal say of a bot that runs?"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.server import BotApiServer
from tests.support.process import ROOT, BotProcess


@pytest.fixture
def listen() -> str:
    """Give an address of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
async def bot(
    server: BotApiServer, corpus: Path, tmp_path: Path, listen: str
) -> AsyncIterator[BotProcess]:
    env = {"YOUJU_HTTP_LISTEN": listen}
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env) as bot:
        yield bot


async def get(listen: str, page: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://{listen}{page}") as got:
        return got.status, await got.text()


async def test_it_is_healthy_and_ready(bot: BotProcess, listen: str) -> None:
    """Both pages say ok."""
    assert await get(listen, "/healthz") == (200, "ok\n")
    assert await get(listen, "/readyz") == (200, "ok\n")


async def test_it_is_not_ready_while_telegram_is_away(
    server: BotApiServer, bot: BotProcess, listen: str
) -> None:
    """It is healthy still: a restart would not help."""
    await server.stop()
    await bot.until_stderr("连不上 Telegram")
    assert await get(listen, "/readyz") == (503, "telegram: out of reach\n")
    assert (await get(listen, "/healthz"))[0] == 200
    await server.start()


async def test_figures_follow_what_happens(
    server: BotApiServer, bot: BotProcess, listen: str
) -> None:
    """A question and its answer stand in them; no word of either does."""
    server.flood.by_script(1, method="sendMessage")
    alice = server.person("Alice")
    alice.says(QUESTION)
    await alice.chat.next_message(10)
    await server.settled()
    status, page = await get(listen, "/metrics")
    lines = page.splitlines()
    assert status == 200
    for line in (
        "youju_updates_total 1",
        'youju_questions_total{band="answer"} 1',
        "youju_gate_failures_total 0",
        "youju_floods_total 1",
        'youju_sends_total{outcome="sent"} 1',
        'youju_stage_seconds_count{stage="total"} 1',
        'youju_inbox_updates{state="new"} 0',
        'youju_outbox_messages{state="sent"} 1',
        "youju_telegram_up 1",
    ):
        assert line in lines
    assert "车位" not in page
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)


async def run(bot: BotProcess, *arguments: str) -> tuple[int, str]:
    """Run a subcommand beside the bot, with its settings."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=ROOT,
        env={**os.environ, **bot.env, "COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


async def test_the_doctor_finds_a_running_bot_well(server: BotApiServer, bot: BotProcess) -> None:
    """Every subject has a line, the token none."""
    code, table = await run(bot, "doctor", "--language", "en")
    assert code == 0
    subjects = ("settings", "network", "token", "disk", "state", "corpus", "versions")
    assert [line.split()[0] for line in table.splitlines()] == [*subjects]
    assert "@youju_bot" in table
    assert server.token not in table


async def test_the_doctor_names_what_is_not_well(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """A refused token and a missing corpus are told, and the exit code is 1."""
    bot = BotProcess(
        server,
        corpus=tmp_path / "nowhere",
        state=tmp_path / "state",
        env={"YOUJU_TELEGRAM_TOKEN": "7:x"},
    )
    code, table = await run(bot, "doctor", "--language", "en")
    assert code == 1
    unwell = [line.split()[0] for line in table.splitlines() if "NOT WELL" in line]
    assert unwell == ["token", "corpus"]
    assert "HTTP 401. Telegram does not know this token" in table


async def test_the_doctor_says_what_to_do_without_a_token(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """It is missing, and where one comes from."""
    env = {"YOUJU_TELEGRAM_TOKEN": ""}
    bot = BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env)
    code, table = await run(bot, "doctor", "--language", "en")
    assert code == 1
    [line] = [line for line in table.splitlines() if "NOT WELL" in line]
    assert line.startswith(
        "token\tNOT WELL\tYOUJU_TELEGRAM_TOKEN: -. No token is set: get one from"
    )


async def test_a_copy_is_taken_and_given_back(bot: BotProcess, tmp_path: Path) -> None:
    """While the bot runs a copy can be made, and not be put in its place."""
    copy = tmp_path / "copy"
    assert await run(bot, "backup", str(copy)) == (0, f"已备份到 {copy}\n")
    code, told = await run(bot, "restore", str(copy))
    assert code == 1
    assert "正被另一个程序使用" in told
    await bot.stop()
    code, told = await run(bot, "restore", str(copy))
    assert code == 0
    assert told.startswith(f"已从 {copy} 恢复\n原来的状态数据留在 ")
