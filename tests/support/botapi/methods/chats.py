"""getChat, getChatMember, pinChatMessage …: what does the bot do in and about a chat?"""

from __future__ import annotations

from typing import Any

from tests.support.botapi.access import existing_message, readable_chat, writable_chat
from tests.support.botapi.chats import Chat, Member
from tests.support.botapi.errors import bad_request, forbidden
from tests.support.botapi.methods.context import Context, Method

Json = dict[str, Any]

_RIGHTS = (
    "can_be_edited", "can_manage_chat", "can_change_info", "can_delete_messages",
    "can_invite_users", "can_restrict_members", "can_pin_messages", "can_manage_topics",
    "can_promote_members", "can_manage_video_chats", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "is_anonymous",
)  # fmt: skip
_GRANTED = ("can_manage_chat", "can_delete_messages", "can_invite_users", "can_pin_messages")
_REACTIONS = frozenset("👍👎❤🔥🎉🤔😁👏🙏👌🤝👀💯✍⚡🏆😢")


async def get_chat(context: Context) -> Json:
    """Tell all about a chat."""
    chat = readable_chat(context.world, context.arguments.text("chat_id"))
    fields = chat.to_json() | {"accent_color_id": 0, "max_reaction_count": 11}
    if chat.username:
        fields["active_usernames"] = [chat.username]
    if chat.description:
        fields["description"] = chat.description
    if chat.linked is not None:
        fields["linked_chat_id"] = chat.linked.id
    if chat.pinned:
        fields["pinned_message"] = chat.pinned[-1].to_json()
    return fields | {
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
             "gifts_from_channels"),
            False,
        )
    }  # fmt: skip


async def get_member(context: Context) -> Json:
    """Tell someone's standing in a chat."""
    chat = readable_chat(context.world, context.arguments.text("chat_id"))
    user_id = context.arguments.integer("user_id")
    user = context.world.users.get(user_id)
    if user is None:
        raise bad_request("invalid user_id specified")
    member = chat.member(user_id)
    if member is None and chat.type != "supergroup":
        raise bad_request("user not found" if chat.type == "group" else "member not found")
    return member_fields(member or Member(user, "left"))


async def get_administrators(context: Context) -> list[Json]:
    """List those who run the chat, other bots left out."""
    chat = readable_chat(context.world, context.arguments.text("chat_id"))
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [member_fields(member) for member in chat.members.values() if member.is_admin]


async def get_member_count(context: Context) -> int:
    """Count those who are there."""
    chat = readable_chat(context.world, context.arguments.text("chat_id"))
    return sum(member.is_in for member in chat.members.values())


async def leave(context: Context) -> bool:
    """Leave a chat."""
    chat = readable_chat(context.world, context.arguments.text("chat_id"))
    if chat.is_private:
        raise bad_request("private chat can't be left")
    context.server.memberships.change(chat, context.world.bot, "left", by=context.world.bot)
    return True


async def pin(context: Context) -> bool:
    """Pin a message to the top."""
    chat = _chat_to_pin_in(context)
    message = existing_message(chat, context.arguments.integer("message_id"), "message to pin")
    if message in chat.pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.pinned.append(message)
    context.world.post(
        chat,
        {"pinned_message": message.to_json(with_reply=False)},
        sender=None if chat.type == "channel" else context.world.bot,
        sender_chat=chat if chat.type == "channel" else None,
    )
    return True


async def unpin(context: Context) -> bool:
    """Take a message, or the newest one, from the top."""
    chat = _chat_to_pin_in(context)
    message_id = context.arguments.integer("message_id")
    if message_id:
        message = existing_message(chat, message_id, "message to unpin")
        if message in chat.pinned:
            chat.pinned.remove(message)
    elif chat.pinned:
        chat.pinned.pop()
    else:
        raise bad_request("message to unpin not found")
    return True


async def unpin_all(context: Context) -> bool:
    """Take all messages from the top."""
    _chat_to_pin_in(context).pinned.clear()
    return True


async def react(context: Context) -> bool:
    """Put the bot's reaction on a message."""
    arguments = context.arguments
    chat = readable_chat(context.world, arguments.text("chat_id"))
    message_id = arguments.integer("message_id")
    message = existing_message(chat, message_id, "message to react")
    given = arguments.parsed("reaction", "reaction types") or []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of ReactionType")
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in given:
        if reaction.get("type") != "emoji" or reaction.get("emoji", "")[:1] not in _REACTIONS:
            raise bad_request("REACTION_INVALID")
    message.reactions = given
    context.world.changed.beat()
    return True


async def create_topic(context: Context) -> Json:
    """Open a topic in a forum."""
    chat = writable_chat(context.world, context.arguments.text("chat_id"))
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.bot_member.is_admin:
        raise bad_request("not enough rights to create a topic")
    name = context.arguments.text("name")
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_NAME_INVALID")
    topic = context.world.open_topic(chat, name, context.world.bot)
    return {"message_thread_id": topic.id, "name": name, "icon_color": 7322096}


def member_fields(member: Member) -> Json:
    """Give the ChatMember object."""
    fields: Json = {"user": member.user.to_json(), "status": member.status}
    if member.status == "creator":
        fields["is_anonymous"] = False
    elif member.status == "administrator":
        fields |= {right: member.rights.get(right, right in _GRANTED) for right in _RIGHTS}
    elif member.status == "kicked":
        fields["until_date"] = 0
    if member.title and member.is_admin:
        fields["custom_title"] = member.title
    return fields


def _chat_to_pin_in(context: Context) -> Chat:
    chat = writable_chat(context.world, context.arguments.text("chat_id"))
    member = chat.bot_member
    if not chat.is_private and not (
        member.is_admin and member.rights.get("can_pin_messages", True)
    ):
        if chat.type == "channel":
            raise forbidden("bot is not an administrator of the channel chat")
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


_OF_CHAT = frozenset({"chat_id"})
_OF_MESSAGE = frozenset({"business_connection_id", "chat_id", "message_id"})
METHODS = (
    Method("getChat", get_chat, _OF_CHAT),
    Method("getChatMember", get_member, _OF_CHAT | {"user_id"}),
    Method("getChatAdministrators", get_administrators, _OF_CHAT | {"return_bots"}),
    Method("getChatMemberCount", get_member_count, _OF_CHAT),
    Method("leaveChat", leave, _OF_CHAT),
    Method("pinChatMessage", pin, _OF_MESSAGE | {"disable_notification"}),
    Method("unpinChatMessage", unpin, _OF_MESSAGE),
    Method("unpinAllChatMessages", unpin_all, _OF_CHAT),
    Method(
        "setMessageReaction", react, frozenset({"chat_id", "message_id", "reaction", "is_big"})
    ),
    Method(
        "createForumTopic",
        create_topic,
        _OF_CHAT | {"name", "icon_color", "icon_custom_emoji_id"},
    ),
)
