"""How is a question answered?"""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from time import perf_counter

from telegram import Message, Update
from telegram.constants import ChatType

from bot.answering.responding import Finding, Inquiry
from bot.letters import Quote
from bot.replies.answers import MAX_CITATIONS
from bot.replies.courtesies import Courtesy, courtesy_in
from bot.replies.guides import compose_line, compose_start
from bot.replies.passages import compose_passages
from bot.replies.reply import Reply
from bot.replies.texts import Texts
from bot.state.errors import StateError
from bot.state.questions import Asked
from bot.telegram.addressing import argument, asked_under, question_of, replied_text
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import answer_press
from bot.telegram.keyboards import pressed_label, pressed_message
from bot.telegram.quota import Allowance
from bot.telegram.quoting import quote_of
from bot.telegram.sending import Outcome
from retrieval import Engine, split_questions

MAX_MORE = 8  # further passages at once
N_SEARCHED = 12

_LOG = logging.getLogger(__name__)


async def on_text(update: Update, context: BotContext) -> None:
    """Answer a text that is addressed to the bot; stay silent on any other."""
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
    question = argument(update) or replied_text(message, context.bot.bot)
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


async def on_more(update: Update, context: BotContext) -> None:
    """List further passages for the question of the answer whose button was pressed."""
    query = update.callback_query
    message = pressed_message(query) if query is not None else None
    question = asked_under(message, context.bot.bot) if message is not None else None
    if query is None or question is None:
        if query is not None:
            line = context.texts_for(update.effective_user)("hint-button-stale")
            await context.sender.acknowledge(query, line)
        return

    def further(name: str, texts: Texts) -> Reply:
        del name  # the question stands in the chat
        return _further(context.asker.engine, question, context, texts)

    await answer_press(update, context, further, in_place=False)


async def on_new(update: Update, context: BotContext) -> None:
    """Forget what the person asked last in this chat."""
    message = update.effective_message
    if message is None:
        return
    _remember(update, message, "", context)
    line = context.texts_for(update.effective_user)("hint-new")
    await context.sender.reply(message, compose_line(line))


async def _answer(
    message: Message,
    question: str,
    update: Update,
    context: BotContext,
    texts: Texts,
    *,
    show_question: bool = False,
) -> None:
    """Answer what a message asks, each question of it with a message of its own."""
    match context.services.quota.take(_person(update, message), update_id=update.update_id):
        case Allowance.NOTICE:
            await context.sender.reply(message, compose_line(texts("hint-too-many")))
            return
        case Allowance.SILENCE:
            return
    courtesy = courtesy_in(question)
    if courtesy is not None:
        await context.sender.reply(message, _courteous(courtesy, message, context, texts))
        return
    parts = split_questions(question)
    are_several = len(parts) > 1
    previous = await _last_question(update, message, context)
    for n, part in enumerate(parts):
        inquiry = Inquiry(
            question=part,
            previous=previous,
            language=texts.language,
            bot=context.bot.username,
            show_question=show_question or are_several,
        )
        quoted = quote_of(message, part, is_one_of_several=are_several)
        previous = await _answer_one(message, inquiry, update, context, part=quoted, n=n)


def _courteous(courtesy: Courtesy, message: Message, context: BotContext, texts: Texts) -> Reply:
    """Return a greeting with questions to try, or in a group with how to ask."""
    if courtesy is Courtesy.THANKS:
        return compose_line(texts("hint-thanks"))
    if message.chat.type != ChatType.PRIVATE:
        return compose_line(texts("hint-empty-mention", bot=context.bot.username))
    reports = len(context.asker.engine.reports)
    return compose_start(context.services.examples, reports=reports, texts=texts)


async def _answer_one(
    message: Message,
    inquiry: Inquiry,
    update: Update,
    context: BotContext,
    *,
    part: Quote | None,
    n: int,
) -> str:
    """Answer the question of number `n` in a message, which stands there as `part`.

    Gives the question as it was understood.
    """
    started = perf_counter()
    async with context.sender.typing(message):
        response = await context.asker.respond(inquiry)
        if response.finding is not None:
            _remember(update, message, response.question, context)
        is_revised = update.edited_message is not None and n == 0
        send = context.sender.revise if is_revised else context.sender.reply
        outcome = await send(message, response.reply, part=part)
    took_ms = (perf_counter() - started) * 1000
    _log_question(update, message, response.finding, outcome, took_ms=took_ms)
    if response.finding is not None:
        _note(update, message, response.question, response.finding, context, n=n, took_ms=took_ms)
    return response.question


def _further(engine: Engine, question: str, context: BotContext, texts: Texts) -> Reply:
    cited = engine.ask(question).citations[:MAX_CITATIONS]
    shown = {citation.passage.id for citation in cited}
    found = [hit.passage for hit in engine.search(question, k=N_SEARCHED)]
    further = [passage for passage in found if passage.id not in shown][:MAX_MORE]
    return compose_passages(
        question, further, first=len(cited) + 1, texts=texts, address=context.address
    )


def _person(update: Update, message: Message) -> int:
    """Name who asks; whoever speaks as a group is the group."""
    if message.sender_chat is not None and update.callback_query is None:
        return message.sender_chat.id
    return update.effective_user.id if update.effective_user is not None else message.chat_id


async def _last_question(update: Update, message: Message, context: BotContext) -> str | None:
    # An answer matters more than what it leans on.
    with suppress(StateError):
        return await context.state.conversations.last_question(
            chat=message.chat_id, person=_person(update, message)
        )
    return None


def _remember(update: Update, message: Message, question: str, context: BotContext) -> None:
    remember = context.state.conversations.remember
    person = _person(update, message)
    context.sender.keep(partial(remember, chat=message.chat_id, person=person, question=question))


def _note(
    update: Update,
    message: Message,
    question: str,
    finding: Finding,
    context: BotContext,
    *,
    n: int,
    took_ms: float,
) -> None:
    asked = Asked(
        update_id=update.update_id,
        part=n,
        person=_person(update, message),
        question=question,
        band=finding.band.value,
        kind=finding.kind.value,
        took_ms=round(took_ms),
    )
    context.sender.keep(partial(context.state.questions.note, asked))


def _log_question(
    update: Update, message: Message, finding: Finding | None, outcome: Outcome, *, took_ms: float
) -> None:
    """Write the one line that tells of a question; its words and its asker stay out of it."""
    facts: dict[str, object] = {
        "update_id": update.update_id,
        "chat_type": message.chat.type,
        "outcome": outcome.value,
        "took_ms": round(took_ms, 1),
    }
    if finding is None:
        facts["band"] = "refused"
    else:
        facts |= {
            "band": finding.band.value,
            "kind": finding.kind.value,
            "n_hits": finding.n_hits,
            "top_score": None if finding.top_score is None else round(finding.top_score, 3),
            "confidence": round(finding.confidence, 3),
            "answer_ms": round(finding.took_ms, 1),
        }
    _LOG.info("question", extra=facts)
