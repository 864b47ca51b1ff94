"""What do people do to a bot?

    alice = server.person("Alice", language="zh-hans")
    alice.says("路桥区有多少停车位?")
    answer = await alice.chat.next_message()
    await alice.presses(answer.button("原文"))

Everything here happens at once, as on Telegram's side; only `presses` and `inline` wait, because
the person waits for the bot too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.botapi.chats import Chat, Topic
from tests.support.botapi.formatting import stored
from tests.support.botapi.limits import MAX_INLINE_QUERY, MAX_TEXT
from tests.support.botapi.messages import Button, Message, Version, inaccessible
from tests.support.botapi.methods.media import document_fields, file_fields
from tests.support.botapi.methods.sending import forward_fields
from tests.support.botapi.photos import photo_sizes
from tests.support.botapi.privacy import bot_sees
from tests.support.botapi.queries import InlineAnswer, InlineResult
from tests.support.botapi.units import utf16_length
from tests.support.botapi.users import User

if TYPE_CHECKING:
    from tests.support.botapi.server import BotApiServer

Json = dict[str, Any]
_INLINE_LANE, _CALLBACK_LANE, _REACTION_LANE = 1 << 33, 3 << 33, 8 << 33
_ANSWER_WITHIN_S = 5.0


class Person:
    """Someone with a Telegram account."""

    def __init__(self, server: BotApiServer, user: User) -> None:
        self.server = server
        self.world = server.world
        self.user = user

    @property
    def id(self) -> int:
        """Give the user id."""
        return self.user.id

    @property
    def chat(self) -> Chat:
        """Give the private chat with the bot."""
        return self.world.private_chat(self.user)

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
        text, entities = stored(text, [])
        content = {"text": text, **({"entities": entities} if entities else {})}
        return self._sends(content, in_, topic, reply_to, anonymously=anonymously)

    def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a link t.me/bot?start=payload."""
        chat = self.chat
        if chat.blocked:
            self.unblocks()
        return self.says(f"/start {payload}".rstrip())

    def mentions(self, text: str, in_: Chat, *, topic: Topic | None = None) -> Message:
        """Write to the bot in a group by its @name."""
        return self.says(f"@{self.world.bot.username} {text}", in_=in_, topic=topic)

    def replies(self, to: Message, text: str) -> Message:
        """Reply to a message, in its chat and topic."""
        topic = to.chat.topics.get(to.thread_id or 0) if to.in_topic else None
        in_ = None if to.chat.is_private else to.chat
        return self.says(text, in_=in_, topic=topic, reply_to=to)

    def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        if message.sender is not self.user:
            raise ValueError("people edit their own messages only")
        text, entities = stored(text, [])
        message.history.append(Version(message.content, message.reply_markup))
        message.content = {"text": text, **({"entities": entities} if entities else {})}
        message.edit_date = self.world.now()
        self._tell("edited_message", message)

    def deletes(self, message: Message) -> None:
        """Delete a message; bots are not told."""
        message.deleted = True
        self.world.changed.beat()

    def sends_document(
        self, content: bytes, name: str, *, caption: str = "", in_: Chat | None = None
    ) -> Message:
        """Send a file."""
        document = document_fields(self.world, content, name)
        return self._sends({"document": document, **_caption(caption)}, in_)

    def sends_photo(
        self, content: bytes, *, caption: str = "", in_: Chat | None = None
    ) -> Message:
        """Send a picture."""
        return self._sends({"photo": photo_sizes(self.world, content), **_caption(caption)}, in_)

    def sends_sticker(self, emoji: str = "👍", *, in_: Chat | None = None) -> Message:
        """Send a sticker."""
        file = file_fields(self.world.store_file(emoji.encode(), "stickers", ".webp"))
        sticker = {
            "width": 512, "height": 512, "emoji": emoji, "set_name": "Everyday",
            "is_animated": False, "is_video": False, "type": "regular", **file,
        }  # fmt: skip
        return self._sends({"sticker": sticker}, in_)

    def sends_voice(self, seconds: int = 3, *, in_: Chat | None = None) -> Message:
        """Send a voice message."""
        file = file_fields(self.world.store_file(b"OggS" * seconds, "voice", ".oga"))
        return self._sends({"voice": {"duration": seconds, "mime_type": "audio/ogg", **file}}, in_)

    def forwards(self, message: Message, *, in_: Chat | None = None) -> Message:
        """Send a message on."""
        return self._sends(dict(message.content), in_, forward=forward_fields(message))

    async def presses(self, button: Button, timeout_s: float = _ANSWER_WITHIN_S) -> str:
        """Press a button and wait until the bot ends the spinner.

        Returns:
            The notice or alert shown, empty when the bot answered with none.

        Raises:
            ValueError: the button opens a link or such; the bot is not told.
            TimeoutError: the bot left the spinner turning.
        """
        if button.data is None:
            raise ValueError(f"the button {button.text!r} does not call the bot")
        message = button.message
        query_id = self.world.next_query_id()
        query = self.server.callbacks.ask(query_id)
        inline_ids = [k for k, m in self.server.inline.messages.items() if m is message]
        shown: Json = (
            {"inline_message_id": inline_ids[0]}
            if inline_ids
            else {
                "message": inaccessible(message.chat, message.id)
                if message.deleted
                else message.to_json()
            }
        )
        self.world.tell_bot(
            "callback_query",
            {
                "id": query_id,
                "from": self.user.to_json(),
                **shown,
                "chat_instance": str(-(abs(message.chat.id) * 7919)),
                "data": button.data,
            },
            self.id + _CALLBACK_LANE,
        )
        answer = await self.world.changed.until(
            lambda: query.answer, timeout_s, f"answer to the button {button.text!r}"
        )
        return answer.text

    async def inline(
        self,
        query: str,
        *,
        offset: str = "",
        in_: Chat | None = None,
        timeout_s: float = _ANSWER_WITHIN_S,
    ) -> InlineAnswer:
        """Type the bot's name and a query into a text field, and wait for the results.

        Raises:
            TimeoutError: the bot offered nothing, not even an empty list.
        """
        query = query[:MAX_INLINE_QUERY]
        remembered = self.server.inline.remembered(self.id, query, offset)
        if remembered is not None:
            return remembered
        query_id = self.world.next_query_id()
        asked = self.server.inline.ask(query_id, self.id, query, offset)
        self.world.tell_bot(
            "inline_query",
            {
                "id": query_id,
                "from": self.user.to_json(),
                "chat_type": "sender" if in_ is None else in_.type,
                "query": query,
                "offset": offset,
            },
            self.id + _INLINE_LANE,
        )
        return await self.world.changed.until(
            lambda: asked.answer, timeout_s, f"results for {query!r}"
        )

    def chooses(
        self, result: InlineResult, *, in_: Chat | None = None, query: str = ""
    ) -> Message:
        """Send one of the results offered in inline mode."""
        chat = in_ or self.chat
        message = self.world.post(
            chat,
            dict(result.content),
            sender=self.user,
            via_bot=self.world.bot,
            reply_markup=result.reply_markup,
        )
        fields: Json = {"from": self.user.to_json()}
        if result.reply_markup:
            inline_id = f"AAAA{self.world.next_query_id()}"
            self.server.inline.messages[inline_id] = message
            fields["inline_message_id"] = inline_id
        if self.world.bot.wants_inline_feedback:
            fields |= {"query": query, "result_id": result.id}
            self.world.tell_bot("chosen_inline_result", fields, self.id + _INLINE_LANE)
        if chat.bot_member.is_in and bot_sees(message):
            self._tell("message", message)
        return message

    def reacts(self, message: Message, emoji: str) -> None:
        """Put a reaction on a message; the bot is told where it is an administrator."""
        old, new = list(message.reactions), [{"type": "emoji", "emoji": emoji}]
        message.reactions = new
        if message.chat.is_private or message.chat.bot_member.is_admin:
            self.world.tell_bot(
                "message_reaction",
                {
                    "chat": message.chat.to_json(),
                    "message_id": message.id,
                    "user": self.user.to_json(),
                    "date": self.world.now(),
                    "old_reaction": old,
                    "new_reaction": new,
                },
                message.chat.id + _REACTION_LANE,
            )
        self.world.changed.beat()

    def blocks(self) -> None:
        """Stop the bot."""
        self.chat.blocked = True
        self._own_membership("kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.chat.blocked = False
        self._own_membership("member")

    def adds_bot(self, chat: Chat, *, as_admin: bool = False) -> None:
        """Put the bot into a group or channel."""
        status = "administrator" if as_admin or chat.type == "channel" else "member"
        self.server.memberships.change(chat, self.world.bot, status, by=self.user)  # type: ignore[arg-type]

    def promotes_bot(self, chat: Chat, **rights: bool) -> None:
        """Make the bot an administrator."""
        self.server.memberships.change(
            chat, self.world.bot, "administrator", by=self.user, **rights
        )

    def kicks_bot(self, chat: Chat) -> None:
        """Throw the bot out."""
        self.server.memberships.change(chat, self.world.bot, "kicked", by=self.user)

    def joins(self, chat: Chat) -> None:
        """Enter a group or channel."""
        self.server.memberships.change(chat, self.user, "member", by=self.user)

    def leaves(self, chat: Chat) -> None:
        """Leave a group or channel."""
        self.server.memberships.change(chat, self.user, "left", by=self.user)

    def opens_topic(self, chat: Chat, name: str) -> Topic:
        """Open a topic in a forum."""
        topic = self.world.open_topic(chat, name, self.user)
        self._tell("message", chat.messages[topic.id])
        return topic

    def posts(self, text: str, channel: Chat) -> Message:
        """Publish in a channel; it appears in the discussion group as well."""
        text, entities = stored(text, [])
        content = {"text": text, **({"entities": entities} if entities else {})}
        message = self.world.post(channel, content, sender_chat=channel)
        if channel.bot_member.is_in:
            self._tell("channel_post", message)
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
        if group.bot_member.is_in and bot_sees(message):
            self._tell("message", message)

    def _sends(
        self,
        content: Json,
        in_: Chat | None,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        *,
        anonymously: bool = False,
        **facts: Any,
    ) -> Message:
        chat = in_ or self.chat
        if chat.is_private:
            if chat.blocked:
                raise ValueError(f"{self.user.full_name} has blocked the bot")
            chat.started = True
        elif not (member := chat.member(self.id)) or not member.is_in:
            raise ValueError(f"{self.user.full_name} is not in {chat}")
        if chat.migrated_to is not None:
            raise ValueError(f"{chat} has become a supergroup")
        thread_id = topic.id if topic else _thread_of(reply_to)
        message = self.world.post(
            chat,
            content,
            sender=self.server.anonymous if anonymously else self.user,
            sender_chat=chat if anonymously else None,
            thread_id=thread_id,
            in_topic=topic is not None,
            reply_to=reply_to or (chat.messages[topic.id] if topic else None),
            **facts,
        )
        if chat.bot_member.is_in and bot_sees(message):
            self._tell("message", message)
        return message

    def _tell(self, kind: str, message: Message) -> None:
        self.world.tell_bot(kind, message.to_json(), message.chat.id)
        self.world.changed.beat()

    def _own_membership(self, status: Any) -> None:
        self.server.memberships.change(self.chat, self.world.bot, status, by=self.user)


def _caption(caption: str) -> Json:
    if not caption:
        return {}
    caption, entities = stored(caption, [])
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}


def _thread_of(reply_to: Message | None) -> int | None:
    if reply_to is None or reply_to.chat.type != "supergroup":
        return None
    return reply_to.thread_id or reply_to.id
