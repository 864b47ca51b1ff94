"""What does a person see who writes to the bot alone?"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.server import BotApiServer
from tests.support.process import BotProcess

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_question_is_answered_with_its_evidence(server: BotApiServer) -> None:
    """Short answer in bold, what is counted, the passage quoted; the question is replied to."""
    alice = server.person("Alice")
    asked = alice.says(QUESTION)
    answer = await alice.chat.next_message()
    assert answer.reply_to is asked
    assert answer.slices("bold")[0] == "2704个"
    sentence = "当前，路桥21家机关单位停车场的2704个车位实现错时共享，赢得赞声一片。"
    assert answer.text.startswith("2704个 [1]\n\n关键数字\n")
    assert f"\n\n[1] 路桥区：社区共享停车位\n{sentence}" in answer.text
    assert answer.slices("expandable_blockquote") == [sentence]
    assert answer.button("[1] 看上下文")


async def test_what_is_not_there_is_not_found(server: BotApiServer) -> None:
    """An absent subject gets an honest line, and no bold answer."""
    alice = server.person("Alice")
    alice.says("火星探测器是哪年发射的？")
    answer = await alice.chat.next_message()
    assert "没有找到" in answer.text


async def test_start_welcomes_with_questions_to_try(server: BotApiServer) -> None:
    """A press on one of the questions answers it and shows which it was."""
    alice = server.person("Alice")
    alice.starts()
    welcome = await alice.chat.next_message()
    assert "现有 3 篇报告" in welcome.text
    questions = [row[0] for row in welcome.buttons]
    assert len(questions) == 3
    assert await alice.presses(questions[0]) == ""
    answer = await alice.chat.next_message()
    assert answer.text.startswith(f"问：{questions[0].text}\n\n")
    assert answer.reply_to is welcome


async def test_a_courtesy_is_returned(server: BotApiServer) -> None:
    """A greeting brings questions to try, thanks a line; neither is a question without answer."""
    alice = server.person("Alice")
    alice.says("你好！")
    welcome = await alice.chat.next_message()
    assert "现有 3 篇报告" in welcome.text
    assert len(welcome.buttons) == 3
    alice.says("谢谢")
    assert (await alice.chat.next_message()).text == "不客气。还想知道什么，直接问。"


async def test_help_explains_and_offers_questions(server: BotApiServer) -> None:
    """The help names the bot, the commands and three questions."""
    alice = server.person("Alice")
    alice.says("/help")
    told = await alice.chat.next_message()
    assert "@youju_bot" in told.text
    assert len(told.buttons) == 3


async def test_reports_are_listed_outlined_and_read(server: BotApiServer) -> None:
    """From the list to a report to its first passage and on, all in one message."""
    alice = server.person("Alice")
    alice.says("/reports")
    shown = await alice.chat.next_message()
    assert shown.text.startswith("报告（3 篇）\n\n1. ")
    titles = [line for line in shown.text.split("\n") if line.startswith("3. ")]
    await alice.presses(shown.button("3"))
    await alice.chat.until(lambda: "关键数字" in shown.text)
    assert shown.text.startswith(titles[0].removeprefix("3. "))
    await alice.presses(shown.button("从头读"))
    await alice.chat.until(lambda: "第 1 段，共" in shown.text)
    await alice.presses(shown.button("下一段"))
    await alice.chat.until(lambda: "第 2 段，共" in shown.text)
    assert len(alice.chat.bot_messages) == 1


async def test_answers_come_in_the_order_of_the_questions(server: BotApiServer) -> None:
    """Ten questions in a row are answered one by one, each in reply to its own."""
    alice = server.person("Alice")
    asked = [alice.says(QUESTION) for _ in range(10)]
    answers = [await alice.chat.next_message() for _ in asked]
    assert [answer.reply_to for answer in answers] == asked


async def test_each_person_reads_their_own_language(server: BotApiServer) -> None:
    """The language of a person's Telegram decides; the unknown fall to the operator's."""
    lines = {"zh-hant": "報告", "en": "Reports", "fr": "报告", None: "报告"}
    for language, start in lines.items():
        person = server.person("Person", language=language)
        person.says("/reports")
        assert (await person.chat.next_message()).text.startswith(start)


async def test_an_unknown_command_is_met_with_a_line(server: BotApiServer) -> None:
    """A mistyped command gets help instead of silence."""
    alice = server.person("Alice")
    alice.says("/answer")
    assert (await alice.chat.next_message()).text == ("没有这个命令。直接发问题就行，或看 /help。")


async def test_ask_takes_its_question_or_the_message_it_replies_to(server: BotApiServer) -> None:
    """/ask alone explains itself; in reply to a message it asks that message."""
    alice = server.person("Alice")
    alice.says("/ask")
    assert (await alice.chat.next_message()).text.startswith("在 /ask 后面写上问题，例如：/ask ")
    alice.says(f"/ask {QUESTION}")
    assert (await alice.chat.next_message()).text.startswith("2704个")


async def test_the_log_tells_of_questions_without_their_words(
    server: BotApiServer, bot: BotProcess
) -> None:
    """One line a question, with figures; neither the words nor the asker."""
    alice = server.person("Alice", last_name="Liddell", username="alice_l")
    alice.says(QUESTION)
    await alice.chat.next_message()
    line = await bot.until_stderr('"event": "question"')
    assert '"band": "answer"' in line
    assert '"n_hits": 1' in line
    for secret in ("路桥", "错时", "Alice", "Liddell", "alice_l", server.token):
        assert secret not in bot.stderr
