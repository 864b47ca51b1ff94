"""What do people send, change and delete?"""

from __future__ import annotations

from tests.support.botapi.chats import Chat, Topic
from tests.support.botapi.limits import MAX_TEXT
from tests.support.botapi.messages import Message, Version
from tests.support.botapi.methods.media import document_fields, file_fields
from tests.support.botapi.methods.places import forward_fields
from tests.support.botapi.people.account import Account, caption_content, text_content
from tests.support.botapi.photos import photo_sizes
from tests.support.botapi.units import utf16_length


class Writer(Account):
    """Someone who writes."""

    def says(
        self,
        text: str,
        *,
        in_: Chat | None = None,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        anonymously: bool = False,
    ) -> Message:
        """Write to the bot, or into a group; without a topic a forum's General is meant.

        Raises:
            ValueError: nobody could send that text, or this person not there.
        """
        if not text.strip() or utf16_length(text) > MAX_TEXT:
            raise ValueError(f"nobody can send a text of {utf16_length(text)} units")
        return self.send(text_content(text), in_, topic, reply_to, anonymously=anonymously)

    def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a link t.me/bot?start=payload."""
        if self.chat.blocked:
            self.server.memberships.unblock(self.chat, self.user)
        return self.says(f"/start {payload}".rstrip())

    def mentions(self, text: str, in_: Chat, *, topic: Topic | None = None) -> Message:
        """Write to the bot in a group by its @name."""
        return self.says(f"@{self.world.bot.username} {text}", in_=in_, topic=topic)

    def replies(self, to: Message, text: str) -> Message:
        """Reply to a message, in its chat and topic."""
        topic = to.chat.topics.get(to.thread_id or 0) if to.in_topic else None
        return self.says(text, in_=to.chat, topic=topic, reply_to=to)

    def edits(self, message: Message, text: str) -> None:
        """Change an own message.

        Raises:
            ValueError: it is someone else's.
        """
        if message.sender is not self.user:
            raise ValueError("people edit their own messages only")
        message.history.append(Version(message.content, message.reply_markup))
        message.content = text_content(text)
        message.edit_date = self.world.now()
        self.tell("edited_message", message)

    def deletes(self, message: Message) -> None:
        """Delete a message; bots are not told."""
        message.deleted = True
        self.world.changed.beat()

    def sends_document(
        self, content: bytes, name: str, *, caption: str = "", in_: Chat | None = None
    ) -> Message:
        """Send a file."""
        document = document_fields(self.world, content, name)
        return self.send({"document": document, **caption_content(caption)}, in_)

    def sends_photo(
        self, content: bytes, *, caption: str = "", in_: Chat | None = None
    ) -> Message:
        """Send a picture."""
        photo = photo_sizes(self.world, content)
        return self.send({"photo": photo, **caption_content(caption)}, in_)

    def sends_sticker(self, emoji: str = "👍", *, in_: Chat | None = None) -> Message:
        """Send a sticker."""
        file = self.world.store_file(emoji.encode(), "stickers", ".webp")
        sticker = {
            "width": 512,
            "height": 512,
            "emoji": emoji,
            "set_name": "Everyday",
            "is_animated": False,
            "is_video": False,
            "type": "regular",
            **file_fields(file),
        }
        return self.send({"sticker": sticker}, in_)

    def sends_voice(self, seconds: int = 3, *, in_: Chat | None = None) -> Message:
        """Send a voice message."""
        file = self.world.store_file(b"OggS" * seconds, "voice", ".oga")
        voice = {"duration": seconds, "mime_type": "audio/ogg", **file_fields(file)}
        return self.send({"voice": voice}, in_)

    def forwards(self, message: Message, *, in_: Chat | None = None) -> Message:
        """Send a message on."""
        return self.send(dict(message.content), in_, forward=forward_fields(message))

    def posts(self, text: str, channel: Chat) -> Message:
        """Publish in a channel; it appears in the discussion group as well."""
        message = self.world.post(channel, text_content(text), sender_chat=channel)
        self.tell("channel_post", message)
        if channel.linked is not None:
            self._forward_to_discussion(message, channel.linked)
        return message

    def _forward_to_discussion(self, post: Message, group: Chat) -> None:
        message = self.world.post(
            group,
            dict(post.content),
            sender=self.server.telegram,
            sender_chat=post.chat,
            forward={**forward_fields(post), "is_automatic_forward": True},
        )
        self.tell("message", message)
