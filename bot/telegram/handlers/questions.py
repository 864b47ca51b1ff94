"""How is a question answered?"""

from __future__ import annotations

import logging
from time import perf_counter

from telegram import Message, Update
from telegram.constants import ChatType

from bot.replies.answers import compose_answer
from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.texts import Texts
from bot.telegram.addressing import question_of, replied_text
from bot.telegram.context import BotContext
from bot.telegram.keyboards import pressed_label, pressed_message
from bot.telegram.sending import Outcome
from retrieval import Answer, QueryError

_LOG = logging.getLogger(__name__)


async def on_text(update: Update, context: BotContext) -> None:
    """Answer a text that speaks to the bot; stay silent on any other."""
    message = update.effective_message
    if message is None:
        return
    question = question_of(message, context.bot.bot)
    if question is None:
        return
    texts = context.texts_for(update.effective_user)
    if not question and message.chat.type != ChatType.PRIVATE:
        line = texts("hint-empty-mention", bot=context.bot.username)
        await context.sender.reply(message, compose_line(line))
        return
    await _answer(message, question, update, context, texts)


async def on_ask(update: Update, context: BotContext) -> None:
    """Answer the words after /ask, or else the message that it replies to."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    _, *words = (message.text or "").split(maxsplit=1)
    question = words[0] if words else replied_text(message, context.bot.bot)
    if question:
        await _answer(message, question, update, context, texts)
        return
    example = next(iter(context.services.examples), "")
    await context.sender.reply(message, compose_line(texts("hint-empty-ask", example=example)))


async def on_suggestion(update: Update, context: BotContext) -> None:
    """Answer the question on the button that was pressed."""
    query = update.callback_query
    if query is None:
        return
    texts = context.texts_for(update.effective_user)
    message, question = pressed_message(query), pressed_label(query)
    if message is None or question is None:
        await context.sender.acknowledge(query, texts("hint-button-stale"))
        return
    await context.sender.acknowledge(query)
    await _answer(message, question, update, context, texts, show_question=True)


async def _answer(
    message: Message,
    question: str,
    update: Update,
    context: BotContext,
    texts: Texts,
    *,
    show_question: bool = False,
) -> None:
    started = perf_counter()
    answer: Answer | None = None
    async with context.sender.typing(message):
        try:
            answer = await context.asker.ask(question)
        except QueryError as error:
            reply = compose_line(failure_text(error, texts))
        else:
            reply = compose_answer(
                answer, texts, address=context.address, show_question=show_question
            )
        outcome = await context.sender.reply(message, reply)
    _log_question(update, message, answer, outcome, took_ms=(perf_counter() - started) * 1000)


def _log_question(
    update: Update, message: Message, answer: Answer | None, outcome: Outcome, *, took_ms: float
) -> None:
    """Write the one line that tells of a question; its words and its asker stay out of it."""
    facts: dict[str, object] = {
        "update_id": update.update_id,
        "chat_type": message.chat.type,
        "outcome": outcome.value,
        "took_ms": round(took_ms, 1),
    }
    if answer is None:
        facts["band"] = "refused"
    else:
        facts |= {
            "band": answer.band.value,
            "kind": answer.kind.value,
            "n_hits": len(answer.citations),
            "top_score": round(answer.citations[0].score, 3) if answer.citations else None,
            "confidence": round(answer.confidence, 3),
            "answer_ms": round(answer.elapsed_ms, 1),
        }
    _LOG.info("question", extra=facts)
