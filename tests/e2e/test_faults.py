"""What does the operator read when something is wrong with the machine, and what then?"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.backups import BACKUP_NAME, back_up
from bot.state.opening import FILE_NAME
from tests.e2e.conftest import QUESTION, exit_code
from tests.support.botapi.faults import HtmlError, Slow
from tests.support.botapi.server import BotApiServer
from tests.support.disks import small_disk
from tests.support.process import BotProcess


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of two megabytes, where this machine lets a test make one."""
    with small_disk(tmp_path / "disk", "2m") as disk:
        yield disk


async def test_a_second_instance_leaves_the_first_alone(
    server: BotApiServer, bot: BotProcess, corpus: Path, tmp_path: Path
) -> None:
    """It names the process that holds the state, ends with 1, and never polls."""
    second = BotProcess(server, corpus=corpus, state=tmp_path / "state")
    assert await exit_code(second) == 1
    assert second.lines[-1] == (
        f"{tmp_path / 'state' / FILE_NAME} 正被另一个程序使用（进程 {bot.pid}）。"
        "一份状态数据只能由一个机器人使用。"
    )
    alice = server.person("Alice")
    alice.says(QUESTION)
    assert (await alice.chat.next_message(10)).text.startswith("2704个")


async def test_a_full_disk_stops_the_intake_until_there_is_room(
    server: BotApiServer, corpus: Path, disk: Path
) -> None:
    """Nothing is confirmed that is not kept; the operator reads of both ends of it."""
    alice = server.person("Alice")
    ballast = disk / "ballast"
    async with BotProcess(server, corpus=corpus, state=disk / "state") as bot:
        fill(ballast)
        alice.says(QUESTION + "请" * 3_000)
        line = await bot.until_stderr("暂停接收")
        assert line == ("暂停接收新消息：磁盘满了，状态数据写不进去。腾出空间后会自动恢复。")
        assert len(server.world.updates) == 1
        ballast.unlink()
        await alice.chat.next_message(20)
        await bot.until_stderr("状态数据可用了，已恢复接收")
        await server.settled()


def fill(ballast: Path) -> None:
    """Leave no room in the file system of a file."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


def forbid_writing(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S607


async def test_a_state_that_cannot_be_written_is_one_line(
    server: BotApiServer, corpus: Path, disk: Path
) -> None:
    """Exit code 1 at the start; no question is taken."""
    forbid_writing(disk)
    bot = BotProcess(server, corpus=corpus, state=disk / "state")
    server.person("Alice").says(QUESTION)
    assert await exit_code(bot) == 1
    assert bot.lines[-1] == f"状态数据暂时用不了：磁盘是只读的: {disk / 'state'}"
    assert server.n_polls == 0


async def test_a_damaged_state_is_set_aside_and_restored(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """The operator reads where the damaged file is and what stands in its place; answers go on."""
    state = tmp_path / "state"
    alice = server.person("Alice")
    bot = BotProcess(server, corpus=corpus, state=state)
    async with bot:
        alice.says(QUESTION)
        await alice.chat.next_message(10)
    back_up(state / FILE_NAME, state / BACKUP_NAME)
    (state / FILE_NAME).write_bytes(b"\xff" * 10_000)
    async with bot:
        aside = await bot.until_stderr("状态文件已损坏，改名保留为")
        await bot.until_stderr("已从每日备份恢复状态数据")
        alice.says(QUESTION)
        assert (await alice.chat.next_message(10)).text.startswith("2704个")
        await server.settled()
    assert f"{FILE_NAME}.damaged-" in aside
    assert list(state.glob(f"{FILE_NAME}.damaged-*"))  # nothing else runs now
    assert len(alice.chat.bot_messages) == 2


async def test_a_token_taken_back_ends_it(server: BotApiServer, bot: BotProcess) -> None:
    """Exit code 2 and the line that names the setting."""
    await server.until_polling()
    server.token = "7000000001:another"
    server.person("Alice").says(QUESTION)
    assert await bot.until_ended() == 2
    assert bot.lines[-1] == (
        "Telegram 不认这个令牌。请检查 YOUJU_TELEGRAM_TOKEN（以及 YOUJU_TELEGRAM_API_URL）。"
    )


async def test_a_stop_while_telegram_is_slow(server: BotApiServer, bot: BotProcess) -> None:
    """It ends in time with 0; what was under way is answered after the next start."""
    server.faults.plan("sendMessage", Slow(60.0))
    alice = server.person("Alice")
    alice.says(QUESTION)
    await server.until_call_begun("sendMessage", 1)
    assert await bot.stop(timeout_s=10) == 0
    await bot.start()
    assert "2704个" in (await alice.chat.next_message(10)).text


async def test_a_stop_while_telegram_is_away_keeps_the_question(
    server: BotApiServer, bot: BotProcess
) -> None:
    """What certainly did not arrive is answered later, without a mark."""
    server.faults.plan("sendMessage", HtmlError(502), times=1000)
    alice = server.person("Alice")
    alice.says(QUESTION)
    await server.until_call("sendMessage", 1)
    assert await bot.stop(timeout_s=10) == 0
    server.faults.clear()
    await bot.start()
    assert (await alice.chat.next_message(10)).text.startswith("2704个")
    await server.settled()
    assert len(alice.chat.bot_messages) == 1


async def test_a_stop_before_telegram_was_ever_reached(
    server: BotApiServer, corpus: Path, tmp_path: Path
) -> None:
    """It does not wait for what may never come."""
    await server.stop()
    bot = BotProcess(server, corpus=corpus, state=tmp_path / "state")
    await bot.start(wait=False)
    await bot.until_stderr("连不上 Telegram", 30)
    assert await bot.stop(timeout_s=10) == 0
