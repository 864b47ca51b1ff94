"""How does an admin add a report from the chat, or take one out?

Nothing is changed by a file or a command alone: what would come of it is shown first, a button
does it, another takes it back.
"""

from __future__ import annotations

from telegram import Update
from telegram.error import TelegramError

from bot.documents import MAX_DOCUMENT_BYTES
from bot.errors import BotError, DocumentTooLargeError
from bot.replies.admins import compose_preview, compose_removal, compose_undoable
from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.reply import Reply, Verb
from bot.replies.texts import Texts
from bot.telegram.addressing import argument
from bot.telegram.context import BotContext
from bot.telegram.handlers.admins import begin_reload
from bot.telegram.handlers.presses import Press, pressed
from bot.telegram.handlers.reports import choose_report
from retrieval import CorpusError, ReportNotFoundError


async def on_document(update: Update, context: BotContext) -> None:
    """Look at a document that an admin sends, and show what it would add."""
    message = update.effective_message
    document = message.document if message is not None else None
    if message is None or document is None:
        return
    texts = context.texts_for(update.effective_user)
    async with context.sender.typing(message):
        try:
            if (document.file_size or 0) > MAX_DOCUMENT_BYTES:
                size = document.file_size or 0
                raise DocumentTooLargeError(size=size, limit=MAX_DOCUMENT_BYTES)
            content = bytes(await (await document.get_file()).download_as_bytearray())
            key = str(update.update_id)
            documents = context.services.documents
            preview = await documents.look_at(key, document.file_name or "", content)
        except (CorpusError, BotError) as error:
            reply = compose_line(failure_text(error, texts))
        except TelegramError:
            reply = compose_line(texts("document-not-fetched"))
        else:
            reply = compose_preview(key, preview, texts)
        await context.sender.reply(message, reply)


async def on_add(update: Update, context: BotContext) -> None:
    """Put the document into the corpus and read it in."""
    press = await _acknowledged(update, context)
    if press is None:
        return
    _, message, key, texts = press
    try:
        name = await context.services.documents.add(key, press=str(update.update_id))
    except BotError as error:
        await context.sender.edit(message, compose_line(failure_text(error, texts)))
        return
    line = texts("document-added", name=name)
    await context.sender.edit(message, compose_undoable(line, key, texts))
    await begin_reload(update, context)


async def on_cancel(update: Update, context: BotContext) -> None:
    """Leave everything as it is, and take the question back."""
    press = await _acknowledged(update, context)
    if press is not None:
        await context.sender.edit(press.message, compose_line(press.texts("nothing-done")))


async def on_remove_command(update: Update, context: BotContext) -> None:
    """Show what would go with the report that is named."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    name = argument(update)
    if not name:
        await context.sender.reply(message, compose_line(texts("hint-empty-remove")))
        return
    report = await choose_report(update, context, name, Verb.OUTLINE)
    if report is not None:
        await context.sender.reply(message, _removal(report.id, update, context, texts))


async def on_remove(update: Update, context: BotContext) -> None:
    """Take the report's file out of the corpus and read the rest anew."""
    press = await _acknowledged(update, context)
    if press is None:
        return
    _, message, name, texts = press
    key, _, report_id = name.partition("_")
    try:
        report = context.asker.engine.report(report_id)
        documents = context.services.documents
        await documents.remove(key, report.source, press=str(update.update_id))
    except (BotError, ReportNotFoundError) as error:
        await context.sender.edit(message, compose_line(failure_text(error, texts)))
        return
    line = texts("document-removed", name=report.source)
    await context.sender.edit(message, compose_undoable(line, key, texts))
    await begin_reload(update, context)


async def on_undo(update: Update, context: BotContext) -> None:
    """Take back what a button did, and read the corpus anew."""
    press = await _acknowledged(update, context)
    if press is None:
        return
    _, message, key, texts = press
    try:
        await context.services.documents.undo(key, press=str(update.update_id))
    except BotError as error:
        await context.sender.edit(message, compose_line(failure_text(error, texts)))
        return
    await context.sender.edit(message, compose_line(texts("undone")))
    await begin_reload(update, context)


def _removal(report_id: str, update: Update, context: BotContext, texts: Texts) -> Reply:
    engine = context.asker.engine
    source = engine.report(report_id).source
    going = [report for report in engine.reports if report.source == source]
    return compose_removal(f"{update.update_id}_{report_id}", going, source, texts)


async def _acknowledged(update: Update, context: BotContext) -> Press | None:
    """Take a press apart that is answered with a message, whatever comes of it."""
    press = await pressed(update, context)
    if press is not None:
        await context.sender.acknowledge(press.query)
    return press
