"""How are the key numbers of the corpus, of a report, of one measure shown?"""

from __future__ import annotations

from functools import partial

from telegram import Update

from bot.replies.guides import compose_line
from bot.replies.quotes import shortened
from bot.replies.reply import Reply, Verb
from bot.replies.reports import SECTION_CHARS
from bot.replies.statistics import compose_comparison, compose_digest, compose_overview
from bot.replies.texts import Texts
from bot.telegram.addressing import argument
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import answer_command, answer_label, answer_press
from bot.telegram.handlers.reports import choose_report


async def on_stats(update: Update, context: BotContext) -> None:
    """Show the digest of the report that is named; without a name, what the corpus holds."""
    texts = context.texts_for(update.effective_user)
    name = argument(update)
    if not name:
        await answer_command(update, context, partial(overview, context, texts))
        return
    report = await choose_report(update, context, name, Verb.DIGEST)
    if report is not None:
        await answer_command(update, context, partial(digest, context, report.id, texts))


async def on_digest(update: Update, context: BotContext) -> None:
    """Show the digest of the report that a button names, as a message of its own."""
    await answer_press(update, context, partial(digest, context), in_place=False)


async def on_compare(update: Update, context: BotContext) -> None:
    """Put the measure that is named side by side, across reports and periods."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    measure = argument(update)
    if not measure:
        example = await context.asker.call(_a_measure, context)
        line = texts("hint-empty-compare", example=example)
        await context.sender.reply(message, compose_line(line))
        return
    await answer_command(update, context, partial(comparison, context, measure, texts))


async def on_measure(update: Update, context: BotContext) -> None:
    """Put the measure on a button's label side by side."""
    await answer_label(update, context, partial(comparison, context))


def overview(context: BotContext, texts: Texts) -> Reply:
    """Lay out how much each report holds."""
    engine = context.asker.engine
    sized = [
        (
            report,
            len(engine.report_passages(report.id)),
            engine.n_numbers(report.id),
        )
        for report in engine.reports
    ]
    return compose_overview(sized, texts=texts)


def digest(context: BotContext, name: str, texts: Texts) -> Reply:
    """Lay out the most telling numbers of a report.

    Raises:
        ReportNotFoundError: no report goes by that name.
    """
    engine = context.asker.engine
    report = engine.report(name)
    stated = engine.digest(report.id)
    return compose_digest(report, stated, texts=texts, address=context.address)


def comparison(context: BotContext, measure: str, texts: Texts) -> Reply:
    """Lay out where a measure is stated, or say that it is nowhere."""
    tables = context.asker.engine.compare(measure)
    if not tables:
        return compose_line(texts("comparison-none", measure=shortened(measure, SECTION_CHARS)))
    return compose_comparison(tables, texts=texts, address=context.address)


def _a_measure(context: BotContext) -> str:
    """Give a measure that the corpus states, as an example; the shortest of the first ones."""
    engine = context.asker.engine
    measures = [
        number.metric
        for report in engine.reports[:1]
        for _, number in engine.digest(report.id)
        if number.metric
    ]
    return min(measures, key=len, default="")
