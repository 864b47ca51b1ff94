"""What is a message, and how does Telegram write it down?

A message keeps its earlier contents, so that a test can read what a reader saw on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.botapi.units import utf16_slice

if TYPE_CHECKING:
    from tests.support.botapi.chats import Chat
    from tests.support.botapi.users import User

Json = dict[str, Any]


class Button(NamedTuple):
    """A button of an inline keyboard, under its message."""

    message: Message
    text: str
    data: str | None = None  #: callback data
    url: str | None = None
    copies: str | None = None  #: the text it puts on the clipboard
    inline_query: str | None = None  #: it opens inline mode with this query


class Version(NamedTuple):
    """What a message said until it was edited."""

    content: Json
    reply_markup: Json | None


@dataclass(eq=False, slots=True, kw_only=True)
class Message:
    """A message in a chat, as everyone there sees it."""

    id: int
    chat: Chat
    date: int
    content: Json  #: the fields that say what it holds: text, entities, photo, caption …
    sender: User | None = None  #: nobody in a channel
    sender_chat: Chat | None = None
    by_bot: bool = False  #: the bot under test sent it
    thread_id: int | None = None
    in_topic: bool = False
    reply_to: Message | None = None
    quote: Json | None = None
    external_reply: Json | None = None
    forward: Json | None = None
    media_group_id: str | None = None
    reply_markup: Json | None = None  #: an inline keyboard; other markups leave no trace
    keyboard: Json | None = None  #: a markup that is no inline keyboard, as sent
    via_bot: User | None = None
    edit_date: int | None = None
    link_preview_options: Json | None = None
    protected: bool = False
    silent: bool = False
    deleted: bool = False
    reactions: list[Json] = field(default_factory=list)
    history: list[Version] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give the text or the caption."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """List the entities of the text or the caption."""
        return list(self.content.get("entities") or self.content.get("caption_entities") or [])

    @property
    def kind(self) -> str:
        """Name what the message holds: text, photo, document, sticker and so on."""
        return next((name for name in self.content if name not in _DESCRIBING), "empty")

    @property
    def is_service(self) -> bool:
        """Say whether it only reports that something happened in the chat."""
        return self.kind not in _CONTENT_KINDS

    @property
    def buttons(self) -> list[list[Button]]:
        """List the rows of the inline keyboard."""
        rows = (self.reply_markup or {}).get("inline_keyboard", [])
        return [[_button(self, button) for button in row] for row in rows]

    def button(self, text: str) -> Button:
        """Find the button whose label is, or else contains, `text`.

        Raises:
            LookupError: no button does; the message names those there are.
        """
        labelled = [button for row in self.buttons for button in row]
        for matches in (lambda label: label == text, lambda label: text in label):
            for button in labelled:
                if matches(button.text):
                    return button
        labels = ", ".join(repr(button.text) for button in labelled) or "none"
        raise LookupError(f"no button {text!r} under message {self.id}; there are: {labels}")

    def slices(self, kind: str) -> list[str]:
        """List the stretches of the text that carry an entity of this kind."""
        return [
            utf16_slice(self.text, entity["offset"], entity["length"])
            for entity in self.entities
            if entity["type"] == kind
        ]

    def to_json(self, *, with_reply: bool = True) -> Json:
        """Give the Message object, its fields in Telegram's order."""
        return dict(self._fields(with_reply))

    def _fields(self, with_reply: bool) -> Iterator[tuple[str, Any]]:
        yield "message_id", self.id
        if self.sender is not None:
            yield "from", self.sender.to_json()
        if self.sender_chat is not None:
            yield "sender_chat", self.sender_chat.to_json()
        yield "chat", self.chat.to_json()
        yield "date", self.date
        if self.edit_date is not None:
            yield "edit_date", self.edit_date
        if self.thread_id is not None:
            yield "message_thread_id", self.thread_id
        if self.forward is not None:
            yield from self.forward.items()
        if with_reply and self.reply_to is not None and not self.reply_to.deleted:
            yield "reply_to_message", self.reply_to.to_json(with_reply=False)
        if self.external_reply is not None:
            yield "external_reply", self.external_reply
        if self.quote is not None:
            yield "quote", self.quote
        if self.media_group_id is not None:
            yield "media_group_id", self.media_group_id
        yield from self.content.items()
        if self.link_preview_options is not None:
            yield "link_preview_options", self.link_preview_options
        if self.reply_markup is not None:
            yield "reply_markup", self.reply_markup
        if self.via_bot is not None:
            yield "via_bot", self.via_bot.to_json()
        if self.protected:
            yield "has_protected_content", True
        if self.in_topic:
            yield "is_topic_message", True


_DESCRIBING = ("entities", "caption", "caption_entities", "show_caption_above_media")
_CONTENT_KINDS = (
    "text", "photo", "document", "sticker", "voice", "audio", "video", "animation", "location",
    "contact", "poll", "video_note",
)  # fmt: skip


def inaccessible(chat: Chat, message_id: int) -> Json:
    """Give the object that stands for a message the bot cannot see any more."""
    return {"chat": chat.to_json(), "message_id": message_id, "date": 0}


def _button(message: Message, button: Json) -> Button:
    return Button(
        message,
        button["text"],
        data=button.get("callback_data"),
        url=button.get("url"),
        copies=(button.get("copy_text") or {}).get("text"),
        inline_query=button.get(
            "switch_inline_query_current_chat", button.get("switch_inline_query")
        ),
    )
