"""editMessage… and deleteMessage: how does a message change after it was sent?"""

from __future__ import annotations

from typing import Any

from tests.support.botapi.access import existing_message, readable_chat, writable_chat
from tests.support.botapi.chats import Chat
from tests.support.botapi.errors import bad_request
from tests.support.botapi.keyboards import Markup, read_markup
from tests.support.botapi.messages import Message, Version
from tests.support.botapi.methods.context import Context, Method
from tests.support.botapi.methods.media import read_media_object
from tests.support.botapi.methods.sending import CAPTION, read_caption, read_text

Json = dict[str, Any]

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD_S = 48 * 3600  # a bot cannot delete older messages in a private chat
_CAPTIONED = ("photo", "document", "video", "animation", "audio", "voice")


async def edit_text(context: Context) -> Json | bool:
    """Replace the text of a message, and its keyboard."""
    content = context.with_users(read_text(context.arguments))
    markup = read_markup(context.arguments, inline_only=True)
    message = _editable(context)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    preview = context.arguments.parsed("link_preview_options", "link preview options")
    return _edited(context, message, content, markup, preview)


async def edit_caption(context: Context) -> Json | bool:
    """Replace the caption of a photo or file, and its keyboard."""
    markup = read_markup(context.arguments, inline_only=True)
    caption = context.with_users(read_caption(context.arguments))
    message = _editable(context)
    if message.kind not in _CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    held = {message.kind: message.content[message.kind]}
    return _edited(context, message, held | caption, markup)


async def edit_markup(context: Context) -> Json | bool:
    """Replace the keyboard of a message."""
    markup = read_markup(context.arguments, inline_only=True)
    message = _editable(context)
    return _edited(context, message, message.content, markup, message.link_preview_options)


async def edit_media(context: Context) -> Json | bool:
    """Replace what a message holds."""
    markup = read_markup(context.arguments, inline_only=True)
    content = context.with_users(read_media_object(context, "media"))
    message = _editable(context)
    if message.kind not in (*_CAPTIONED, "text"):
        raise bad_request("message can't be edited")
    return _edited(context, message, content, markup)


async def delete_message(context: Context) -> bool:
    """Delete one message."""
    arguments = context.arguments
    if not arguments.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    message_id = arguments.integer("message_id")
    if message_id == 0:
        raise bad_request("Message identifier is not specified")
    chat = writable_chat(context.world, arguments.text("chat_id"))
    message = existing_message(chat, message_id, "message to delete")
    if not _may_delete(context, chat, message):
        raise bad_request("message can't be deleted")
    _delete(context, message)
    return True


async def delete_messages(context: Context) -> bool:
    """Delete several messages; those that are not there are passed over."""
    arguments = context.arguments
    given = arguments.parsed("message_ids", "message identifiers")
    if not isinstance(given, list) or not given:
        raise bad_request("Message identifiers are not specified")
    if len(given) > 100:
        raise bad_request("Too many message identifiers specified")
    chat = writable_chat(context.world, arguments.text("chat_id"))
    for message_id in given:
        message = chat.messages.get(int(message_id))
        if message is not None and _may_delete(context, chat, message):
            _delete(context, message)
    return True


def _delete(context: Context, message: Message) -> None:
    message.deleted = True
    if message in message.chat.pinned:
        message.chat.pinned.remove(message)
    context.world.changed.beat()


def _may_delete(context: Context, chat: Chat, message: Message) -> bool:
    if chat.type == "channel" or (chat.type == "supergroup" and chat.bot_member.is_admin):
        return True
    is_fresh = context.world.clock() - message.date < _TOO_OLD_S
    return is_fresh and (message.by_bot or chat.is_private)


def _editable(context: Context) -> Message:
    arguments = context.arguments
    message_id = arguments.integer("message_id")
    if not arguments.text("chat_id") and message_id == 0:
        inline_id = arguments.text("inline_message_id")
        if not inline_id:
            raise bad_request("Message identifier is not specified")
        message = context.server.inline.messages.get(inline_id)
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    chat = readable_chat(context.world, arguments.text("chat_id"))
    if chat.migrated_to is not None:
        chat = writable_chat(context.world, arguments.text("chat_id"))
    message = existing_message(chat, message_id, "message to edit")
    is_editor = chat.type == "channel" and chat.bot_member.is_admin
    if not (message.by_bot or is_editor) or message.forward is not None or message.is_service:
        raise bad_request("message can't be edited")
    return message


def _edited(
    context: Context, message: Message, content: Json, markup: Markup, preview: Json | None = None
) -> Json | bool:
    if (content, markup.inline) == (message.content, message.reply_markup):
        raise bad_request(_NOT_MODIFIED)
    message.history.append(Version(message.content, message.reply_markup))
    only_markup = content == message.content
    message.content, message.reply_markup = content, markup.inline
    message.link_preview_options = preview
    if not only_markup or message.edit_date is not None:
        message.edit_date = context.world.now()
    context.world.changed.beat()
    return True if message.via_bot is not None else message.to_json()


_PLACE = frozenset(
    {"business_connection_id", "chat_id", "message_id", "inline_message_id", "reply_markup"}
)
METHODS = (
    Method(
        "editMessageText",
        edit_text,
        _PLACE | {"text", "parse_mode", "entities", "link_preview_options"},
    ),
    Method("editMessageCaption", edit_caption, _PLACE | CAPTION),
    Method("editMessageMedia", edit_media, _PLACE | {"media"}),
    Method("editMessageReplyMarkup", edit_markup, _PLACE),
    Method("deleteMessage", delete_message, frozenset({"chat_id", "message_id"})),
    Method("deleteMessages", delete_messages, frozenset({"chat_id", "message_ids"})),
)
