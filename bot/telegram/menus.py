"""Which commands does Telegram offer, to whom, in which language?"""

from __future__ import annotations

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot.replies.texts import Language, Texts, language_of

PRIVATE_COMMANDS = ("ask", "stats", "compare", "report", "reports", "help")
GROUP_COMMANDS = ("ask", "stats", "compare", "report", "reports", "help")
#: Telegram names menu languages by ISO 639-1, which has one code for both Chinese scripts.
LANGUAGE_CODES = ("zh", "en")

_LOG = logging.getLogger(__name__)


async def set_menus(bot: Bot, default: Language) -> None:
    """Set the menus of private chats and groups, in `default` and in every language there is.

    A menu is a convenience: that one could not be set is logged and no more.
    """
    scopes: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
        (BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
    )
    for scope, names in scopes:
        for code in (None, *LANGUAGE_CODES):
            texts = Texts(language_of(code, default))
            commands = [BotCommand(name, texts(f"menu-{name}")) for name in names]
            try:
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            except TelegramError as error:
                _LOG.warning("menu not set", extra={"reason": type(error).__name__})
