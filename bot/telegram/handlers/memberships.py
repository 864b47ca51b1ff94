"""What happens when the bot is let in, thrown out, or its group moves?"""

from __future__ import annotations

import logging

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.letters import letters_of, outgoing
from bot.replies.guides import compose_greeting
from bot.state.outbox import Priority
from bot.telegram.context import BotContext

_OUT = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
REMOVED = "removed"  # why subscriptions are suspended: kicked from a group, blocked by a person

_LOG = logging.getLogger(__name__)


async def on_membership(update: Update, context: BotContext) -> None:
    """Greet a group once when added; suspend a chat's announcements while the bot is out."""
    change = update.my_chat_member
    if change is None:
        return
    was_out = change.old_chat_member.status in _OUT
    is_out = change.new_chat_member.status in _OUT
    chat = change.chat
    if is_out and not was_out:
        n = await context.state.subscriptions.suspend(chat.id, REMOVED)
        _LOG.info("removed from a chat", extra={"chat_type": chat.type, "n_suspended": n})
    if was_out and not is_out:
        await context.state.subscriptions.resume(chat.id)
        if chat.type in _GROUPS:
            texts = context.texts_for(change.from_user)
            reply = compose_greeting(bot=context.bot.username, texts=texts)
            letters = letters_of(reply, chat=chat.id)
            key = f"greeting:{update.update_id}"
            await context.state.outbox.queue(outgoing(letters, key=key, priority=Priority.ANSWER))


async def on_migration(update: Update, context: BotContext) -> None:
    """Follow a group that became a supergroup, in all that is kept for it."""
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await context.state.migrate_chat(message.chat_id, message.migrate_to_chat_id)
