"""What is said to those who arrive, ask for help, or send what is no question?"""

from __future__ import annotations

from telegram import Update

from bot.replies.failures import failure_text
from bot.replies.guides import compose_help, compose_line, compose_start
from bot.telegram.context import BotContext
from bot.telegram.handlers.citations import passage_in_context
from bot.telegram.handlers.originals import send_original
from bot.telegram.menus import set_admin_menu
from bot.telegram.payloads import Kind, decode_payload
from retrieval import PassageNotFoundError


async def on_start(update: Update, context: BotContext) -> None:
    """Welcome a person, or open what the deep link names: a passage, its original."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    payload = decode_payload(context.args[0]) if context.args else None
    if payload is not None and payload.kind is Kind.ORIGINAL:
        await send_original(message, payload.name, context, texts)
        return
    if payload is not None and payload.kind is Kind.OPEN:
        try:
            reply = await context.asker.call(
                passage_in_context, context.asker.engine, payload.name, texts
            )
        except PassageNotFoundError as error:
            reply = compose_line(failure_text(error, texts))
    else:
        reports = len(context.asker.engine.reports)
        reply = compose_start(context.services.examples, reports=reports, texts=texts)
    await context.sender.reply(message, reply)
    person = update.effective_user
    if person is not None and person.id in context.services.admin_ids:
        # At the start of the program, it may not have known this admin's chat yet.
        await set_admin_menu(context.bot, context.services.language, person.id)


async def on_help(update: Update, context: BotContext) -> None:
    """Explain how to ask, with questions to try."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    reply = compose_help(context.services.examples, bot=context.bot.username, texts=texts)
    await context.sender.reply(message, reply)


async def on_unknown_command(update: Update, context: BotContext) -> None:
    """Say that there is no such command."""
    await _hint(update, context, "hint-unknown-command")


async def on_no_text(update: Update, context: BotContext) -> None:
    """Say that only text is read: for stickers, voices, pictures and the like."""
    await _hint(update, context, "hint-text-only")


async def on_stale_button(update: Update, context: BotContext) -> None:
    """Say that a button is of no use any more."""
    if update.callback_query is not None:
        line = context.texts_for(update.effective_user)("hint-button-stale")
        await context.sender.acknowledge(update.callback_query, line)


async def _hint(update: Update, context: BotContext, key: str) -> None:
    message = update.effective_message
    if message is not None:
        line = context.texts_for(update.effective_user)(key)
        await context.sender.reply(message, compose_line(line))
