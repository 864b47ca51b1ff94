"""How are the reports listed and outlined?"""

from __future__ import annotations

from functools import partial

from telegram import Update

from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.quotes import shortened
from bot.replies.reply import Reply, Verb
from bot.replies.reports import (
    SECTION_CHARS,
    compose_choice,
    compose_numbers,
    compose_outline,
    compose_report_list,
    read_numbers_page,
)
from bot.replies.texts import Texts
from bot.telegram.addressing import argument
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import answer_command, answer_press
from retrieval import Report, ReportNotFoundError


async def on_reports(update: Update, context: BotContext) -> None:
    """List the reports, from the first."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    reply = compose_report_list(context.asker.engine.reports, 0, texts)
    await context.sender.reply(message, reply)


async def on_report(update: Update, context: BotContext) -> None:
    """Outline the report that is named behind the command; without a name, list all."""
    name = argument(update)
    if not name:
        await on_reports(update, context)
        return
    report = await choose_report(update, context, name, Verb.OUTLINE)
    if report is not None:
        texts = context.texts_for(update.effective_user)
        await answer_command(update, context, partial(outline, context, report.id, texts))


async def choose_report(
    update: Update, context: BotContext, name: str, verb: Verb
) -> Report | None:
    """Find the one report that a name means; else say so, or offer the choice as buttons.

    A press on one of them asks it for what `verb` says.
    """
    texts = context.texts_for(update.effective_user)
    message = update.effective_message
    found = await context.asker.call(context.asker.engine.find_reports, name)
    if len(found) == 1 or message is None:
        return found[0] if found else None
    if found:
        reply = compose_choice(name, found, verb, texts=texts)
    else:
        error = ReportNotFoundError(name=shortened(name, SECTION_CHARS))
        reply = compose_line(failure_text(error, texts))
    await context.sender.reply(message, reply)
    return None


async def on_page(update: Update, context: BotContext) -> None:
    """Turn to another page of the list, in place."""

    def page(name: str, texts: Texts) -> Reply:
        number = int(name) if name.isdecimal() else 0
        return compose_report_list(context.asker.engine.reports, number, texts)

    await answer_press(update, context, page, in_place=True)


async def on_outline(update: Update, context: BotContext) -> None:
    """Show the outline of the report that a button names, in place."""
    await answer_press(update, context, partial(outline, context), in_place=True)


async def on_numbers(update: Update, context: BotContext) -> None:
    """Turn to a page of a report's key numbers, in place."""

    def page(name: str, texts: Texts) -> Reply:
        engine = context.asker.engine
        report_id, number = read_numbers_page(name)
        report = engine.report(report_id)
        return compose_numbers(
            report,
            [stated for stated in engine.numbers(report.id) if stated[1].metric],
            number,
            texts=texts,
            address=context.address,
        )

    await answer_press(update, context, page, in_place=True)


def outline(context: BotContext, name: str, texts: Texts) -> Reply:
    """Lay out the outline of a report.

    Raises:
        ReportNotFoundError: no report goes by that name.
    """
    engine = context.asker.engine
    report = engine.report(name)
    return compose_outline(
        report,
        engine.report_passages(report.id),
        [number for _, number in engine.numbers(report.id)],
        texts=texts,
        address=context.address,
    )
