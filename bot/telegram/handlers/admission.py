"""Who may do what: the admins of a group, and those of the bot?"""

from __future__ import annotations

import logging

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.telegram.context import BotContext

_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})

_LOG = logging.getLogger(__name__)


async def is_group_admin(update: Update, context: BotContext) -> bool:
    """Say whether someone runs the chat; in a private chat, everyone runs their own.

    Asked of Telegram every time: who was an admin yesterday may be none today.
    """
    chat, person, message = update.effective_chat, update.effective_user, update.message
    if chat is None or person is None:
        return False
    if chat.type == ChatType.PRIVATE:
        return True
    if message is not None and message.sender_chat is not None:
        return message.sender_chat.id == chat.id  # an anonymous admin speaks as the group
    try:
        member = await context.bot.get_chat_member(chat.id, person.id)
    except TelegramError as error:
        _LOG.warning("membership not known", extra={"reason": type(error).__name__})
        return False
    return member.status in _ADMINS
