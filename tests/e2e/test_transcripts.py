"""How does a conversation read, from the first word to the last?"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import QUESTION, greeted
from tests.support.botapi.server import BotApiServer

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_conversation_in_private(server: BotApiServer) -> None:
    """A question, its evidence in context, reading on, and an honest "not found"."""
    alice = server.person("小林")
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    await alice.presses(answer.button("[1] 看上下文"))
    context = await alice.chat.next_message()
    await alice.presses(context.button("下一段"))
    await alice.chat.until(lambda: "第 2 段" in context.text)
    alice.says("火星探测器的发射年份？")
    refusal = await alice.chat.next_message()
    assert "没有找到" in refusal.text
    conversation, _, _ = alice.chat.transcript().partition("\n小林: 火星")
    assert (
        conversation
        == """\
小林: 路桥有多少个车位实现错时共享？
有据 (replying to 小林): 2704个 [1]

  关键数字
  车位 2704个（当前，路桥区） [1]
  机关单位停车场 21家（当前，路桥区） [1]

  [1] 路桥区：社区共享停车位
  当前，路桥21家机关单位停车场的2704个车位实现错时共享，赢得赞声一片。
  [[1] 看上下文]
  [👍 对] [👎 不对] [复制] [更多段落]
有据 (replying to 有据, edited): 路桥区：社区共享停车位
  第 2 段，共 3 段

  当前，路桥21家机关单位停车场的2704个车位实现错时共享，赢得赞声一片。

  在路桥街道办事处入口，50个办公车位在周六日向社会全天开放。

  首篮枇杷在文化节启动仪式上拍出了19800元。
  [‹ 上一段] [下一段 ›]
  [这篇报告]"""
    )


async def test_a_conversation_in_a_group(server: BotApiServer) -> None:
    """People talk; the bot answers once, when it is called."""
    alice, bob = server.person("小林"), server.person("小陈")
    group = await greeted(server.supergroup("读报组", alice, bob, bot="administrator"))
    bob.says("枇杷好吃吗？", in_=group)
    alice.mentions("首篮枇杷拍出了多少元？", group)
    await group.next_message()
    bob.says("真贵", in_=group)
    await server.settled()
    lines = [line.partition(":")[0] for line in group.transcript().split("\n") if ": " in line]
    assert [line for line in lines if not line.startswith(" ")] == [
        "有据",
        "小陈",
        "小林",
        "有据 (replying to 小林)",
        "小陈",
    ]
