"""How are the press of a button and a command answered with a message?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from telegram import CallbackQuery, Message, Update

from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.reply import Reply
from bot.replies.texts import Texts
from bot.telegram.context import BotContext
from bot.telegram.keyboards import pressed_label, pressed_message
from bot.telegram.payloads import decode_payload
from retrieval import RetrievalError

#: Makes a reply of the name on a button.
Compose = Callable[[str, Texts], Reply]


class Press(NamedTuple):
    """A press that can be answered; whoever has it acknowledges it."""

    query: CallbackQuery
    message: Message  #: under which the button stands
    name: str  #: of what the button is about
    texts: Texts


async def pressed(update: Update, context: BotContext) -> Press | None:
    """Take a press apart; of a button that leads nowhere any more, say so and give `None`."""
    query = update.callback_query
    if query is None:
        return None
    texts = context.texts_for(update.effective_user)
    message, payload = pressed_message(query), decode_payload(query.data or "")
    if message is None or payload is None:
        await context.sender.acknowledge(query, texts("hint-button-stale"))
        return None
    return Press(query, message, payload.name, texts)


async def answer_press(
    update: Update, context: BotContext, compose: Compose, *, in_place: bool
) -> None:
    """Show what `compose` makes of the button's name, as a new message or in place of its own.

    What cannot be shown any more is told to the one who pressed, and the chat stays as it is.
    """
    press = await pressed(update, context)
    if press is None:
        return
    query, message, name, texts = press
    try:
        reply = await context.asker.call(compose, name, texts)
    except RetrievalError as error:
        await context.sender.acknowledge(query, failure_text(error, texts))
        return
    await context.sender.acknowledge(query)
    # A picture's caption cannot become a text: what follows on it is a message of its own.
    send = context.sender.edit if in_place and message.text else context.sender.reply
    await send(message, reply)


async def answer_label(update: Update, context: BotContext, compose: Compose) -> None:
    """Reply with what `compose` makes of the label of the button that was pressed."""
    query = update.callback_query
    if query is None:
        return
    texts = context.texts_for(update.effective_user)
    message, label = pressed_message(query), pressed_label(query)
    if message is None or label is None:
        await context.sender.acknowledge(query, texts("hint-button-stale"))
        return
    await context.sender.acknowledge(query)
    await answer_command(update, context, partial(compose, label, texts))


async def answer_command(
    update: Update, context: BotContext, compose: Callable[[], Reply]
) -> None:
    """Reply with what `compose` makes, which may ask the engine and take its time."""
    message = update.effective_message
    if message is None:
        return
    async with context.sender.typing(message):
        try:
            reply = await context.asker.call(compose)
        except RetrievalError as error:
            reply = compose_line(failure_text(error, context.texts_for(update.effective_user)))
        await context.sender.reply(message, reply)
