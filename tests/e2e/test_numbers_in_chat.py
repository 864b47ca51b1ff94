"""What do people see who ask for numbers instead of an answer?"""

from __future__ import annotations

import pytest

from tests.support.botapi.faults import Refusal
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer

pytestmark = pytest.mark.usefixtures("bot")

TITLE = "海盐经济开发区：点燃新引擎"
NUMBERS = ["249.2亿元", "13.8% ↑", "36个", "87亿元"]


@pytest.fixture
def alice(server: BotApiServer) -> Person:
    return server.person("小林")


async def test_a_conversation_about_numbers(alice: Person) -> None:
    """From the whole corpus to one report, its card, one measure, and a report page by page."""
    alice.says("/stats")
    overview = await alice.chat.next_message()
    await alice.presses(overview.button("1"))
    await alice.chat.next_message()
    alice.says("/compare 车位")
    await alice.chat.next_message()
    alice.says("/report 2")
    report = await alice.chat.next_message()
    await alice.presses(report.button("关键数字"))
    await alice.chat.until(lambda: "第 1–" in report.text)
    assert (
        alice.chat.transcript()
        == """\
小林: /stats
有据 (replying to 小林): 报告里的数字
  3 篇报告 · 7 段 · 14 个关键数字

  1. 海盐经济开发区：点燃新引擎
  2 段 · 4 个关键数字

  2. 路桥区：社区共享停车位
  3 段 · 4 个关键数字

  3. 五常街道：推动外贸稳中提质
  2 段 · 6 个关键数字

  点序号看一篇的数字；/compare 指标，看各篇的同一项数字。
  [1] [2] [3]
有据 (replying to 有据): <photo> 海盐经济开发区：点燃新引擎

  规上工业总产值 249.2亿元（今年上半年） [1]
  规上工业总产值增速 13.8% ↑（今年上半年） [1]
  新开工项目 36个（上半年） [2]
  新开工项目总投资 87亿元（上半年） [2]
  [[1] 看上下文] [[2]]
  [这篇报告]
小林: /compare 车位
有据 (replying to 小林): 车位

  路桥区 当前  2704个 [1]

  相近的指标：
  [[1] 看上下文]
  [办公车位]
小林: /report 2
有据 (replying to 小林, edited): 路桥区：社区共享停车位
  第 1–4 个，共 4 个

  1. 机关单位停车场 21家（当前）
  2. 车位 2704个（当前）
  3. 办公车位 50个
  4. 文化节启动仪式上拍出 19800元
  [这篇报告]"""
    )


async def test_a_digest_is_a_card_with_its_numbers_below(alice: Person) -> None:
    """A part of a title is enough to name a report, in either script."""
    for name in ("海盐", "海鹽"):
        alice.says(f"/stats {name}")
        card = await alice.chat.next_message()
        assert card.kind == "photo"
        assert card.slices("bold") == [TITLE, *NUMBERS]


async def test_a_card_that_is_refused_leaves_its_text(server: BotApiServer, alice: Person) -> None:
    """The numbers are sent all the same."""
    server.faults.plan("sendPhoto", Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED"), times=2)
    alice.says("/stats 海盐")
    told = await alice.chat.next_message()
    assert told.kind == "text"
    assert told.slices("bold") == [TITLE, *NUMBERS]


async def test_reading_on_from_a_card_is_a_message_of_its_own(alice: Person) -> None:
    """A picture cannot be edited into a text."""
    alice.says("/stats 海盐")
    card = await alice.chat.next_message()
    await alice.presses(card.button("这篇报告"))
    outline = await alice.chat.next_message()
    assert outline.text.startswith("海盐经济开发区：点燃新引擎\n陈越超\n")


async def test_a_name_of_many_reports_is_asked_back(alice: Person) -> None:
    """Each report of that name is a button that shows what was asked for."""
    alice.says("/stats 道")
    alice.says("/stats 区")
    first = await alice.chat.next_message()
    assert first.text.startswith("五常街道")
    choice = await alice.chat.next_message()
    assert choice.text == "叫“区”的报告有 2 篇，看哪一篇？"
    await alice.presses(choice.button("海盐"))
    assert (await alice.chat.next_message()).slices("bold") == [TITLE, *NUMBERS]


async def test_what_is_not_there_is_said(alice: Person) -> None:
    """No such report, no such measure, no measure at all."""
    for asked, told in {
        "/stats 北京": "没有唯一叫“北京”的报告。",
        "/report 99": "没有唯一叫“99”的报告。",
        "/compare 飞碟": "没有哪篇报告给出“飞碟”的数字。",
        "/compare": "在 /compare 后面写一项指标，例如：/compare ",
    }.items():
        alice.says(asked)
        assert (await alice.chat.next_message()).text.startswith(told)
