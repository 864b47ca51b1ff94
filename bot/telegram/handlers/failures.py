"""What happens when a handler fails?"""

from __future__ import annotations

import logging
import secrets

from telegram import Update

from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.telegram.context import BotContext

_LOG = logging.getLogger(__name__)


async def on_failure(update: object, context: BotContext) -> None:
    """Log first, then tell the person one line with the reference under which the log has it."""
    error = context.error
    if error is None:
        return
    reference = secrets.token_hex(3)
    known = update if isinstance(update, Update) else None
    _LOG.error(
        "update failed",
        exc_info=error,
        extra={"reference": reference, "update_id": known and known.update_id},
    )
    if known is None:
        return
    line = failure_text(error, context.texts_for(known.effective_user), reference=reference)
    if known.callback_query is not None:
        await context.sender.acknowledge(known.callback_query, line)
    elif known.effective_message is not None:
        await context.sender.reply(known.effective_message, compose_line(line))
