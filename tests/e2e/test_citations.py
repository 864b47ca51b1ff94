"""Can an answer be checked, and read on from?"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.messages import Message
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def alice(server: BotApiServer) -> Person:
    return server.person("Alice")


async def opened(alice: Person) -> Message:
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    assert await alice.presses(answer.button("[1] 看上下文")) == ""
    return await alice.chat.next_message()


async def test_a_citation_opens_in_context(alice: Person) -> None:
    """The passage stands quoted between its neighbours, in a message of its own."""
    context = await opened(alice)
    assert context.text.startswith("路桥区：社区共享停车位\n第 1 段，共 3 段\n\n")
    quoted, *_ = context.slices("blockquote")
    assert quoted.startswith("当前，路桥21家机关单位")
    assert context.text.endswith("50个办公车位在周六日向社会全天开放。")
    assert context.reply_to is alice.chat.bot_messages[0]


async def test_reading_on_happens_in_place(alice: Person) -> None:
    """Next and previous change the same message; at the ends there is nothing to press."""
    context = await opened(alice)
    for position in (2, 3):
        await alice.presses(context.button("下一段"))
        await alice.chat.until(lambda n=position: f"第 {n} 段，共 3 段" in context.text)
    with pytest.raises(LookupError):
        context.button("下一段")
    await alice.presses(context.button("上一段"))
    await alice.chat.until(lambda: "第 2 段，共 3 段" in context.text)
    assert len(alice.chat.bot_messages) == 2


async def test_a_deep_link_opens_a_citation(alice: Person) -> None:
    """The number in an answer links to its passage, for anyone who follows it."""
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    urls = {entity["url"] for entity in answer.entities if entity["type"] == "text_link"}
    assert len(urls) == 1
    payload = urls.pop().removeprefix("https://t.me/youju_bot?start=")
    alice.starts(payload)
    assert (await alice.chat.next_message()).text.startswith("路桥区：社区共享停车位\n第 1 段")


@pytest.mark.parametrize(
    "payload",
    ["c_nowhere", "c_-5q61MQ", "c_-_", "x_1", "campaign2024", "c_", "q_0-0", "-", "c_" + "a" * 62],
)
async def test_a_deep_link_to_nowhere_is_met_kindly(alice: Person, payload: str) -> None:
    """A link to what is gone says so; one that was never made here greets."""
    alice.starts(payload)
    told = (await alice.chat.next_message()).text
    assert told == "这一段不在现在的语料里了。请重新提问。" or told.startswith("有据\n")


async def test_a_press_on_what_is_gone_is_told_to_the_one_who_pressed(alice: Person) -> None:
    """A button from before a change of the corpus gets a notice; the message stays."""
    context = await opened(alice)
    before = context.text
    rows = context.reply_markup["inline_keyboard"] if context.reply_markup else []
    for data, notice in {
        "w_nowhere": "这一段不在现在的语料里了。请重新提问。",
        "r_nowhere": "没有唯一叫“nowhere”的报告。请用报告列表（reports）里的序号或完整标题。",
        "old button": "这个按钮过期了，请重新提问。",
        "w_": "这个按钮过期了，请重新提问。",
    }.items():
        rows[0][0]["callback_data"] = data
        assert await alice.presses(context.buttons[0][0]) == notice
    assert context.text == before


async def test_a_press_under_a_message_out_of_reach_gets_a_notice(alice: Person) -> None:
    """Telegram forgets old messages; the press is answered all the same."""
    context = await opened(alice)
    button = context.button("下一段")
    context.deleted = True
    assert await alice.presses(button) == "这个按钮过期了，请重新提问。"
