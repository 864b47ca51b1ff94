"""How is the original of a cited passage sent: the page with the passage marked, and the file?"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from telegram import Message, Update

from bot.replies.cards.typeface import FONTS
from bot.replies.failures import failure_text
from bot.replies.guides import compose_line
from bot.replies.originals import (
    compose_file,
    compose_page,
    compose_too_large,
    file_name,
    originals_of,
    read_original,
)
from bot.replies.reply import Attachment, Picture
from bot.replies.texts import Texts
from bot.replies.trails import follow
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import pressed
from retrieval import CorpusError, Engine, Passage, PassageNotFoundError, draw_page, find_original

MAX_UPLOAD_BYTES = 50_000_000  # what a bot may send; Bot API, sendDocument
MAX_PAGES = 2  # drawn of a passage that goes on overleaf
TYPEFACE = FONTS / "youju-sans.otf"  # for documents that bring none


async def on_original(update: Update, context: BotContext) -> None:
    """Send the original that a button names."""
    press = await pressed(update, context)
    if press is not None:
        await context.sender.acknowledge(press.query)
        await send_original(press.message, press.name, context, press.texts)


async def send_original(message: Message, name: str, context: BotContext, texts: Texts) -> None:
    """Send the pages of a PDF or a scan on which the passage stands, then the file itself.

    The file is looked for as it is now; one that is gone, or too large, is told of.
    """
    engine, corpus = context.asker.engine, context.services.library.corpus
    count, trail = read_original(name)
    async with context.sender.typing(message):
        try:
            followed = await context.asker.call(follow, trail, engine)
            originals = originals_of(followed.passage)
            original = originals[min(count, len(originals) - 1)]
            path = find_original(corpus, original.source)
            size = path.stat().st_size
        except (CorpusError, PassageNotFoundError, OSError) as error:
            await context.sender.reply(message, compose_line(failure_text(error, texts)))
            return
        place = original.place
        if place is not None and place.page is not None:
            last = min(place.last_page or place.page, place.page + MAX_PAGES - 1)
            wanted = _slices(followed.passage, engine)
            for page in range(place.page, last + 1):
                draw = partial(_draw, corpus, original.source, page, wanted)
                reply = compose_page(
                    followed.passage,
                    place,
                    texts,
                    picture=Picture(draw),
                    is_changed=followed.is_changed,
                )
                await context.sender.reply(message, reply)
        if size > MAX_UPLOAD_BYTES:
            reply = compose_too_large(original.source, size, MAX_UPLOAD_BYTES, texts)
        else:
            attachment = Attachment(str(path), file_name(original.source))
            reply = compose_file(attachment, place, texts)
        await context.sender.reply(message, reply)


def _slices(passage: Passage, engine: Engine) -> tuple[str, ...]:
    """Give the unbroken stretches of the source that a passage consists of."""
    source = engine.source(passage.source).text
    return tuple(source[span.start : span.end] for span in passage.content.spans())


def _draw(corpus: Path, source: str, page: int, wanted: tuple[str, ...]) -> bytes:
    return draw_page(corpus, source, page=page, texts=wanted, typeface=TYPEFACE)
