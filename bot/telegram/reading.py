"""Is this an update that handlers may take at its word?

The library makes objects of what Telegram sent, and nothing of an object without fields; handlers
rely on what the Bot API calls required. What lacks that is no update that anybody could answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from telegram import Bot, CallbackQuery, ChatMemberUpdated, InlineQuery, Message, Update


class UnreadableUpdateError(ValueError):
    """This is no update of the Bot API; the library's own error, if any, is the cause."""

    def __init__(self) -> None:
        super().__init__("not readable")


def read_update(payload: str, bot: Bot) -> Update:
    """Make an update of the JSON that Telegram sent.

    Raises:
        UnreadableUpdateError: it is none.
    """
    try:
        update = Update.de_json(json.loads(payload), bot)
        is_whole = all(part is not None for part in _required(update))
    except Exception as error:  # the library raises what it happens to meet
        raise UnreadableUpdateError from error
    if not is_whole:
        raise UnreadableUpdateError
    return update


def _required(update: Update) -> Iterator[object]:
    """List what must be there in the parts of an update that handlers read."""
    parts = (
        update.message,
        update.edited_message,
        update.callback_query,
        update.inline_query,
        update.my_chat_member,
    )
    for part in parts:
        match part:
            case Message():
                yield part.chat
                yield part.reply_to_message is None or part.reply_to_message.chat
            case CallbackQuery():
                yield part.from_user
                yield part.message is None or part.message.chat
            case InlineQuery():
                yield part.from_user
            case ChatMemberUpdated():
                yield part.chat
                yield part.from_user
                yield part.old_chat_member
                yield part.new_chat_member
