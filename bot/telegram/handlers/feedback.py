"""What happens when an answer is judged?"""

from __future__ import annotations

from telegram import Update

from bot.replies.failures import failure_text
from bot.state.errors import StateError
from bot.state.feedback import Verdict
from bot.telegram.addressing import asked_under
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import pressed


async def on_right(update: Update, context: BotContext) -> None:
    """Note that an answer is right."""
    await _judge(update, context, Verdict.RIGHT, "thanks-right")


async def on_wrong(update: Update, context: BotContext) -> None:
    """Note that an answer is wrong."""
    await _judge(update, context, Verdict.WRONG, "thanks-wrong")


async def _judge(update: Update, context: BotContext, verdict: Verdict, thanks: str) -> None:
    press, person = await pressed(update, context), update.effective_user
    if press is None or person is None:
        return
    query, message, name, texts = press
    question = asked_under(message, context.bot.bot)
    if question is None:
        await context.sender.acknowledge(query, texts("hint-button-stale"))
        return
    try:
        await context.state.feedback.judge(
            chat=message.chat_id,
            message_id=message.message_id,
            person=person.id,
            question=question,
            passage_id=name,
            verdict=verdict,
        )
    except StateError as error:
        await context.sender.acknowledge(query, failure_text(error, texts))
        return
    await context.sender.acknowledge(query, texts(thanks))
