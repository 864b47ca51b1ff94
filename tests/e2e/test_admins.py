"""What can the bot's admins do from the chat, and nobody else?"""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic

import pytest

from tests.e2e.conftest import QUESTION, REPORTS
from tests.support.botapi.faults import Refusal
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

CIXI = "慈溪市：海涂变良田\n\n王五\n\n今年上半年，慈溪市新增耕地面积达1.25万亩，同比增长3.2%。\n"


@pytest.fixture
def boss(server: BotApiServer) -> Person:
    return server.person("馆长")


@pytest.fixture
async def bot(
    server: BotApiServer, boss: Person, corpus: Path, tmp_path: Path
) -> AsyncIterator[BotProcess]:
    """Give a running bot with one admin."""
    env = {"YOUJU_ADMIN_IDS": str(boss.id)}
    async with BotProcess(server, corpus=corpus, state=tmp_path / "state", env=env) as bot:
        yield bot
    assert "Traceback" not in bot.stderr


def files_of(corpus: Path) -> list[str]:
    return sorted(path.name for path in corpus.iterdir())


async def test_an_admin_who_comes_later_is_offered_the_commands(
    bot: BotProcess, server: BotApiServer, boss: Person
) -> None:
    """Before they write, Telegram lets no bot set a menu for them."""
    await server.until_call("setMyCommands", 12)
    boss.starts()
    await server.until_call("setMyCommands", 15)
    offered = server.ledger.made("setMyCommands")
    assert [call.refused for call in offered[9:]] == [True] * 3 + [False] * 3
    assert all('"reload"' in call["commands"] for call in offered[12:])


async def test_a_reload_tells_what_has_changed(
    bot: BotProcess, boss: Person, corpus: Path
) -> None:
    """Answers come from the new text from then on; what was left out is told with its reason."""
    changed = REPORTS["luqiao.txt"].replace("2704个", "2804个")
    (corpus / "luqiao.txt").write_text(changed, encoding="utf-8")
    (corpus / "cixi.txt").write_text(CIXI, encoding="utf-8")
    (corpus / "wuchang.txt").unlink()
    (corpus / "empty.txt").write_text("", encoding="utf-8")
    boss.says("/reload")
    progress = await boss.chat.next_message()
    summary = await boss.chat.next_message()
    await boss.chat.until(lambda: progress.text == "重新读取结束。")
    told = summary.text.split("\n\n")
    assert told[0] == "已重新读取"
    assert told[1].startswith("3 篇报告 · 6 段 · ")
    assert told[2] == (
        "新增：慈溪市：海涂变良田\n改动：路桥区：社区共享停车位\n撤下：五常街道：推动外贸稳中提质"
    )
    assert told[3].startswith("改动的数字（1）\n车位 2804个")
    assert told[3].endswith(" ← 2704个")
    assert told[-1] == "没读的文件（1 个）：\n· empty.txt 里没有文字"
    boss.says(QUESTION)
    assert (await boss.chat.next_message()).text.startswith("2804个")


async def test_after_a_reload_inline_offers_are_of_the_new_reports(
    bot: BotProcess, boss: Person, corpus: Path
) -> None:
    """They go by the generation, and Telegram may keep them no longer than it has lasted."""
    before = await boss.inline(QUESTION)
    reloaded_after = monotonic()
    changed = REPORTS["luqiao.txt"].replace("2704个", "2804个")
    (corpus / "luqiao.txt").write_text(changed, encoding="utf-8")
    boss.says("/reload")
    await boss.chat.next_message()
    assert (await boss.chat.next_message()).text.startswith("已重新读取")
    after = await boss.inline(f"{QUESTION}？")  # which Telegram has kept no answer to
    assert after.cache_s <= monotonic() - reloaded_after
    assert (before.results[0].title, after.results[0].title) == ("2704个", "2804个")
    first, second = (
        {result.id.partition("-")[0] for result in offered.results} for offered in (before, after)
    )
    assert len(first) == len(second) == 1
    assert first != second


async def test_a_reload_that_fails_changes_nothing(
    bot: BotProcess, boss: Person, corpus: Path
) -> None:
    """The reason is told, and questions are answered as before."""
    for name in REPORTS:
        (corpus / name).unlink()
    boss.says("/reload")
    await boss.chat.next_message()
    assert (await boss.chat.next_message()).text.startswith("没读成，一切照旧。")
    boss.says(QUESTION)
    assert (await boss.chat.next_message()).text.startswith("2704个")


