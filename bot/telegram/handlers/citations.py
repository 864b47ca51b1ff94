"""How is a cited passage opened, and read on from?"""

from __future__ import annotations

from functools import partial

from telegram import Update

from bot.replies.contexts import compose_context
from bot.replies.reply import Reply
from bot.replies.texts import Texts
from bot.replies.trails import follow
from bot.telegram.context import BotContext
from bot.telegram.handlers.presses import answer_press
from retrieval import Engine


async def on_open(update: Update, context: BotContext) -> None:
    """Send the passage that a button names, in context."""
    compose = partial(passage_in_context, context.asker.engine)
    await answer_press(update, context, compose, in_place=False)


async def on_walk(update: Update, context: BotContext) -> None:
    """Show the passage that a button names in the place of the one it stands under."""
    compose = partial(passage_in_context, context.asker.engine)
    await answer_press(update, context, compose, in_place=True)


def passage_in_context(engine: Engine, name: str, texts: Texts) -> Reply:
    """Lay out the passage that a trail names between its neighbours.

    Raises:
        PassageNotFoundError: the corpus does not hold it any more.
    """
    followed = follow(name, engine)
    around = engine.around(followed.passage.id)
    return compose_context(
        around.passage,
        previous=around.previous,
        following=around.following,
        total=len(engine.report_passages(around.passage.report_id)),
        texts=texts,
        is_changed=followed.is_changed,
    )
