"""A bot in a process of its own, on a small corpus, against the loopback Bot API server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.botapi.chats import Chat
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

REPORTS = {
    "luqiao.txt": """路桥区：社区共享停车位

许峰

当前，路桥21家机关单位停车场的2704个车位实现错时共享，赢得赞声一片。

在路桥街道办事处入口，50个办公车位在周六日向社会全天开放。

首篮枇杷在文化节启动仪式上拍出了19800元。
""",
    "wuchang.txt": """五常街道：推动外贸稳中提质

傅静之

今年以来，五常街道走访外贸企业150余家，解决问题100余个，满意率达98%。

1—6月，五常街道出口金额累计达257728.57万元，占全区份额14.87%。
""",
    "haiyan.txt": """海盐经济开发区：点燃新引擎

陈越超

今年上半年，海盐经济开发区实现规上工业总产值249.2亿元，同比增长13.8%。

该区加快项目建设，上半年新开工项目36个，总投资87亿元。
""",
}
QUESTION = "路桥有多少个车位实现错时共享？"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Give a directory with three short reports."""
    directory = tmp_path / "corpus"
    directory.mkdir()
    for name, text in REPORTS.items():
        (directory / name).write_text(text, encoding="utf-8")
    return directory


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    """Give a server that listens; what a correct client never sends fails the test."""
    async with BotApiServer() as server:
        yield server
        assert [str(violation) for violation in server.violations] == []


@pytest.fixture
async def bot(server: BotApiServer, corpus: Path, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """Give a running bot; it must neither fail nor write its token anywhere."""
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state") as bot:
        yield bot
    assert server.token not in bot.stderr
    assert "Traceback" not in bot.stderr


async def greeted(group: Chat) -> Chat:
    """Wait until the bot has greeted a group that it was added to."""
    assert (await group.next_message()).text.startswith("大家好，我是有据。")
    return group


async def exit_code(bot: BotProcess) -> int:
    """Start a bot that is to end by itself, and give its exit code; none is left behind."""
    await bot.start(wait=False)
    try:
        return await bot.until_ended()
    finally:
        if bot.is_running:
            await bot.kill()
