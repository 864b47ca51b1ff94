"""Which commands does Telegram offer, to whom, in which language?"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.replies.texts import Language, Texts, language_of

GROUP_COMMANDS = ("ask", "stats", "compare", "report", "reports", "new", "help")
SUBSCRIBING = ("subscribe", "subscriptions", "unsubscribe", "language")
GROUP_ADMIN_COMMANDS = (*GROUP_COMMANDS, *SUBSCRIBING)
PRIVATE_COMMANDS = (*GROUP_COMMANDS, *SUBSCRIBING, "forget")
ADMIN_COMMANDS = ("status", "reload", "remove", "gaps", "feedback", "announce")
#: Telegram names menu languages by ISO 639-1, which has one code for both Chinese scripts.
LANGUAGE_CODES = ("zh", "en")

_LOG = logging.getLogger(__name__)


async def set_menus(bot: Bot, default: Language, *, admin_ids: Collection[int] = ()) -> None:
    """Set the menu of each kind of chat and of each admin, in `default` and every language.

    A menu is a convenience: that one could not be set is logged and no more.
    """
    await _set(bot, default, BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS)
    await _set(bot, default, BotCommandScopeAllGroupChats(), GROUP_COMMANDS)
    await _set(bot, default, BotCommandScopeAllChatAdministrators(), GROUP_ADMIN_COMMANDS)
    for admin_id in sorted(admin_ids):
        await set_admin_menu(bot, default, admin_id)


async def set_admin_menu(bot: Bot, default: Language, admin_id: int) -> None:
    """Set the menu of one admin, who must have written to the bot before."""
    commands = (*PRIVATE_COMMANDS, *ADMIN_COMMANDS)
    await _set(bot, default, BotCommandScopeChat(admin_id), commands)


async def _set(bot: Bot, default: Language, scope: BotCommandScope, names: Sequence[str]) -> None:
    for code in (None, *LANGUAGE_CODES):
        texts = Texts(language_of(code, default))
        commands = [BotCommand(name, texts(f"menu-{name}")) for name in names]
        try:
            await bot.set_my_commands(commands, scope=scope, language_code=code)
        except TelegramError as error:
            # An admin who has never written to the bot is a chat it does not know.
            _LOG.warning("menu not set", extra={"reason": type(error).__name__})
