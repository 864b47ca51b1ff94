"""Where does a new message go, and what does it answer?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.support.botapi.access import readable_chat, writable_chat
from tests.support.botapi.arguments import Arguments
from tests.support.botapi.chats import Chat
from tests.support.botapi.errors import bad_request
from tests.support.botapi.formatting import formatted
from tests.support.botapi.limits import MAX_QUOTE
from tests.support.botapi.messages import Message
from tests.support.botapi.methods.context import Context
from tests.support.botapi.units import utf16_length

Json = dict[str, Any]
_QUOTED_STYLES = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new message goes and what it answers."""

    chat: Chat
    thread_id: int | None = None
    in_topic: bool = False
    reply_to: Message | None = None
    quote: Json | None = None
    external_reply: Json | None = None


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
    wanted = int(given.get("quote_position", 0))
    starts = [at for at in range(len(replied.text)) if replied.text.startswith(text, at)]
    length, styles = utf16_length(text), _styles(entities, 0, utf16_length(text))
    positions = [
        at
        for at in (utf16_length(replied.text[:start]) for start in starts)
        if _styles(replied.entities, at, length) == styles
    ]
    if length > MAX_QUOTE or not positions:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = min(positions, key=lambda at: abs(at - wanted))
    quote: Json = {"text": text, "position": position, "is_manual": True}
    return quote | ({"entities": entities} if entities else {})


def _styles(entities: list[Json], start: int, length: int) -> set[tuple[str, int, int]]:
    """List the styles of a stretch of text that a quote of it must repeat, by their place there.

    Source: https://core.telegram.org/bots/api#replyparameters
    """
    clipped = (
        (
            entity["type"],
            max(entity["offset"], start) - start,
            min(entity["offset"] + entity["length"], start + length) - start,
        )
        for entity in entities
        if entity["type"] in _QUOTED_STYLES
    )
    return {(kind, begin, end) for kind, begin, end in clipped if begin < end}
