"""How is the press of a button answered with a message?"""

from __future__ import annotations

from collections.abc import Callable

from telegram import Update

from bot.replies.failures import failure_text
from bot.replies.reply import Reply
from bot.replies.texts import Texts
from bot.telegram.context import BotContext
from bot.telegram.keyboards import pressed_message
from bot.telegram.payloads import decode_payload
from retrieval import RetrievalError

#: Makes a reply of the name on a button.
Compose = Callable[[str, Texts], Reply]


async def answer_press(
    update: Update, context: BotContext, compose: Compose, *, in_place: bool
) -> None:
    """Show what `compose` makes of the button's name, as a new message or in place of its own.

    What cannot be shown any more is told to the one who pressed, and the chat stays as it is.
    """
    query = update.callback_query
    if query is None:
        return
    texts = context.texts_for(update.effective_user)
    message = pressed_message(query)
    payload = decode_payload(query.data or "")
    if payload is None or message is None:
        await context.sender.acknowledge(query, texts("hint-button-stale"))
        return
    try:
        reply = await context.asker.call(compose, payload.name, texts)
    except RetrievalError as error:
        await context.sender.acknowledge(query, failure_text(error, texts))
        return
    await context.sender.acknowledge(query)
    send = context.sender.edit if in_place else context.sender.reply
    await send(message, reply)
