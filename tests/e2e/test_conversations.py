"""How does a conversation go on: follow-ups, corrections, verdicts, further passages?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import QUESTION, REPORTS, greeted
from tests.support.botapi.chats import Chat
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

SHARE = "五常街道出口金额占全区份额是多少？"


@pytest.fixture
def alice(server: BotApiServer) -> Person:
    return server.person("小林")


@pytest.fixture
async def group(server: BotApiServer, bot: BotProcess, alice: Person) -> Chat:
    return await greeted(server.supergroup("读报组", alice, bot="administrator"))


async def test_a_question_leans_on_the_last_one(bot: BotProcess, alice: Person) -> None:
    """It is shown as it is understood, through a restart too, until /new."""
    alice.says(SHARE)
    assert (await alice.chat.next_message()).slices("bold")[0] == "14.87%"
    alice.says("那出口金额呢？")
    answer = await alice.chat.next_message()
    assert answer.text.startswith("问：五常街道出口金额")
    await bot.stop()
    await bot.start()
    alice.says("镇海区呢")
    answer = await alice.chat.next_message()
    assert answer.text.startswith("问：镇海区出口金额")
    assert "没有找到“镇海区”" in answer.text
    alice.says("/new")
    assert (await alice.chat.next_message()).text == "好，从头问起。"
    alice.says("镇海区呢")
    assert not (await alice.chat.next_message()).text.startswith("问：")


async def test_people_in_a_group_lean_on_their_own_questions(
    server: BotApiServer, alice: Person, group: Chat
) -> None:
    """What another person asked in between does not matter."""
    chen = server.person("小周")
    chen.joins(group)
    alice.mentions(SHARE, group)
    await group.next_message()
    chen.mentions(QUESTION, group)
    await group.next_message()
    alice.mentions("镇海区呢", group)
    assert (await group.next_message()).text.startswith("问：镇海区出口金额占全区份额是多少\n")


async def test_two_questions_of_one_message_are_both_answered(
    bot: BotProcess, alice: Person
) -> None:
    """Each with a message of its own that says which it is; the second may lean on the first."""
    alice.says(f"{QUESTION}首篮枇杷拍出了多少元？")
    first = await alice.chat.next_message()
    second = await alice.chat.next_message()
    assert first.text.startswith(f"问：{QUESTION}\n\n2704个")
    assert second.text.startswith("问：首篮枇杷拍出了多少元？\n\n19800元")
    assert (first.quote or {})["text"] == QUESTION
    assert second.quote == {
        "text": "首篮枇杷拍出了多少元？",
        "position": len(QUESTION),
        "is_manual": True,
    }


async def test_an_edited_question_edits_its_answer(
    bot: BotProcess, server: BotApiServer, alice: Person
) -> None:
    """The answer changes in its place, after a restart too; no second one appears."""
    asked = alice.says(QUESTION)
    answer = await alice.chat.next_message()
    alice.edits(asked, "首篮枇杷拍出了多少元？")
    await alice.chat.until(lambda: answer.text.startswith("19800元"))
    await bot.stop()
    await bot.start()
    alice.edits(asked, QUESTION)
    await alice.chat.until(lambda: answer.text.startswith("2704个"))
    assert alice.chat.bot_messages == [answer]


async def test_talk_that_is_edited_in_a_group_stays_unanswered(
    server: BotApiServer, alice: Person, group: Chat
) -> None:
    """What was not for the bot is not for it when it changes."""
    said = alice.says("大家好", in_=group)
    alice.edits(said, QUESTION)
    await server.settled()
    assert len(group.bot_messages) == 1  # the greeting


async def test_an_answer_is_judged_copied_and_followed_up(bot: BotProcess, alice: Person) -> None:
    """The buttons under an answer still work after a restart."""
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    copied = answer.reply_markup["inline_keyboard"][1][2] if answer.reply_markup else {}
    assert copied["copy_text"] == {"text": "车位 2704个（《路桥区：社区共享停车位》）"}
    await bot.stop()
    await bot.start()
    assert await alice.presses(answer.button("👍")) == "谢谢，记下了。"
    assert await alice.presses(answer.button("👎")) == "谢谢，记下了。管理员会看到。"
    assert await alice.presses(answer.button("更多段落")) == ""
    further = await alice.chat.next_message()
    assert further.text.startswith(
        f"再看几段：{QUESTION}\n\n[2] 路桥区：社区共享停车位\n在路桥街道"
    )
    await alice.presses(further.button("[2]"))
    assert "第 2 段，共 3 段" in (await alice.chat.next_message()).text


async def test_reports_are_listed_with_a_line_each(bot: BotProcess, alice: Person) -> None:
    """Which reports speak of something is answered with their titles and citations."""
    alice.says("哪些报告提到枇杷？")
    answer = await alice.chat.next_message()
    assert answer.text.startswith("1 篇报告讲到：\n\n路桥区：社区共享停车位 [1]\n首篮枇杷")


async def test_a_citation_says_that_its_text_has_changed(
    bot: BotProcess, corpus: Path, alice: Person
) -> None:
    """A button from before a change of the corpus opens the place as it is now."""
    alice.says(QUESTION)
    answer = await alice.chat.next_message()
    await bot.stop()
    source = corpus / "luqiao.txt"
    source.write_text(REPORTS["luqiao.txt"].replace("2704个", "2804个"), encoding="utf-8")
    await bot.start()
    await alice.presses(answer.button("[1] 看上下文"))
    context = await alice.chat.next_message()
    assert "引用之后，这里的原文有改动；以下是现在的文字。" in context.text
    assert "2804个" in context.text


async def test_a_command_that_becomes_a_question_takes_its_picture_along(
    bot: BotProcess, server: BotApiServer, alice: Person
) -> None:
    """Under the card of a report, no other answer may stand."""
    asked = alice.says("/stats 海盐")
    assert (await alice.chat.next_message()).kind == "photo"
    alice.edits(asked, QUESTION)
    assert (await alice.chat.next_message()).text.startswith("2704个")
    await server.settled()
    assert [message.kind for message in alice.chat.bot_messages] == ["text"]
    assert server.refused == []
