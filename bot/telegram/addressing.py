"""Is this message for the bot, and which question does it ask?

In a private chat every text is a question. In a group only /ask, a mention, or a reply to the bot
is; everything else is other people's talk. Bots are never answered, this one included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType
from telegram.ext import filters

_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


class FromPerson(filters.MessageFilter):
    """Lets messages through that a person wrote in a chat: no bots, nothing automatic."""

    def filter(self, message: Message) -> bool:
        """Say whether a person wrote it."""
        if message.via_bot is not None or message.is_automatic_forward or _is_channel(message):
            return False
        # Who speaks as the group or as a channel is a person, whatever Telegram puts as `from`.
        if message.sender_chat is not None:
            return True
        return message.from_user is not None and not message.from_user.is_bot


FROM_PERSON = FromPerson(name="from_person")


def question_of(message: Message, bot: User) -> str | None:
    """Find the question that a text asks the bot; `None` where it does not speak to it.

    The question is empty where the bot is called by its name and nothing else. A call in reply to
    somebody's message, with no words of its own, asks that message.
    """
    text = message.text or ""
    calls = _calls(message, bot)
    if message.chat.type == ChatType.PRIVATE:
        return _without(calls, text)
    if _is_channel(message):
        return None
    if not calls:
        return text.strip() if replies_to(message, bot) else None
    return _without(calls, text) or replied_text(message, bot)


def replies_to(message: Message, bot: User) -> bool:
    """Say whether a message replies to one of the bot's.

    Every message of a forum topic replies, formally, to the one that opened the topic.
    """
    replied = message.reply_to_message
    return (
        replied is not None
        and replied.from_user is not None
        and replied.from_user.id == bot.id
        and replied.forum_topic_created is None
    )


def replied_text(message: Message, bot: User) -> str:
    """Give the text of the message that is replied to, unless the bot wrote it."""
    replied = message.reply_to_message
    if replied is None or replies_to(message, bot):
        return ""
    return (replied.text or replied.caption or "").strip()


def asked_under(answer: Message, bot: User) -> str | None:
    """Find the question that one of the bot's answers is to; `None` where it cannot be told.

    It stands in the answer's own first line, or in the message that it replies to.
    """
    for entity, shown in answer.parse_entities([MessageEntity.ITALIC]).items():
        if entity.offset == 0:
            return re.split("[：:]", shown, maxsplit=1)[-1].strip() or None
    asked = answer.reply_to_message
    if asked is None or asked.text is None:
        return None
    if asked.text.startswith("/"):
        _, *words = asked.text.split(maxsplit=1)
        return words[0].strip() if words else replied_text(asked, bot) or None
    return question_of(asked, bot) or asked.text


def argument(update: Update) -> str:
    """Give what stands behind a command, as one text."""
    message = update.effective_message
    _, *words = ((message and message.text) or "").split(maxsplit=1)
    return words[0].strip() if words else ""


def _is_channel(message: Message) -> bool:
    return message.chat.type == ChatType.CHANNEL


def _calls(message: Message, bot: User) -> list[MessageEntity]:
    """List the stretches of text that call the bot, from the first to the last."""
    name = f"@{bot.username}".lower()
    calls = [
        entity
        for entity, called in message.parse_entities(_MENTIONS).items()
        if (entity.user is not None and entity.user.id == bot.id) or called.lower() == name
    ]
    return sorted(calls, key=lambda entity: entity.offset)


def _without(calls: Sequence[MessageEntity], text: str) -> str:
    """Take calls out where they stand; the same words elsewhere may be part of the question."""
    units = text.encode("utf-16-le", "surrogatepass")  # entities count in UTF-16
    for call in reversed(calls):
        start, end = 2 * call.offset, 2 * (call.offset + call.length)
        units = units[:start] + " ".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le", "surrogatepass").strip()
