"""How is a question answered that is typed behind the bot's name, in any chat?"""

from __future__ import annotations

import logging
from hashlib import blake2b
from time import monotonic

from telegram import (
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.replies.inline import MAX_OFFERS, Offer, compose_offers
from bot.replies.texts import Texts
from bot.telegram.context import BotContext
from retrieval import Answer, Engine, Passage, QueryError

LONGEST_CACHE_S = 60  # Telegram takes nothing back that it may keep, whatever the reports become
NO_CACHE_S = 0  # for what is not typed to the end, and while the reports are read anew

_LOG = logging.getLogger(__name__)
_DIGEST_BYTES = 16
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def on_inline(update: Update, context: BotContext) -> None:
    """Offer the answer, its key numbers and further passages."""
    query = update.inline_query
    if query is None:
        return
    # What is kept for one is shown to all: in the language of the bot, not of who asked first.
    texts = Texts(context.services.language)
    # Of one state of the reports, also where a reload ends meanwhile.
    engine = context.asker.engine
    offers: tuple[Offer, ...] = ()
    if query.query.strip():
        try:
            offers = await context.asker.call(_offers, engine, query.query, context, texts)
        except QueryError:
            offers = ()
    try:
        await context.bot.answer_inline_query(
            query.id,
            [_article(offer, engine.generation) for offer in offers],
            is_personal=False,
            cache_time=_cache_s(engine, context) if offers else NO_CACHE_S,
        )
    except TelegramError as error:
        # Whoever typed on has asked again by now, and a late answer is refused.
        _LOG.info("inline query not answered", extra={"reason": type(error).__name__})


def _cache_s(engine: Engine, context: BotContext) -> int:
    """Say how long Telegram may offer the same again: reports just changed may change again.

    What is of a state of the reports that is about to go, or has gone, is not offered again.
    """
    library = context.services.library
    age_s = int(monotonic() - library.loaded_at)
    is_going = library.is_reloading or engine is not context.asker.engine
    return NO_CACHE_S if is_going else min(age_s, LONGEST_CACHE_S)


def _offers(engine: Engine, question: str, context: BotContext, texts: Texts) -> tuple[Offer, ...]:
    answer: Answer = engine.ask(question)
    shown = {answer.citations[0].passage.id} if answer.answered else set()
    found: tuple[Passage, ...] = tuple(
        hit.passage for hit in engine.search(question, k=MAX_OFFERS) if hit.passage.id not in shown
    )
    return compose_offers(answer, found, texts=texts, address=context.address)


def _article(offer: Offer, generation: str) -> InlineQueryResultArticle:
    digest = blake2b(offer.reply.html.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES)
    return InlineQueryResultArticle(
        id=f"{generation}-{digest.hexdigest()}",  # at most 64 bytes; Bot API
        title=offer.title,
        description=offer.line,
        input_message_content=InputTextMessageContent(
            offer.reply.html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
        ),
    )
