"""May the bot write there, and is the message there at all?"""

from __future__ import annotations

from tests.support.botapi.chats import Chat
from tests.support.botapi.errors import bad_request, forbidden
from tests.support.botapi.messages import Message
from tests.support.botapi.world import World


def readable_chat(world: World, chat_id: str) -> Chat:
    """Find a chat that the bot knows.

    Raises:
        ApiError: 400 when it is empty or unknown; 403 when the bot was put out of it.
    """
    if not chat_id:
        raise bad_request("chat_id is empty")
    chat = world.find_chat(chat_id)
    if chat is None or (chat.is_private and not chat.started and not _has_met(world, chat)):
        raise bad_request("chat not found")
    if chat.type in ("supergroup", "channel"):
        _check_membership(chat)
    return chat


def writable_chat(world: World, chat_id: str) -> Chat:
    """Find a chat that the bot may write to.

    Raises:
        ApiError: as `readable_chat`; 403 when the person blocked or never started the bot; 400
            with `migrate_to_chat_id` when the group has become a supergroup.
    """
    chat = readable_chat(world, chat_id)
    if chat.owner is not None:
        if chat.owner.is_deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    if chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to.id},
        )
    _check_membership(chat)
    if chat.type == "channel" and not chat.bot_member.is_admin:
        raise bad_request("need administrator rights in the channel chat")
    if chat.bot_member.status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    return chat


def existing_message(chat: Chat, message_id: int, what: str) -> Message:
    """Find a message.

    Raises:
        ApiError: 400 "`what` not found".
    """
    message = chat.messages.get(message_id)
    if message is None or message.deleted:
        raise bad_request(f"{what} not found")
    return message


def _has_met(world: World, chat: Chat) -> bool:
    return any(chat.id in other.members for other in world.chats.values() if not other.is_private)


def _check_membership(chat: Chat) -> None:
    if chat.bot_member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_member.status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
