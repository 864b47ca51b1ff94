"""What happens when people send what is no question?"""

from __future__ import annotations

import base64

import pytest

from tests.e2e.conftest import QUESTION
from tests.support.botapi.server import BotApiServer

pytestmark = pytest.mark.usefixtures("bot")

ONLY_TEXT = "我只读文字。把问题打成一句话发来，我去报告里找。"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


async def test_what_is_no_text_gets_one_line(server: BotApiServer) -> None:
    """Stickers, voice, pictures and files are met with what the bot can read."""
    alice = server.person("Alice")
    alice.sends_sticker()
    alice.sends_voice()
    alice.sends_photo(PIXEL, caption=QUESTION)
    alice.sends_document(b"x", "report.txt")
    answers = [(await alice.chat.next_message()).text for _ in range(4)]
    assert answers == [ONLY_TEXT] * 4


@pytest.mark.parametrize(
    "odd",
    [
        "车" * 4096,
        "😀" * 2048,
        "🙂🙃",
        "？！。……",
        "\x00\x01\x02?",
        "\u202e\u2067停车",
        "路桥\x00有多少\x1b[31m车位\u202e？",
        "<b>&lt;</i>\"'%s{}",
        "\ufeff\u200b\u200d",
        "'; DROP TABLE inbox; --",
        "𠮷" * 50,
    ],
    ids=[
        "4096 characters",
        "2048 emoji",
        "emoji",
        "punctuation",
        "controls",
        "direction marks",
        "controls inside a question",
        "markup",
        "invisible",
        "SQL",
        "rare characters",
    ],
)
async def test_odd_texts_get_a_friendly_answer(server: BotApiServer, odd: str) -> None:
    """Whatever is sent, one message comes back, and the next question is answered."""
    alice = server.person("Alice")
    alice.says(odd)
    told = await alice.chat.next_message()
    assert told.text.strip()
    assert "编号" not in told.text
    alice.says(QUESTION)
    assert (await alice.chat.next_message()).text.startswith("2704个")
    assert len(alice.chat.bot_messages) == 2


async def test_markup_in_a_question_is_shown_as_text(server: BotApiServer) -> None:
    """A question with tags is asked as it is; no markup of it reaches Telegram."""
    alice = server.person("Alice")
    alice.says(f"<a href='https://example.org'>{QUESTION}</a></blockquote>")
    answer = await alice.chat.next_message()
    assert "2704个" in answer.text
    assert [e for e in answer.entities if "example.org" in e.get("url", "")] == []


async def test_an_edited_question_is_left_alone(server: BotApiServer) -> None:
    """Editing a message makes no second answer."""
    alice = server.person("Alice")
    asked = alice.says(QUESTION)
    await alice.chat.next_message()
    alice.edits(asked, QUESTION + "?")
    await server.settled()
    assert len(alice.chat.bot_messages) == 1


async def test_a_person_who_blocks_the_bot_is_dropped_quietly(server: BotApiServer) -> None:
    """A send that is forbidden harms nobody else."""
    alice, bob = server.person("Alice"), server.person("Bob")
    alice.says(QUESTION)
    alice.blocks()
    bob.says(QUESTION)
    assert (await bob.chat.next_message()).text.startswith("2704个")
