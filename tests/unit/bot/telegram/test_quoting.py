from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity

from bot.letters import Quote
from bot.telegram.quoting import MAX_QUOTE, quote_of

PRIVATE = Chat(id=1, type="private")
GROUP = Chat(id=-100, type="supergroup")


def make_message(text: str, chat: Chat = GROUP, *entities: MessageEntity) -> Message:
    return Message(
        message_id=5,
        date=datetime(2026, 1, 1, tzinfo=UTC),
        chat=chat,
        text=text,
        entities=entities,
    )


def test_a_part_is_placed_in_utf16_units() -> None:
    """Telegram counts an emoji as two."""
    message = make_message("😀 @youju_bot 多少？")
    assert quote_of(message, "多少？", is_one_of_several=False) == Quote("多少？", 14)


@pytest.mark.parametrize(
    "message, part",
    [
        (make_message("多少？"), "多少？"),
        (make_message("多 少？"), "多少？"),
        (make_message("/ask " + "问" * (MAX_QUOTE + 1)), "问" * (MAX_QUOTE + 1)),
        (make_message("甲 乙丙", GROUP, MessageEntity("bold", 3, 1)), "乙丙"),
        (make_message("@youju_bot 多少？", PRIVATE), "多少？"),
        (make_message("@youju_bot"), ""),
    ],
    ids=["all of it", "not there", "too long", "styled", "one in private", "nothing"],
)
def test_what_is_all_or_not_certain_is_not_quoted(message: Message, part: str) -> None:
    """A quote that Telegram might refuse, or that says nothing, is worth none."""
    assert quote_of(message, part, is_one_of_several=False) is None


def test_one_of_several_is_quoted_in_private_too() -> None:
    """Styles and names elsewhere in the message do not matter."""
    message = make_message(
        "甲？乙？ @anna", PRIVATE, MessageEntity("bold", 0, 2), MessageEntity("mention", 5, 5)
    )
    assert quote_of(message, "乙？", is_one_of_several=True) == Quote("乙？", 2)
