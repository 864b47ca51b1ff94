from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import (
    Chat,
    ForumTopicCreated,
    Message,
    MessageEntity,
    User,
)

from bot.telegram.addressing import FROM_PERSON, question_of

BOT = User(id=7, first_name="有据", is_bot=True, username="youju_bot")
ALICE = User(id=1, first_name="Alice", is_bot=False)
OTHER_BOT = User(id=8, first_name="Other", is_bot=True)
ANONYMOUS = User(id=1087968824, first_name="Group", is_bot=True)
TELEGRAM = User(id=777000, first_name="Telegram", is_bot=False)
PRIVATE = Chat(id=1, type="private")
GROUP = Chat(id=-100, type="supergroup")
CHANNEL = Chat(id=-200, type="channel")


def make_message(text: str | None = None, chat: Chat = GROUP, **facts: Any) -> Message:
    given = {"from_user": ALICE, **facts}
    return Message(
        message_id=5, date=datetime(2026, 1, 1, tzinfo=UTC), chat=chat, text=text, **given
    )


def mention(text: str, name: str = "@youju_bot", user: User | None = None) -> MessageEntity:
    """Mark a mention in a text, counted in UTF-16 as Telegram does."""
    start = text.index(name)
    return MessageEntity(
        MessageEntity.TEXT_MENTION if user else MessageEntity.MENTION,
        offset=len(text[:start].encode("utf-16-le")) // 2,
        length=len(name.encode("utf-16-le")) // 2,
        user=user,
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("有多少车位？", "有多少车位？"),
        ("  有多少？\n", "有多少？"),
        ("@youju_bot 多少？", "多少？"),
    ],
)
def test_in_private_every_text_is_a_question(text: str, expected: str) -> None:
    """The bot's own name is no part of the question."""
    entities = [mention(text)] if "@youju_bot" in text else []
    assert question_of(make_message(text, PRIVATE, entities=entities), BOT) == expected


def test_only_the_mention_itself_is_taken_out() -> None:
    """Words that the bot's name is part of, or that are alike, belong to the question."""
    text = "@youju_bot 是 @youju_bot2 吗？"
    entities = [mention(text), mention(text, "@youju_bot2")]
    assert question_of(make_message(text, entities=entities), BOT) == "是 @youju_bot2 吗？"
    text = "有据 这里有据可查的有多少？"
    entities = [mention(text, "有据", BOT)]
    assert question_of(make_message(text, entities=entities), BOT) == "这里有据可查的有多少？"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("@youju_bot 多少？", "多少？"),
        ("多少？@youju_bot", "多少？"),
        ("@YouJu_Bot多少？", "多少？"),
        ("𠮷😀 @youju_bot 多少？", "𠮷😀   多少？"),
        ("@youju_bot", ""),
    ],
)
def test_in_a_group_a_mention_asks(text: str, expected: str) -> None:
    """A mention is found by its entity, wherever it stands."""
    name = next(name for name in ("@youju_bot", "@YouJu_Bot") if name in text)
    message = make_message(text, entities=[mention(text, name)])
    assert question_of(message, BOT) == expected


def test_a_mention_without_a_user_name_asks() -> None:
    """A mention by name, of people and bots without a user name, carries the user."""
    message = make_message("有据 多少？", entities=[mention("有据 多少？", "有据", BOT)])
    assert question_of(message, BOT) == "多少？"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"entities": [mention("@bob 多少？", "@bob")]},
        {"entities": [mention("@bob 多少？", "@bob", ALICE)]},
        {"reply_to_message": make_message("甲", from_user=ALICE)},
        {"reply_to_message": make_message("甲", from_user=OTHER_BOT)},
        {
            "reply_to_message": make_message(
                from_user=BOT, forum_topic_created=ForumTopicCreated("停车", 1)
            )
        },
    ],
    ids=["talk", "other name", "other person", "reply", "reply to a bot", "topic of the bot"],
)
def test_in_a_group_everything_else_is_other_peoples_talk(facts: dict[str, Any]) -> None:
    """Without a call the bot stays silent, even in a topic that it opened itself."""
    assert question_of(make_message("@bob 多少？", **facts), BOT) is None


def test_a_name_in_the_text_without_an_entity_is_no_call() -> None:
    """Only what Telegram takes for a mention is one (an address of mail is not)."""
    assert question_of(make_message("me@youju_bot.example"), BOT) is None


def test_a_reply_to_the_bot_asks() -> None:
    """A reply counts as a mention."""
    answered = make_message("98%", from_user=BOT)
    assert question_of(make_message("哪一年？", reply_to_message=answered), BOT) == "哪一年？"


def test_a_bare_mention_in_a_reply_asks_the_message_replied_to() -> None:
    """The words to be answered may be somebody else's, in a text or under a picture."""
    for said in (make_message("多少？"), make_message(None, caption="多少？")):
        message = make_message(
            "@youju_bot", entities=[mention("@youju_bot")], reply_to_message=said
        )
        assert question_of(message, BOT) == "多少？"


def test_a_bare_mention_in_a_reply_to_the_bot_asks_nothing() -> None:
    """The bot's own answer is no question."""
    message = make_message(
        "@youju_bot",
        entities=[mention("@youju_bot")],
        reply_to_message=make_message("98%", from_user=BOT),
    )
    assert question_of(message, BOT) == ""


def test_channels_are_not_answered() -> None:
    """A post in a channel is no question, even when it names the bot."""
    text = "@youju_bot 多少？"
    assert question_of(make_message(text, CHANNEL, entities=[mention(text)]), BOT) is None


@pytest.mark.parametrize(
    "facts, expected",
    [
        ({}, True),
        ({"from_user": OTHER_BOT}, False),
        ({"from_user": BOT}, False),
        ({"from_user": None}, False),
        ({"via_bot": BOT}, False),
        ({"from_user": ANONYMOUS, "sender_chat": GROUP}, True),
        ({"from_user": TELEGRAM, "sender_chat": CHANNEL, "is_automatic_forward": True}, False),
        ({"from_user": ANONYMOUS, "sender_chat": CHANNEL}, True),
        ({"chat": CHANNEL, "sender_chat": CHANNEL, "from_user": None}, False),
    ],
    ids=[
        "person",
        "other bot",
        "itself",
        "nobody",
        "made by itself",
        "anonymous admin",
        "forwarded post",
        "person as a channel",
        "post in a channel",
    ],
)
def test_only_people_are_answered(facts: dict[str, Any], expected: bool) -> None:
    """Bots and what is forwarded automatically are not; who speaks as a chat is."""
    assert FROM_PERSON.filter(make_message("多少？", **facts)) == expected
