"""How does a chat read to the people in it?

    Alice: /start
    youju: 您好
      [路桥区有多少停车位?] [帮助]

Replies, edits, files, deleted messages and topics are marked in words, so that a transcript can
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
    lines = _said(message).split("\n")
    head = f"{_who(message)}{_marks(message, topics)}: {lines[0]}".rstrip()
    rows = ["  " + " ".join(_label(button) for button in row) for row in message.buttons]
    return "\n".join([head, *(f"  {line}".rstrip() for line in lines[1:]), *rows])


def _who(message: Message) -> str:
    if message.sender_chat is not None:
        return str(message.sender_chat.title)
    return message.sender.full_name if message.sender else str(message.chat.title)


def _marks(message: Message, topics: Mapping[int, _Named]) -> str:
    marks = []
    if message.in_topic and message.thread_id in topics:
        marks.append(f"in {topics[message.thread_id].name}")
    if message.forward is not None:
        marks.append("forwarded")
    if message.via_bot is not None:
        marks.append(f"via @{message.via_bot.username}")
    if message.reply_to is not None:
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
    name = held.get("file_name") if isinstance(held, dict) else None
    shown = f"<{message.kind}{f' {name}' if name else ''}>"
    return f"{shown} {message.text}".rstrip()


def _label(button: Button) -> str:
    target = f" → {button.url}" if button.url else ""
    return f"[{button.text}{target}]"