async def test_a_document_is_previewed_added_and_undone(
    bot: BotProcess, boss: Person, corpus: Path
) -> None:
    """Nothing changes before the button; what it did, another takes back, after a restart too."""
    boss.sends_document(CIXI.encode(), "../../慈溪.txt")
    preview = await boss.chat.next_message()
    assert preview.text == (
        "慈溪.txt 读出来是：\n\n· 慈溪市：海涂变良田\n\n1 段 · 2 个关键数字。加入吗？"
    )
    assert not (corpus / "慈溪.txt").exists()
    await boss.presses(preview.button("加入"))
    await boss.chat.until(lambda: preview.text == "已加入 慈溪.txt。")
    await boss.chat.next_message()
    assert "新增：慈溪市：海涂变良田" in (await boss.chat.next_message()).text
    boss.says("慈溪市新增耕地面积是多少？")
    assert (await boss.chat.next_message()).text.startswith("1.25万亩")
    await bot.stop()
    await bot.start()
    await boss.presses(preview.button("撤销"))
    await boss.chat.until(lambda: preview.text == "已撤销。")
    await boss.chat.next_message()
    assert "撤下：慈溪市：海涂变良田" in (await boss.chat.next_message()).text
    assert not (corpus / "慈溪.txt").exists()


async def test_a_report_is_taken_out_and_back_in(
    bot: BotProcess, boss: Person, corpus: Path
) -> None:
    """What goes is named first; an undo brings the very file back."""
    boss.says("/remove 五常")
    asked = await boss.chat.next_message()
    assert asked.text == ("撤下 wuchang.txt 吗？一起撤下的报告：\n\n· 五常街道：推动外贸稳中提质")
    await boss.presses(asked.button("撤下"))
    await boss.chat.until(lambda: asked.text == "已撤下 wuchang.txt。")
    await boss.chat.next_message()
    await boss.chat.next_message()
    assert not (corpus / "wuchang.txt").exists()
    await boss.presses(asked.button("撤销"))
    await boss.chat.next_message()
    assert "新增：五常街道" in (await boss.chat.next_message()).text
    assert (corpus / "wuchang.txt").read_text(encoding="utf-8") == REPORTS["wuchang.txt"]


async def test_a_file_that_is_no_report_is_told_to_be_none(
    bot: BotProcess, boss: Person, corpus: Path
) -> None:
    """The reason in one line, and no button."""
    boss.sends_document(b"\x89PNG\r\n\x1a\n" + bytes(100), "picture.txt")
    told = await boss.chat.next_message()
    assert told.buttons == []
    assert files_of(corpus) == sorted(REPORTS)


async def test_admins_see_how_it_is_and_what_is_lacking(
    bot: BotProcess, server: BotApiServer, boss: Person
) -> None:
    """Figures of today, questions without an answer as a table too, answers found wrong."""
    bob = server.person("小陈")
    bob.says(QUESTION)
    await bob.presses((await bob.chat.next_message()).button("👎"))
    for _ in range(2):
        bob.says("=火星有多远？")
        await bob.chat.next_message()
    await server.settled()
    boss.says("/status")
    status = (await boss.chat.next_message()).text
    assert "3 篇报告 · 7 段 · " in status
    assert "今天 3 个问题，没答上 2 个" in status
    boss.says("/gaps")
    gaps = await boss.chat.next_message()
    assert gaps.text.startswith("没答上的问题（1 个）\n\n2× =火星有多远？  ")
    boss.server.faults.plan("sendDocument", Refusal(429, "Too Many Requests", {"retry_after": 5}))
    assert await boss.presses(gaps.button("导出 CSV")) == "表格没能发出去，请再按一次。"
    await boss.presses(gaps.button("导出 CSV"))
    await boss.chat.next_message()
    table = next(call for call in server.calls if call.method == "sendDocument")
    written = next(iter(table.files.values())).content.decode("utf-8-sig")
    assert [row[:2] for row in csv.reader(written.splitlines())] == [
        ["question", "times"],
        ["'=火星有多远？", "2"],
    ]
    boss.says("/feedback")
    assert (await boss.chat.next_message()).text == (
        f"👍 0 · 👎 1\n\n1. {QUESTION}\n[1] 路桥区：社区共享停车位"
    )


async def test_everyone_else_is_refused(
    bot: BotProcess, server: BotApiServer, boss: Person, corpus: Path
) -> None:
    """One polite line, and a line in the log; a document is just no question."""
    bob = server.person("小陈")
    for command in ("reload", "status", "gaps", "feedback", "remove 1", "announce"):
        bob.says(f"/{command}")
        assert (await bob.chat.next_message()).text == "这个命令只给管理员用。"
    bob.sends_document(CIXI.encode(), "慈溪.txt")
    assert (await bob.chat.next_message()).text.startswith("我只读文字。")
    assert await bot.until_stderr("admin command refused")
    assert files_of(corpus) == sorted(REPORTS)
