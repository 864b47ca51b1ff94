"""How does a chat subscribe to numbers, and end it?"""

from __future__ import annotations

import re
from typing import NamedTuple

from telegram import Message, Update

from bot.announcements.schedule import next_moment
from bot.replies.announcements import (
    EARLY,
    compose_offer,
    compose_subscribed,
    compose_subscriptions,
)
from bot.replies.guides import compose_line
from bot.replies.quotes import shortened
from bot.replies.reports import SECTION_CHARS
from bot.replies.texts import Language, Texts
from bot.state.clock import utc_ms
from bot.state.subscriptions import Cadence, Subscription, Wish
from bot.telegram.addressing import argument
from bot.telegram.context import BotContext
from bot.telegram.handlers.admission import is_group_admin
from bot.telegram.handlers.presses import pressed
from bot.telegram.replying import topic_of

_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_ID = re.compile("[0-9]{1,18}")  # what a store keeps
_OFFER = re.compile(r"(?P<cadence>d|w(?P<day>[0-6])|u)(?P<minute>\d{1,4})?")
_CADENCES = {"d": Cadence.DAILY, "w": Cadence.WEEKLY, "u": Cadence.ON_UPDATE}
_MAX_TITLE = 200  # characters of a report's title that can be stored


class Wanted(NamedTuple):
    """What stands behind /subscribe."""

    cadence: Cadence
    weekday: int
    minute: int
    report: str  #: a name, "" for all


async def on_subscribe(update: Update, context: BotContext) -> None:
    """Subscribe the chat to what is written behind the command, or offer the common wishes."""
    message = update.effective_message
    if message is None or not await _admitted(update, context):
        return
    texts = context.texts_for(update.effective_user)
    words = argument(update)
    if not words:
        await context.sender.reply(message, compose_offer(texts))
        return
    wanted = read_wish(words)
    title = None
    if wanted.report:
        found = await context.asker.call(context.asker.engine.find_reports, wanted.report)
        if len(found) != 1:
            # Or a time that there is not (25:00), or a rhythm: what may be written is shown.
            name = shortened(wanted.report, SECTION_CHARS)
            problem = texts("failure-report-unknown", name=name)
            await context.sender.reply(message, compose_offer(texts, problem=problem))
            return
        title = found[0].title[:_MAX_TITLE]
    await _subscribe(message, wanted, title, update, context, texts)


async def on_offer(update: Update, context: BotContext) -> None:
    """Subscribe the chat to what the button says, all reports."""
    press = await pressed(update, context)
    if press is None:
        return
    query, message, name, texts = press
    offer = _OFFER.fullmatch(name)
    if offer is None:
        await context.sender.acknowledge(query, texts("hint-button-stale"))
        return
    if not await _admitted(update, context):
        return
    await context.sender.acknowledge(query)
    wanted = Wanted(
        _CADENCES[offer["cadence"][0]],
        int(offer["day"] or 0),
        min(int(offer["minute"] or EARLY), 24 * 60 - 1),
        "",
    )
    await _subscribe(message, wanted, None, update, context, texts)


async def on_subscriptions(update: Update, context: BotContext) -> None:
    """List what the chat has subscribed to."""
    message = update.effective_message
    if message is not None:
        found = await context.state.subscriptions.of_chat(message.chat_id)
        texts = context.texts_for(update.effective_user)
        await context.sender.reply(message, compose_subscriptions(found, texts))


async def on_unsubscribe(update: Update, context: BotContext) -> None:
    """End the only subscription of the chat; of several, ask which."""
    message = update.effective_message
    if message is None or not await _admitted(update, context):
        return
    found = await context.state.subscriptions.of_chat(message.chat_id)
    texts = context.texts_for(update.effective_user)
    if len(found) == 1:
        await context.state.subscriptions.remove(found[0].id, chat=message.chat_id)
        await context.sender.reply(message, compose_line(texts("unsubscribed")))
        return
    await context.sender.reply(message, compose_subscriptions(found, texts))


async def on_end(update: Update, context: BotContext) -> None:
    """End the subscription that the button names."""
    press = await pressed(update, context)
    if press is None:
        return
    query, message, name, texts = press
    if not _ID.fullmatch(name):
        await context.sender.acknowledge(query, texts("hint-button-stale"))
        return
    if not await _admitted(update, context):
        return
    subscriptions = context.state.subscriptions
    await subscriptions.remove(int(name), chat=message.chat_id)
    await context.sender.acknowledge(query, texts("unsubscribed"))
    left = await subscriptions.of_chat(message.chat_id)
    await context.sender.edit(message, compose_subscriptions(left, texts))


def read_wish(words: str) -> Wanted:
    """Read what is typed behind /subscribe, in any order and any language of the interface.

    >>> read_wish("每周一 8:05 海盐")
    Wanted(cadence=<Cadence.WEEKLY: 'weekly'>, weekday=0, minute=485, report='海盐')
    """
    cadence, weekday, minute = Cadence.DAILY, 0, EARLY
    names = []
    for word in words.split():
        time = _TIME.fullmatch(word)
        kind = _typed().get(word.lower())
        if time is not None:
            minute = int(time[1]) * 60 + int(time[2])
        elif kind is None:
            names.append(word)
        elif kind.isdecimal():
            cadence, weekday = Cadence.WEEKLY, int(kind)
        elif kind != "all":
            cadence = Cadence(kind)
    return Wanted(cadence, weekday, minute, " ".join(names))


def _typed() -> dict[str, str]:
    """Give the words that may be typed, of all languages, and what each means."""
    meanings = {f"typed-weekday-{day}": str(day) for day in range(7)}
    meanings |= {f"typed-{cadence.value.replace('_', '-')}": cadence.value for cadence in Cadence}
    meanings["typed-all"] = "all"
    return {
        word: meaning
        for language in Language
        for key, meaning in meanings.items()
        for word in Texts(language)(key).split()
    }


async def _admitted(update: Update, context: BotContext) -> bool:
    if await is_group_admin(update, context):
        return True
    line = context.texts_for(update.effective_user)("subscribe-admins")
    if update.callback_query is not None:
        await context.sender.acknowledge(update.callback_query, line)
    elif update.effective_message is not None:
        await context.sender.reply(update.effective_message, compose_line(line))
    return False


async def _subscribe(
    message: Message,
    wanted: Wanted,
    title: str | None,
    update: Update,
    context: BotContext,
    texts: Texts,
) -> None:
    wish = Wish(
        chat=message.chat_id,
        topic=topic_of(message),
        report=title,
        cadence=wanted.cadence,
        weekday=wanted.weekday,
        minute=wanted.minute,
        language=texts.language.value,
        created_by=update.effective_user.id if update.effective_user is not None else 0,
    )
    kept: Subscription = await context.state.subscriptions.add(wish)
    zone = context.services.zone
    moment = next_moment(wish, utc_ms(), zone)
    reply = compose_subscribed(kept, moment, zone=zone.key, texts=texts)
    await context.sender.reply(message, reply)
