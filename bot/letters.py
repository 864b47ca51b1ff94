"""What is one message on its way out, as a value that can be stored?

Whoever writes a message (a handler, a schedule) makes letters of a reply and keeps them in the
outbox; `bot.telegram` alone knows how a letter is sent. A long reply is several letters.

    letters = letters_of(reply, chat=-100123, topic=7)
    await state.outbox.queue(outgoing(letters, key="announce:12:2026-11-24"))
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.replies.html import CAPTION_LIMIT, MESSAGE_LIMIT, Markup, join
from bot.replies.reply import Attachment, Button, Reply, Verb
from bot.state.outbox import Outgoing, Priority

MARK_ROOM = 64  # UTF-16 units left free for what is put before a text afterwards


class Quote(NamedTuple):
    """A part of a message, word for word."""

    text: str
    position: int  #: UTF-16 units before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message."""

    chat: int
    html: str
    plain: str  #: for where the markup is refused
    topic: int | None = None  #: `message_thread_id` in a forum
    quotes: int | None = None  #: id of the message that it answers
    part: Quote | None = None  #: what of that message is shown as answered; all without it
    rows: tuple[tuple[Button, ...], ...] = ()
    png: bytes | None = None  #: a picture above the text, which is its caption then
    attachment: Attachment | None = None  #: a file, likewise

    @property
    def method(self) -> str:
        """Name the method of the Bot API that sends it."""
        if self.attachment is not None:
            return "sendDocument"
        return "sendMessage" if self.png is None else "sendPhoto"

    def marked(self, mark: Markup) -> Letter:
        """Put a line before the text; a text without room for it is left as it is."""
        if mark.length + 1 > MARK_ROOM:
            return self
        return replace(
            self,
            html=f"{mark.html}\n{self.html}".rstrip(),
            plain=f"{mark.plain}\n{self.plain}".rstrip(),
        )

    def to_json(self) -> str:
        """Write the letter down."""
        return json.dumps(
            {
                "chat": self.chat,
                "html": self.html,
                "plain": self.plain,
                "topic": self.topic,
                "quotes": self.quotes,
                "part": self.part,
                "rows": [
                    [[button.label, button.verb.value, button.argument] for button in row]
                    for row in self.rows
                ],
                "png": None if self.png is None else base64.b64encode(self.png).decode(),
                "attachment": None
                if self.attachment is None
                else [self.attachment.path, self.attachment.name],
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, written: str) -> Letter:
        """Read a letter that `to_json` wrote."""
        fields = json.loads(written)
        fields["rows"] = tuple(
            tuple(Button(label, Verb(verb), argument) for label, verb, argument in row)
            for row in fields["rows"]
        )
        if fields.get("part") is not None:
            fields["part"] = Quote(*fields["part"])
        if fields["png"] is not None:
            fields["png"] = base64.b64decode(fields["png"])
        if fields.get("attachment") is not None:  # a letter of before may not know of it
            fields["attachment"] = Attachment(*fields["attachment"])
        return cls(**fields)


def letters_of(
    reply: Reply,
    *,
    chat: int,
    topic: int | None = None,
    quotes: int | None = None,
    part: Quote | None = None,
    png: bytes | None = None,
    note: Markup | None = None,
) -> tuple[Letter, ...]:
    """Cut a reply into letters; the first quotes, the last has the buttons.

    `png` is the reply's picture, drawn; `note` is a line to put first. A text too long for a
    caption follows its picture.
    """
    body = reply.body if note is None else join([note, reply.body], "\n")
    with_caption = png is not None and body.length <= CAPTION_LIMIT - MARK_ROOM
    texts = [body] if with_caption else list(body.split(MESSAGE_LIMIT - MARK_ROOM))
    letters = [Letter(chat=chat, html=text.html, plain=text.plain, topic=topic) for text in texts]
    if with_caption:
        letters[0] = replace(letters[0], png=png)
    elif png is not None:
        letters.insert(0, Letter(chat=chat, html="", plain="", topic=topic, png=png))
    if letters:
        letters[0] = replace(letters[0], quotes=quotes, part=part, attachment=reply.attachment)
        letters[-1] = replace(letters[-1], rows=reply.rows)
    return tuple(letters)


def outgoing(
    letters: Sequence[Letter],
    *,
    key: str,
    priority: Priority = Priority.ANNOUNCEMENT,
    not_before: int = 0,
) -> list[Outgoing]:
    """Address letters to the outbox, under `key` and their number, so that they go once."""
    return [
        Outgoing(
            key=f"{key}:{n:02}",
            chat=letter.chat,
            method=letter.method,
            payload=letter.to_json(),
            priority=priority,
            not_before=not_before,
        )
        for n, letter in enumerate(letters)
    ]
