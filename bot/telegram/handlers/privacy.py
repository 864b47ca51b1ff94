"""How does a person have erased what is remembered of them?"""

from __future__ import annotations

from telegram import Update

from bot.replies.guides import compose_line
from bot.telegram.context import BotContext


async def on_forget(update: Update, context: BotContext) -> None:
    """Erase a person's questions, judgements and choices in all chats, and say how much it was."""
    message, person = update.effective_message, update.effective_user
    if message is None or person is None:
        return
    n_erased = await context.state.forget(person.id)
    line = context.texts_for(person)("forgotten", n=n_erased)
    await context.sender.reply(message, compose_line(line))
