"""sendMessage, copying, forwarding, chat actions: how does a message get into a chat?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.botapi.access import existing_message, readable_chat, writable_chat
from tests.support.botapi.arguments import Arguments
from tests.support.botapi.chats import Chat
from tests.support.botapi.errors import bad_request
from tests.support.botapi.formatting import entities_argument, formatted
from tests.support.botapi.keyboards import read_markup
from tests.support.botapi.limits import MAX_CAPTION, MAX_QUOTE, MAX_TEXT
from tests.support.botapi.messages import Message
from tests.support.botapi.methods.context import Context, Method
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new message goes and what it answers."""

    chat: Chat
    thread_id: int | None = None
    in_topic: bool = False
    reply_to: Message | None = None
    quote: Json | None = None
    external_reply: Json | None = None


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


def read_place(context: Context) -> Place:
    """Read chat, topic and the message replied to."""
    arguments = context.arguments
    chat = writable_chat(context.world, arguments.text("chat_id"))
    reply, quote, external = _read_reply(context, chat)
    thread = arguments.integer("message_thread_id")
    if thread > 0:
        thread_id, in_topic = _thread(chat, thread)
    elif reply is not None and reply.chat is chat:
        thread_id, in_topic = _thread_of_reply(reply)
    else:
        thread_id, in_topic = None, False
    return Place(chat, thread_id, in_topic, reply, quote, external)


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


def forward_fields(original: Message) -> Json:
    """Say where a forwarded message came from."""
    if original.sender_chat is not None:
        origin = {
            "type": "channel",
            "chat": original.sender_chat.to_json(),
            "message_id": original.id,
            "date": original.date,
        }
        return {"forward_origin": origin}
    sender = original.sender.to_json() if original.sender else {}
    origin = {"type": "user", "sender_user": sender, "date": original.date}
    return {"forward_origin": origin, "forward_from": sender, "forward_date": original.date}


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


def _thread(chat: Chat, thread: int) -> tuple[int | None, bool]:
    if not chat.is_forum:
        if thread not in chat.messages:
            raise bad_request("message thread not found")
        return thread, False
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.is_closed and not chat.bot_member.is_admin:
        raise bad_request("TOPIC_CLOSED")
    return thread, True


def _thread_of_reply(reply: Message) -> tuple[int | None, bool]:
    if reply.in_topic:
        return reply.thread_id, True
    if reply.chat.type == "supergroup":
        return reply.thread_id or reply.id, False
    return None, False


def _read_reply(context: Context, chat: Chat) -> tuple[Message | None, Json | None, Json | None]:
    given = _reply_parameters(context.arguments)
    if not given:
        return None, None, None
    source = chat
    if given.get("chat_id") and str(given["chat_id"]) != context.arguments.text("chat_id"):
        source = readable_chat(context.world, str(given["chat_id"]))
    replied = source.messages.get(given["message_id"])
    if replied is None or replied.deleted:
        if given.get("allow_sending_without_reply"):
            return None, None, None
        raise bad_request("message to be replied not found")
    quote = _quote(context, replied, given)
    if source is chat:
        return replied, quote, None
    external = {
        "origin": forward_fields(replied)["forward_origin"],
        "chat": source.to_json(),
        "message_id": replied.id,
    }
    return None, quote, external


def _reply_parameters(arguments: Arguments) -> Json:
    if "reply_parameters" not in arguments.values:
        message_id = arguments.integer("reply_to_message_id")
        allowed = arguments.flag("allow_sending_without_reply")
        return (
            {"message_id": message_id, "allow_sending_without_reply": allowed}
            if message_id
            else {}
        )
    given = arguments.parsed("reply_parameters", "reply parameters")
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    if given and "message_id" not in given:
        raise bad_request('Can\'t find field "message_id"')
    if given and not isinstance(given["message_id"], int):
        raise bad_request('Field "message_id" must be of type Number')
    return given


def _quote(context: Context, replied: Message, given: Json) -> Json | None:
    if not given.get("quote"):
        return None
    text, entities = formatted(
        context.arguments,
        given["quote"],
        given.get("quote_parse_mode", ""),
        given.get("quote_entities"),
        allow_empty=True,
    )
    if utf16_length(text) > MAX_QUOTE or text not in replied.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    wanted = int(given.get("quote_position", 0))
    starts = [at for at in range(len(replied.text)) if replied.text.startswith(text, at)]
    positions = [utf16_length(replied.text[:at]) for at in starts]
    position = min(positions, key=lambda at: abs(at - wanted))
    quote: Json = {"text": text, "position": position, "is_manual": True}
    return quote | ({"entities": entities} if entities else {})


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
