"""Which handler takes which update?

The table of contents of the Telegram side; one module a subject. The first handler that fits takes
the update, so the special stands before the general.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.telegram.addressing import FROM_PERSON
from bot.telegram.context import BotApplication
from bot.telegram.handlers import (
    admins,
    broadcasts,
    citations,
    documents,
    failures,
    feedback,
    guides,
    inline,
    languages,
    memberships,
    originals,
    privacy,
    questions,
    reports,
    statistics,
    subscriptions,
)
from bot.telegram.handlers.admins import Handle, for_admins
from bot.telegram.payloads import Kind

_NEW = filters.UpdateType.MESSAGE & FROM_PERSON
_EDITED = filters.UpdateType.EDITED_MESSAGE & FROM_PERSON
_PRIVATE = _NEW & filters.ChatType.PRIVATE

_COMMANDS: Mapping[str, Handle] = MappingProxyType(
    {
        "start": guides.on_start,
        "help": guides.on_help,
        "ask": questions.on_ask,
        "new": questions.on_new,
        "language": languages.on_language,
        "forget": privacy.on_forget,
        "reports": reports.on_reports,
        "report": reports.on_report,
        "stats": statistics.on_stats,
        "subscribe": subscriptions.on_subscribe,
        "subscriptions": subscriptions.on_subscriptions,
        "unsubscribe": subscriptions.on_unsubscribe,
        "reload": for_admins(admins.on_reload),
        "status": for_admins(admins.on_status),
        "gaps": for_admins(admins.on_gaps),
        "feedback": for_admins(admins.on_feedback),
        "remove": for_admins(documents.on_remove_command),
        "announce": for_admins(broadcasts.on_announce),
        "compare": statistics.on_compare,
    }
)

_PRESSES: Mapping[Kind, Handle] = MappingProxyType(
    {
        Kind.ASK: questions.on_suggestion,
        Kind.OPEN: citations.on_open,
        Kind.WALK: citations.on_walk,
        Kind.OUTLINE: reports.on_outline,
        Kind.LIST: reports.on_page,
        Kind.NUMBERS: reports.on_numbers,
        Kind.DIGEST: statistics.on_digest,
        Kind.SUBSCRIBE: subscriptions.on_offer,
        Kind.UNSUBSCRIBE: subscriptions.on_end,
        Kind.EXPORT: for_admins(admins.on_export),
        Kind.ADD: for_admins(documents.on_add),
        Kind.REMOVE: for_admins(documents.on_remove),
        Kind.UNDO: for_admins(documents.on_undo),
        Kind.CANCEL: for_admins(documents.on_cancel),
        Kind.BROADCAST: for_admins(broadcasts.on_broadcast),
        Kind.MORE: questions.on_more,
        Kind.RIGHT: feedback.on_right,
        Kind.WRONG: feedback.on_wrong,
        Kind.LANGUAGE: languages.on_choice,
        Kind.COMPARE: statistics.on_measure,
        Kind.ORIGINAL: originals.on_original,
    }
)


def add_handlers(application: BotApplication) -> None:
    """Register every handler."""
    messages = _messages(application.services.admin_ids)
    handlers: list[Any] = [
        *(CommandHandler(name, handle, filters=_NEW) for name, handle in _COMMANDS.items()),
        CommandHandler("ask", questions.on_ask, filters=_EDITED),
        InlineQueryHandler(inline.on_inline),
        ChatMemberHandler(memberships.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        *(MessageHandler(wanted, handle) for wanted, handle in messages),
        *(CallbackQueryHandler(handle, rf"^{kind}_") for kind, handle in _PRESSES.items()),
        CallbackQueryHandler(guides.on_stale_button),
    ]
    application.add_handlers(handlers)
    application.add_error_handler(failures.on_failure)


def _messages(admin_ids: Collection[int]) -> list[tuple[filters.BaseFilter, Handle]]:
    """Say who takes a message that is no command."""
    by_admins = filters.User(user_id=admin_ids, allow_empty=False)
    return [
        (_PRIVATE & filters.COMMAND, guides.on_unknown_command),
        (filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, memberships.on_migration),
        (_NEW & filters.TEXT & ~filters.COMMAND, questions.on_text),
        (_EDITED & filters.TEXT & ~filters.COMMAND, questions.on_text),
        (_PRIVATE & filters.Document.ALL & by_admins, documents.on_document),
        (_PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, guides.on_no_text),
    ]
