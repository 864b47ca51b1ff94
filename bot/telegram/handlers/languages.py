"""In which language does a person, or a group, want to read?"""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType

from bot.replies.guides import compose_language_choice, compose_line
from bot.replies.texts import Language, Texts
from bot.state.preferences import Scope
from bot.telegram.context import BotContext
from bot.telegram.handlers.admission import is_group_admin
from bot.telegram.handlers.presses import pressed


async def on_language(update: Update, context: BotContext) -> None:
    """Offer the languages; in a group, to its admins."""
    message = update.effective_message
    if message is None:
        return
    texts = context.texts_for(update.effective_user)
    if not await is_group_admin(update, context):
        await context.sender.reply(message, compose_line(texts("language-admins")))
        return
    is_group = message.chat.type != ChatType.PRIVATE
    reply = compose_language_choice(texts, is_group=is_group)
    await context.sender.reply(message, reply)


async def on_choice(update: Update, context: BotContext) -> None:
    """Keep the language on the button that was pressed, and say so in it."""
    press = await pressed(update, context)
    if press is None:
        return
    query, message, name, texts = press
    if not await is_group_admin(update, context):
        await context.sender.acknowledge(query, texts("language-admins"))
        return
    await context.sender.acknowledge(query)
    scope, id_ = _whose(message, update)
    if name in set(Language):
        await context.state.preferences.set_language(scope, id_, name)
        line = Texts(Language(name))("language-set")
    else:
        await context.state.preferences.clear_language(scope, id_)
        line = texts("language-auto")
    await context.sender.edit(message, compose_line(line))


def _whose(message: Message, update: Update) -> tuple[Scope, int]:
    if message.chat.type == ChatType.PRIVATE and update.effective_user is not None:
        return Scope.PERSON, update.effective_user.id
    return Scope.CHAT, message.chat_id
