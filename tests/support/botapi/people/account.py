"""What does everyone with an account share?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.botapi.chats import Chat, Topic
from tests.support.botapi.formatting import stored
from tests.support.botapi.messages import Message
from tests.support.botapi.privacy import bot_sees
from tests.support.botapi.users import User

if TYPE_CHECKING:
    from tests.support.botapi.server import BotApiServer

Json = dict[str, Any]


class Account:
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

    def send(
        self,
        content: Json,
        in_: Chat | None,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        **facts: Any,
    ) -> Message:
        """Put a message into a chat, the private one where none is named, and tell the bot.

        Raises:
            ValueError: this person could not send anything there.
        """
        chat = in_ or self.chat
        self._check_may_send(chat)
        if chat.is_private:
            chat.started = True
        anonymous = facts.pop("anonymously", False)
        thread_id = topic.id if topic else _thread_of(reply_to)
        message = self.world.post(
            chat,
            content,
            sender=self.server.anonymous if anonymous else self.user,
            sender_chat=chat if anonymous else None,
            thread_id=thread_id,
            in_topic=topic is not None,
            reply_to=reply_to or (chat.messages[topic.id] if topic else None),
            **facts,
        )
        self.tell("message", message)
        return message

    def tell(self, kind: str, message: Message) -> None:
        """Tell the bot of a message, if it is there and sees it."""
        if message.chat.bot_member.is_in and bot_sees(message):
            self.world.tell_bot(kind, message.to_json(), message.chat.id)
        self.world.changed.beat()

    def _check_may_send(self, chat: Chat) -> None:
        name = self.user.full_name
        if chat.is_private and chat.blocked:
            raise ValueError(f"{name} has blocked the bot")
        member = chat.member(self.id)
        if member is None or not member.is_in:
            raise ValueError(f"{name} is not in {chat}")
        if chat.type == "channel":
            raise ValueError(f"{chat} is a channel: use posts()")
        if chat.migrated_to is not None:
            raise ValueError(f"{chat} has become a supergroup")


def text_content(text: str) -> Json:
    """Give the content of a text message, with the entities Telegram finds."""
    text, entities = stored(text, [])
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_content(caption: str) -> Json:
    """Give the caption fields of a message, none for an empty caption."""
    caption, entities = stored(caption, [])
    content: Json = {"caption": caption} if caption else {}
    return content | ({"caption_entities": entities} if entities else {})


def _thread_of(reply_to: Message | None) -> int | None:
    if reply_to is None or reply_to.chat.type != "supergroup":
        return None
    return reply_to.thread_id or reply_to.id
