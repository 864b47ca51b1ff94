"""Does the bot answer from whole reports only, whatever cuts a reload off?"""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import QUESTION, REPORTS
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.cut_off import STEPS
from tests.support.process import BotProcess

TOTAL = "海盐经济开发区实现规上工业总产值多少？"
OLD, NEW = ("2704个", "249.2亿元"), ("2804个", "259.2亿元")


@pytest.fixture
def boss(server: BotApiServer) -> Person:
    return server.person("馆长")


@pytest.fixture
def order(tmp_path: Path) -> Path:
    return tmp_path / "order"


@pytest.fixture
def bot(
    server: BotApiServer, boss: Person, corpus: Path, tmp_path: Path, order: Path
) -> BotProcess:
    return BotProcess(
        server,
        corpus=corpus,
        state=tmp_path / "state",
        arguments=("-m", "tests.support.cut_off", str(order), "run"),
        env={"YOUJU_ADMIN_IDS": str(boss.id)},
    )


def renew(corpus: Path) -> None:
    """Change two reports."""
    for name, old, new in zip(("luqiao.txt", "haiyan.txt"), OLD, NEW, strict=True):
        (corpus / name).write_text(REPORTS[name].replace(old, new), encoding="utf-8")


def give(order: Path, text: str) -> None:
    order.write_text(text, encoding="utf-8")


def is_done(order: Path) -> bool:
    """Say whether the bot has come to the step of an order."""
    return not order.exists()


async def answers(person: Person) -> tuple[str, str]:
    """Ask for what stands in either of the two reports."""
    told = []
    for question in (QUESTION, TOTAL):
        person.says(question)
        told.append((await person.chat.next_message(20)).text.split()[0])
    return told[0], told[1]


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_each_step_of_a_reload(
    server: BotApiServer, bot: BotProcess, boss: Person, corpus: Path, order: Path, step: str
) -> None:
    """The bot that starts anew answers from both new reports, and from nothing half made."""
    alice = server.person("Alice")
    await bot.start()
    renew(corpus)
    give(order, f"{step}:kill")
    boss.says("/reload")
    assert await bot.until_ended() == -signal.SIGKILL
    assert is_done(order)
    async with bot:
        assert await answers(alice) == NEW
    assert "Traceback" not in bot.stderr


async def test_out_of_memory_at_each_step_of_a_reload(
    server: BotApiServer, bot: BotProcess, boss: Person, corpus: Path, order: Path
) -> None:
    """Whoever asked for it is told that all is as it was, and it is; the next one succeeds."""
    async with bot:
        for step in STEPS:
            for name, text in REPORTS.items():  # what was made before must not help
                (corpus / name).write_text(f"{text}\n{step}", encoding="utf-8")
            give(order, f"{step}:memory")
            boss.says("/reload")
            await boss.chat.next_message(20)
            told = await boss.chat.next_message(20)
            assert told.text.startswith("没读成，一切照旧。"), step
            assert is_done(order)
            assert await answers(server.person("Alice")) == OLD, step
        renew(corpus)
        boss.says("/reload")
        await boss.chat.next_message(20)
        assert (await boss.chat.next_message(20)).text.startswith("已重新读取")
        assert await answers(server.person("Alice")) == NEW
        await server.settled()


BROKEN = {
    "empty": b"",
    "binary": b"\x00\x01\x02" * 100,
    "cut in a character": "路桥区".encode()[:-1] + b"\xff\xfe",
    "half an archive": b"PK\x03\x04half",
    "half a PDF": b"%PDF-1.7\n1 0",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
async def test_a_reload_of_nothing_but_broken_files(
    server: BotApiServer, bot: BotProcess, boss: Person, corpus: Path, content: bytes
) -> None:
    """All is as it was, and the files are named."""
    alice = server.person("Alice")
    async with bot:
        for name in REPORTS:
            (corpus / name).write_bytes(content)
        boss.says("/reload")
        await boss.chat.next_message(20)
        told = await boss.chat.next_message(20)
        assert told.text.startswith("没读成，一切照旧。")
        assert await answers(alice) == OLD
        await server.settled()
    assert "Traceback" not in bot.stderr
