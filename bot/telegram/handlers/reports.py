"""How are the reports listed and outlined?"""

from __future__ import annotations

from telegram import Update

from bot.replies.reply import Reply
from bot.replies.reports import compose_outline, compose_report_list
from bot.replies.texts import Texts
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import answer_press


async def on_reports(update: Update, context: BotContext) -> None:
    """List the reports, from the first."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    reply = compose_report_list(context.asker.engine.reports, 0, texts)
    await context.sender.reply(message, reply)


async def on_page(update: Update, context: BotContext) -> None:
    """Turn to another page of the list, in place."""

    def page(name: str, texts: Texts) -> Reply:
        number = int(name) if name.isdecimal() else 0
        return compose_report_list(context.asker.engine.reports, number, texts)

    await answer_press(update, context, page, in_place=True)


async def on_outline(update: Update, context: BotContext) -> None:
    """Show the outline of the report that a button names, in place."""
    engine = context.asker.engine

    def outline(name: str, texts: Texts) -> Reply:
        report = engine.report(name)
        return compose_outline(
            report,
            engine.report_passages(report.id),
            [number for _, number in engine.numbers(report.id)],
            texts=texts,
            address=context.address,
        )

    await answer_press(update, context, outline, in_place=True)
