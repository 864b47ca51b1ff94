"""How does a chat read to the people in it?

    Alice: /start
    有据 (edited): 您好
      [路桥区有多少停车位?] [帮助]
    — Alice added 有据

Replies, edits, files, topics and deleted messages are marked in words, so that a transcript can
be compared as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from tests.support.botapi.messages import Button, Message


class _Named(Protocol):
    name: str


def transcript(messages: Iterable[Message], topics: Mapping[int, _Named]) -> str:
    """Write the messages down, one block each."""
    return "\n".join(_block(message, topics) for message in messages)


def _block(message: Message, topics: Mapping[int, _Named]) -> str:
    if message.is_service:
        return f"— {_who(message)} {_happened(message)}"
    lines = _said(message).split("\n")
    head = f"{_who(message)}{_marks(message, topics)}: {lines[0]}".rstrip()
    rows = ["  " + " ".join(_label(button) for button in row) for row in message.buttons]
    shown = [] if message.deleted else rows
    return "\n".join([head, *(f"  {line}".rstrip() for line in lines[1:]), *shown])


def _who(message: Message) -> str:
    if message.sender_chat is not None:
        return str(message.sender_chat.title)
    return message.sender.full_name if message.sender else str(message.chat.title)


def _marks(message: Message, topics: Mapping[int, _Named]) -> str:
    marks = []
    topic = topics.get(message.thread_id or 0)
    if message.in_topic and topic is not None:
        marks.append(f"in {topic.name}")
    if message.forward is not None:
        marks.append("forwarded")
    if message.via_bot is not None:
        marks.append(f"via @{message.via_bot.username}")
    if message.reply_to is not None and not message.reply_to.is_service:
        marks.append(f"replying to {_who(message.reply_to)}")
    if message.edit_date is not None:
        marks.append("edited")
    return f" ({', '.join(marks)})" if marks else ""


def _said(message: Message) -> str:
    if message.deleted:
        return "(deleted)"
    if message.kind == "text":
        return message.text
    held = message.content[message.kind]
    name = held.get("file_name") or held.get("emoji") if isinstance(held, dict) else None
    shown = f"<{message.kind}{f' {name}' if name else ''}>"
    return f"{shown} {message.text}".rstrip()


def _label(button: Button) -> str:
    target = f" → {button.url}" if button.url else ""
    return f"[{button.text}{target}]"


def _happened(message: Message) -> str:
    content = message.content
    match message.kind:
        case "new_chat_participant":
            names = ", ".join(member["first_name"] for member in content["new_chat_members"])
            return "joined" if names == _who(message) else f"added {names}"
        case "left_chat_participant":
            name = content["left_chat_member"]["first_name"]
            return "left" if name == _who(message) else f"removed {name}"
        case "pinned_message":
            pinned = content["pinned_message"]
            return f"pinned: {pinned.get('text') or pinned.get('caption') or '(no text)'}"
        case "forum_topic_created":
            return f"opened the topic {content['forum_topic_created']['name']}"
        case "migrate_to_chat_id" | "migrate_from_chat_id":
            return "made the group a supergroup"
        case kind:
            return kind.replace("_", " ")
