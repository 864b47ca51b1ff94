"""Which commands does Telegram offer, to whom, in which language?"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator

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
    for scope, names in _menus(admin_ids):
        for code in (None, *LANGUAGE_CODES):
            texts = Texts(language_of(code, default))
            commands = [BotCommand(name, texts(f"menu-{name}")) for name in names]
            try:
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            except TelegramError as error:
                # An admin who has never written to the bot is a chat it does not know.
                _LOG.warning("menu not set", extra={"reason": type(error).__name__})


def _menus(admin_ids: Collection[int]) -> Iterator[tuple[BotCommandScope, tuple[str, ...]]]:
    yield BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS
    yield BotCommandScopeAllGroupChats(), GROUP_COMMANDS
    yield BotCommandScopeAllChatAdministrators(), GROUP_ADMIN_COMMANDS
    for admin_id in sorted(admin_ids):
        yield BotCommandScopeChat(admin_id), (*PRIVATE_COMMANDS, *ADMIN_COMMANDS)
