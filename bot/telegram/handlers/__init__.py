"""Which handler takes which update?

The table of contents of the Telegram side; one module a subject. The first handler that fits takes
the update, so the special stands before the general.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.telegram.addressing import FROM_PERSON
from bot.telegram.context import BotApplication, BotContext
from bot.telegram.handlers import citations, failures, guides, questions, reports, statistics
from bot.telegram.payloads import Kind

Handle = Callable[[Update, BotContext], Coroutine[Any, Any, None]]
_NEW = filters.UpdateType.MESSAGE & FROM_PERSON
_PRIVATE = _NEW & filters.ChatType.PRIVATE


def add_handlers(application: BotApplication) -> None:
    """Register every handler."""
    commands: dict[str, Handle] = {
        "start": guides.on_start,
        "help": guides.on_help,
        "ask": questions.on_ask,
        "reports": reports.on_reports,
        "report": reports.on_report,
        "stats": statistics.on_stats,
        "compare": statistics.on_compare,
    }
    presses: dict[Kind, Handle] = {
        Kind.ASK: questions.on_suggestion,
        Kind.OPEN: citations.on_open,
        Kind.WALK: citations.on_walk,
        Kind.OUTLINE: reports.on_outline,
        Kind.LIST: reports.on_page,
        Kind.NUMBERS: reports.on_numbers,
        Kind.DIGEST: statistics.on_digest,
        Kind.COMPARE: statistics.on_measure,
    }
    messages: list[tuple[filters.BaseFilter, Handle]] = [
        (_PRIVATE & filters.COMMAND, guides.on_unknown_command),
        (_NEW & filters.TEXT & ~filters.COMMAND, questions.on_text),
        (_PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, guides.on_no_text),
    ]
    handlers: list[Any] = [
        *(CommandHandler(name, handle, filters=_NEW) for name, handle in commands.items()),
        *(MessageHandler(wanted, handle) for wanted, handle in messages),
        *(CallbackQueryHandler(handle, rf"^{kind}_") for kind, handle in presses.items()),
        CallbackQueryHandler(guides.on_stale_button),
    ]
    application.add_handlers(handlers)
    application.add_error_handler(failures.on_failure)
