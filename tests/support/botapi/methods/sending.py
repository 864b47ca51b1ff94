"""sendMessage, copying, forwarding, chat actions: how does a message get into a chat?"""

from __future__ import annotations

from typing import Any

from tests.support.botapi.access import existing_message, readable_chat, writable_chat
from tests.support.botapi.arguments import Arguments
from tests.support.botapi.errors import bad_request
from tests.support.botapi.formatting import entities_argument, formatted
from tests.support.botapi.keyboards import read_markup
from tests.support.botapi.limits import MAX_CAPTION, MAX_TEXT
from tests.support.botapi.messages import Message
from tests.support.botapi.methods.context import Context, Method
from tests.support.botapi.methods.places import Place, forward_fields, read_place
from tests.support.botapi.units import utf16_length

Json = dict[str, Any]

#: Parameters of every method that sends a message.
SENDING = frozenset(
    {
        "business_connection_id", "chat_id", "message_thread_id", "direct_messages_topic_id",
        "disable_notification", "protect_content", "allow_paid_broadcast", "message_effect_id",
        "suggested_post_parameters", "reply_parameters", "reply_markup",
    }
)  # fmt: skip
CAPTION = frozenset({"caption", "parse_mode", "caption_entities", "show_caption_above_media"})
_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note", "cancel", "record_audio", "upload_audio",
    }
)  # fmt: skip
_UNCOPYABLE = "message can't be copied"


def read_text(arguments: Arguments) -> Json:
    """Read text with its entities, as the content of a message."""
    text = arguments.text("text")
    if not text:
        raise bad_request("Message text is empty")
    text, entities = formatted(
        arguments,
        text,
        arguments.text("parse_mode"),
        entities_argument(arguments, "entities"),
        allow_empty=False,
    )
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("Message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def read_caption(arguments: Arguments, given: Json | None = None) -> Json:
    """Read a caption from the parameters, or from an InputMedia object."""
    source = given if given is not None else arguments.values
    entities = (
        given.get("caption_entities")
        if given is not None
        else entities_argument(arguments, "caption_entities")
    )
    caption, entities = formatted(
        arguments,
        source.get("caption", ""),
        source.get("parse_mode", ""),
        entities,
        allow_empty=True,
    )
    if utf16_length(caption) > MAX_CAPTION:
        raise bad_request("Message caption is too long")
    content: Json = {"caption": caption} if caption else {}
    if entities:
        content["caption_entities"] = entities
    if caption and str(source.get("show_caption_above_media", "")).lower() == "true":
        content["show_caption_above_media"] = True
    return content


def send(context: Context, place: Place, content: Json, **facts: Any) -> Message:
    """Put the bot's message into its place."""
    arguments, chat = context.arguments, place.chat
    markup = facts.pop("markup", None) or read_markup(arguments)
    from_channel = chat.type == "channel"
    return context.world.post(
        chat,
        context.with_users(content),
        sender=None if from_channel else context.world.bot,
        sender_chat=chat if from_channel else None,
        by_bot=True,
        thread_id=place.thread_id,
        in_topic=place.in_topic,
        reply_to=place.reply_to,
        quote=place.quote,
        external_reply=place.external_reply,
        reply_markup=markup.inline,
        keyboard=markup.other,
        silent=arguments.flag("disable_notification"),
        protected=arguments.flag("protect_content"),
        **facts,
    )


async def send_message(context: Context) -> Json:
    """Send a text."""
    content = read_text(context.arguments)
    markup = read_markup(context.arguments)
    preview = _link_preview(context.arguments)
    place = read_place(context)
    return send(context, place, content, markup=markup, link_preview_options=preview).to_json()


async def copy_message(context: Context) -> Json:
    """Send what another message holds, without saying whose it was."""
    original = _original(context, "message to copy")
    if original.is_service:
        raise bad_request(_UNCOPYABLE)
    content = dict(original.content)
    if "caption" in context.arguments.values:
        content = {
            original.kind: original.content[original.kind],
            **read_caption(context.arguments),
        }
    return {"message_id": send(context, read_place(context), content).id}


async def forward_message(context: Context) -> Json:
    """Send another message on, naming who wrote it."""
    original = _original(context, "message to forward")
    if original.is_service or original.protected:
        raise bad_request("message can't be forwarded")
    place = read_place(context)
    return send(context, place, dict(original.content), forward=forward_fields(original)).to_json()


async def send_chat_action(context: Context) -> bool:
    """Show what the bot is doing."""
    action = context.arguments.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = writable_chat(context.world, context.arguments.text("chat_id"))
    thread = context.arguments.integer("message_thread_id")
    chat.actions.append((action, thread or None))
    context.world.changed.beat()
    return True


def _original(context: Context, what: str) -> Message:
    arguments = context.arguments
    source = readable_chat(context.world, arguments.text("from_chat_id"))
    return existing_message(source, arguments.integer("message_id"), what)


def _link_preview(arguments: Arguments) -> Json | None:
    given = arguments.parsed("link_preview_options", "link preview options")
    if given is None:
        legacy = arguments.flag("disable_web_page_preview")
        return {"is_disabled": True} if legacy else None
    if not isinstance(given, dict):
        raise bad_request("Object expected as link preview options")
    return {name: value for name, value in given.items() if value} or None


_COPYING = SENDING | CAPTION | {"from_chat_id", "message_id", "video_start_timestamp"}
METHODS = (
    Method(
        "sendMessage",
        send_message,
        SENDING | {"text", "parse_mode", "entities", "link_preview_options"},
        sends=True,
    ),
    Method("copyMessage", copy_message, _COPYING, sends=True),
    Method(
        "forwardMessage",
        forward_message,
        (_COPYING - CAPTION) - {"reply_parameters", "reply_markup"},
        sends=True,
    ),
    Method(
        "sendChatAction",
        send_chat_action,
        frozenset({"business_connection_id", "chat_id", "message_thread_id", "action"}),
    ),
)
