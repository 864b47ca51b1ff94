"""What happens when a handler fails?"""

from __future__ import annotations

import logging
import secrets

from telegram import Update

from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.telegram.context import BotContext
from bot.telegram.keyboards import pressed_message

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
    query = known.callback_query
    message = known.effective_message if query is None else pressed_message(query)
    if query is not None:
        # Shows the line where the press was not acknowledged before; else it was, and is ignored.
        await context.sender.acknowledge(query, line if message is None else None)
    if message is not None:
        await context.sender.reply(message, compose_line(line))
