"""What may the bot's admins do: see how it is, what it lacks, and reload the reports?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

from telegram import InputFile, Update
from telegram.error import TelegramError

from bot.errors import BotError
from bot.letters import letters_of, outgoing
from bot.ops.figures import resident_bytes
from bot.replies.admins import (
    Status,
    compose_feedback,
    compose_gaps,
    compose_reloaded,
    compose_status,
    gaps_csv,
)
from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.texts import Texts
from bot.state.clock import SECOND_MS
from bot.state.feedback import Judgement, Verdict
from bot.state.mail import MessageState
from bot.state.noting import noted
from bot.state.outbox import Priority
from bot.telegram.context import BotContext
from bot.telegram.keyboards import pressed_message
from bot.telegram.replying import topic_of
from retrieval import Band, Passage, PassageNotFoundError, RetrievalError

MAX_EXPORTED = 10_000
MAX_GAPS = 200
PROGRESS_EVERY_S = 3.0  # a chat takes an edit a second; a reader needs fewer

Handle = Callable[[Update, BotContext], Coroutine[Any, Any, None]]

_LOG = logging.getLogger(__name__)


def for_admins(handle: Handle) -> Handle:
    """Let admins through; anyone else gets one polite line, and it is logged."""

    async def guarded(update: Update, context: BotContext) -> None:
        person = update.effective_user
        if person is not None and person.id in context.services.admin_ids:
            await handle(update, context)
            return
        _LOG.warning(
            "admin command refused",
            extra={"update_id": update.update_id, "user_id": person and person.id},
        )
        line = context.texts_for(person)("admins-only")
        message = update.effective_message
        if update.callback_query is not None:
            await context.sender.acknowledge(update.callback_query, line)
        elif message is not None:
            await context.sender.reply(message, compose_line(line))

    return guarded


async def on_status(update: Update, context: BotContext) -> None:
    """Say how the bot is."""
    message = update.effective_message
    if message is None:
        return
    state = context.state
    midnight = datetime.now(context.services.zone).replace(hour=0, minute=0, second=0)
    since = int(midnight.timestamp()) * SECOND_MS
    counts = await state.questions.count(since=since)
    outbox = await state.outbox.depth()
    inbox = await state.inbox.depth()
    status = Status(
        uptime_s=monotonic() - context.services.started_at,
        n_answered=counts.get(Band.ANSWER, 0),
        n_near=counts.get(Band.NEAR, 0),
        n_none=counts.get(Band.NONE, 0),
        took_ms=await state.questions.took(since=since),
        n_parked=inbox.parked,
        n_failed=outbox[MessageState.FAILED],
        n_waiting=inbox.new + outbox[MessageState.QUEUED],
        memory_bytes=resident_bytes(),
    )
    texts = context.texts_for(update.effective_user)
    reply = await context.asker.call(compose_status, status, context.asker.engine, texts)
    await context.sender.reply(message, reply)


async def on_gaps(update: Update, context: BotContext) -> None:
    """List the questions that had no answer."""
    message = update.effective_message
    if message is None:
        return
    gaps = await context.state.questions.gaps(answered=Band.ANSWER, limit=MAX_GAPS)
    texts = context.texts_for(update.effective_user)
    await context.sender.reply(message, compose_gaps(gaps, texts, zone=context.services.zone))


async def on_export(update: Update, context: BotContext) -> None:
    """Send the questions that had no answer as a table."""
    query = update.callback_query
    message = pressed_message(query) if query is not None else None
    if query is None or message is None:
        return
    gaps = await context.state.questions.gaps(answered=Band.ANSWER, limit=MAX_EXPORTED)
    table = InputFile(gaps_csv(gaps, context.services.zone), filename="gaps.csv")
    try:
        await context.bot.send_document(
            message.chat_id, table, message_thread_id=topic_of(message)
        )
    except TelegramError as error:
        _LOG.warning("table not sent", extra={"reason": type(error).__name__})
        line = context.texts_for(update.effective_user)("table-not-sent")
        await context.sender.acknowledge(query, line)
    else:
        await context.sender.acknowledge(query)


async def on_feedback(update: Update, context: BotContext) -> None:
    """List the answers that people found wrong."""
    message = update.effective_message
    if message is None:
        return
    judged = await context.state.feedback.latest(Verdict.WRONG)
    counts = await context.state.feedback.count()
    reply = compose_feedback(
        [(judgement, _passage(judgement, context)) for judgement in judged],
        right=counts[Verdict.RIGHT],
        wrong=counts[Verdict.WRONG],
        texts=context.texts_for(update.effective_user),
        address=context.address,
    )
    await context.sender.reply(message, reply)


async def on_reload(update: Update, context: BotContext) -> None:
    """Read the corpus again, aside; tell how far it is and what it has come to."""
    await begin_reload(update, context)


async def begin_reload(update: Update, context: BotContext) -> None:
    """Begin a reload that outlives this update; refuse while one is under way."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    if context.services.library.is_reloading:
        line = texts("failure-reload-running")
        await context.sender.reply(message, compose_line(line))
        return
    await context.sender.reply(message, compose_line(texts("reload-begun")))
    await context.sender.settled()
    shown = await context.state.outbox.answers(message.chat_id, message.message_id)
    work = _reload(update, context, texts, progress_id=shown[-1] if shown else None)
    context.services.tasks.add(asyncio.create_task(work))


async def _reload(
    update: Update, context: BotContext, texts: Texts, *, progress_id: int | None
) -> None:
    message = update.effective_message
    if message is None:
        return
    stage: list[str] = []

    def note(name: str, done: int, total: int) -> None:
        # Called in the thread that reads; the last word counts.
        stage[:] = [texts("reload-at", stage=texts(f"progress-{name}"), done=done, total=total)]

    async def show() -> None:
        while True:
            await asyncio.sleep(PROGRESS_EVERY_S)
            if stage and progress_id is not None:
                await _edit(context, message.chat_id, progress_id, stage[0])

    showing = asyncio.create_task(show())
    try:
        reloaded = await context.services.library.reload(note)
    except (RetrievalError, BotError) as error:
        reply = compose_line(texts("reload-failed", reason=failure_text(error, texts)))
    except Exception:
        _LOG.exception("reload failed")
        reply = compose_line(texts("reload-failed", reason=""))
    else:
        reply = compose_reloaded(reloaded, texts=texts, address=context.address)
    finally:
        showing.cancel()
    if progress_id is not None:
        await _edit(context, message.chat_id, progress_id, texts("reload-over"))
    letters = letters_of(
        reply, chat=message.chat_id, topic=topic_of(message), quotes=message.message_id
    )
    told = outgoing(letters, key=f"reload:{update.update_id}", priority=Priority.ANSWER)
    await noted(partial(context.state.outbox.queue, told), failing="reload not told")
    # After one that failed, too: it finds nothing new then.
    await noted(context.services.announcer.on_update, failing="changes not announced")


async def _edit(context: BotContext, chat: int, message_id: int, line: str) -> None:
    with suppress(TelegramError):  # a courtesy: the summary does not depend on it
        await context.bot.edit_message_text(line, chat_id=chat, message_id=message_id)


def _passage(judgement: Judgement, context: BotContext) -> Passage | None:
    try:
        return context.asker.engine.passage(judgement.passage_id)
    except PassageNotFoundError:
        return None
