from __future__ import annotations

import pytest

from bot.replies.guides import compose_help, compose_line, compose_start
from bot.replies.html import MESSAGE_LIMIT
from bot.replies.reply import Button, Verb
from bot.replies.texts import Language, Texts

QUESTIONS = ("出口金额是多少？", "满意率是多少？")
TO_TRY = tuple((Button(question, Verb.ASK),) for question in QUESTIONS)


def test_the_welcome_says_what_there_is_and_what_to_try() -> None:
    """The number of reports, and questions as buttons."""
    reply = compose_start(QUESTIONS, reports=1204, texts=Texts(Language.ZH_HANS))
    assert reply.html.startswith("<b>有据</b>\n我只从报告原文里找答案")
    assert "现有 1,204 篇报告" in reply.html
    assert reply.rows == TO_TRY


@pytest.mark.parametrize("language", list(Language))
def test_the_help_names_every_command_and_the_bot(language: Language) -> None:
    """In each language: every command, how to ask in a group, what [1] and […] mean."""
    reply = compose_help(QUESTIONS, bot="youju_bot", texts=Texts(language))
    commands = (
        "/ask",
        "/stats",
        "/compare",
        "/report",
        "/reports",
        "/subscribe",
        "/new",
        "/language",
    )
    for named in (*commands, "@youju_bot", "[1]", "[…]"):
        assert named in reply.plain
    assert reply.html.count("<b>") == 4
    assert reply.rows == TO_TRY
    assert reply.body.length < MESSAGE_LIMIT


def test_a_line_is_text() -> None:
    """What looks like markup in a line is shown as it is."""
    assert compose_line("<b>5</b>").html == "&lt;b&gt;5&lt;/b&gt;"
