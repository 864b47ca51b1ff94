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
from retrieval import Answer, Passage, QueryError

LONGEST_CACHE_S = 300
NO_CACHE_S = 0  # for what is not typed to the end, and while the reports are read anew

_LOG = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def on_inline(update: Update, context: BotContext) -> None:
    """Offer the answer, its key numbers and further passages."""
    query = update.inline_query
    if query is None:
        return
    # What is kept for one is shown to all: in the language of the bot, not of who asked first.
    texts = Texts(context.services.language)
    offers: tuple[Offer, ...] = ()
    if query.query.strip():
        try:
            offers = await context.asker.call(_offers, query.query, context, texts)
        except QueryError:
            offers = ()
    generation = context.asker.engine.generation
    try:
        await context.bot.answer_inline_query(
            query.id,
            [_article(offer, generation) for offer in offers],
            is_personal=False,
            cache_time=_cache_s(context) if offers else NO_CACHE_S,
        )
    except TelegramError as error:
        # Whoever typed on has asked again by now, and a late answer is refused.
        _LOG.info("inline query not answered", extra={"reason": type(error).__name__})


def _cache_s(context: BotContext) -> int:
    """Say how long Telegram may offer the same again: reports just changed may change again."""
    library = context.services.library
    age_s = int(monotonic() - library.loaded_at)
    return NO_CACHE_S if library.is_reloading else min(age_s, LONGEST_CACHE_S)


def _offers(question: str, context: BotContext, texts: Texts) -> tuple[Offer, ...]:
    engine = context.asker.engine
    answer: Answer = engine.ask(question)
    shown = {answer.citations[0].passage.id} if answer.answered else set()
    found: tuple[Passage, ...] = tuple(
        hit.passage for hit in engine.search(question, k=MAX_OFFERS) if hit.passage.id not in shown
    )
    return compose_offers(answer, found, texts=texts, address=context.address)


def _article(offer: Offer, generation: str) -> InlineQueryResultArticle:
    named = blake2b(f"{generation}\0{offer.reply.html}".encode("utf-8", "surrogatepass"))
    return InlineQueryResultArticle(
        id=named.hexdigest()[:32],
        title=offer.title,
        description=offer.line,
        input_message_content=InputTextMessageContent(
            offer.reply.html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
        ),
    )
