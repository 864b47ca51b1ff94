"""How does an admin announce something now, to all who have subscribed?"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from telegram import Message, Update
from telegram.error import TelegramError

from bot.letters import letters_of, outgoing
from bot.replies.announcements import compose_broadcast
from bot.replies.guides import compose_line
from bot.replies.reply import Verb
from bot.replies.texts import Language, Texts
from bot.state.mail import MessageState
from bot.state.subscriptions import Subscription
from bot.telegram.addressing import argument
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import pressed
from bot.telegram.handlers.reports import choose_report

ALL = "all"
LOOK_EVERY_S = 2.0
MAX_LOOKS = 300  # ten minutes; what is not sent by then is sent without an audience


async def on_announce(update: Update, context: BotContext) -> None:
    """Show what would be sent of the report that is named, or of all, and to how many."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    name, title = argument(update), None
    report_id = ALL
    if name:
        report = await choose_report(update, context, name, Verb.OUTLINE)
        if report is None:
            return
        report_id, title = report.id, report.title
    reply = await context.services.announcer.compose(title, texts.language)
    targets = await _targets(context)
    shown = compose_broadcast(reply, report_id, len(targets), texts)
    await context.sender.reply(message, shown)


async def on_broadcast(update: Update, context: BotContext) -> None:
    """Queue it for each chat, once however often the button is pressed; tell how it goes."""
    press = await pressed(update, context)
    if press is None:
        return
    query, message, name, texts = press
    await context.sender.acknowledge(query)
    found = await context.asker.call(context.asker.engine.find_reports, name)
    title = found[0].title if found and name != ALL else None
    if title is None and name != ALL:
        await context.sender.reply(message, compose_line(texts("hint-button-stale")))
        return
    prefix = f"broadcast:{message.chat_id}:{message.message_id}:"
    targets = await _targets(context)
    for target in targets:
        reply = await context.services.announcer.compose(title, Language(target.language))
        png = None if reply.picture is None else await reply.picture.drawn()
        letters = letters_of(reply, chat=target.chat, topic=target.topic, png=png)
        key = f"{prefix}{target.chat}:{target.topic or 0}"
        await context.state.outbox.queue(outgoing(letters, key=key))
    line = texts("broadcast-begun", n=len(targets))
    await context.sender.edit(message, compose_line(line))
    watching = _watch(context, message, prefix, texts)
    context.services.tasks.add(asyncio.create_task(watching))


async def _watch(context: BotContext, message: Message, prefix: str, texts: Texts) -> None:
    """Show in the admin's message how many are sent, until all are settled."""
    for _ in range(MAX_LOOKS):
        await asyncio.sleep(LOOK_EVERY_S)
        counts = await context.state.outbox.count(prefix)
        waiting = counts[MessageState.QUEUED] + counts[MessageState.SENDING]
        line = texts(
            "broadcast-over" if not waiting else "broadcast-at",
            sent=counts[MessageState.SENT],
            failed=counts[MessageState.FAILED] + counts[MessageState.UNSURE],
            total=sum(counts.values()),
        )
        with suppress(TelegramError):  # a courtesy, as in a reload
            await context.bot.edit_message_text(
                line, chat_id=message.chat_id, message_id=message.message_id
            )
        if not waiting:
            return


async def _targets(context: BotContext) -> list[Subscription]:
    """List the places that have subscribed to anything, each once."""
    places: dict[tuple[int, int | None], Subscription] = {}
    for subscription in await context.state.subscriptions.active():
        places.setdefault((subscription.chat, subscription.topic), subscription)
    return list(places.values())
