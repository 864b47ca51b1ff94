"""What does Telegram know: accounts, chats, files, and what the bot still has to be told?

The world outlives the HTTP server in front of it: a server that is stopped and started again finds
everything as it was.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.botapi.chats import Chat, Member, Topic, message_ids
from tests.support.botapi.messages import Message
from tests.support.botapi.signals import Pulse
from tests.support.botapi.updates import UpdateQueue
from tests.support.botapi.users import BotUser, User

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was sent in either direction."""

    file_id: str
    unique_id: str
    content: bytes
    path: str  #: below /file/bot<token>/


@dataclass(eq=False)
class World:
    """Everything that is not HTTP."""

    bot: BotUser
    clock: Callable[[], float] = time.time
    changed: Pulse = field(default_factory=Pulse)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.users[self.bot.id] = self.bot
        self.updates = UpdateQueue(self.clock)
        # Private chats and basic groups share one sequence of message ids; supergroups and
        # channels have one each.
        self._shared_ids = message_ids(1)
        self._user_ids = itertools.count(1001)
        self._group_ids = itertools.count(2001)
        self._supergroup_ids = itertools.count(1_600_000_001)
        self._query_ids = itertools.count(4_400_000_000_000_001)
        self._album_ids = itertools.count(13_700_000_000_000_001)

    def now(self) -> int:
        """Give the time in whole seconds, as messages are dated."""
        return int(self.clock())

    def new_user(self, **facts: Any) -> User:
        """Open an account."""
        user = User(id=next(self._user_ids), **facts)
        self.users[user.id] = user
        return user

    def private_chat(self, user: User) -> Chat:
        """Give the chat between the bot and `user`, whether they ever spoke or not."""
        chat = self.chats.get(user.id)
        if chat is None:
            chat = self._new_chat(user.id, "private", self._shared_ids, owner=user)
            chat.members = {user.id: Member(user), self.bot.id: Member(self.bot)}
        return chat

    def new_group(self, title: str) -> Chat:
        """Open a basic group; the bot is not in it."""
        return self._new_chat(-next(self._group_ids), "group", self._shared_ids, title=title)

    def new_supergroup(self, title: str, *, is_forum: bool = False) -> Chat:
        """Open a supergroup; the bot is not in it."""
        chat_id = -1_000_000_000_000 - next(self._supergroup_ids)
        return self._new_chat(
            chat_id, "supergroup", message_ids(1), title=title, is_forum=is_forum
        )

    def new_channel(self, title: str) -> Chat:
        """Open a channel; the bot is not in it."""
        chat_id = -1_000_000_000_000 - next(self._supergroup_ids)
        return self._new_chat(chat_id, "channel", message_ids(1), title=title)

    def find_chat(self, chat_id: str) -> Chat | None:
        """Find a chat by its id or @username."""
        if chat_id.startswith("@"):
            name = chat_id[1:].lower()
            return next(
                (c for c in self.chats.values() if (c.username or "").lower() == name), None
            )
        try:
            return self.chats.get(int(chat_id))
        except ValueError:
            return None

    def post(self, chat: Chat, content: Json, **facts: Any) -> Message:
        """Put a message into a chat and tell everyone who waits."""
        message = Message(id=next(chat.ids), chat=chat, date=self.now(), content=content, **facts)
        chat.messages[message.id] = message
        self.changed.beat()
        return message

    def tell_bot(self, kind: str, payload: Json, lane: int = 0) -> None:
        """Keep an update for the bot, if it wants that kind."""
        if self.updates.add(kind, payload, lane) is not None:
            self.changed.beat()

    def store_file(self, content: bytes, folder: str, suffix: str) -> StoredFile:
        """Keep a file and give it its ids; equal contents share the unique id."""
        number = len(self.files)
        digest = hashlib.sha256(content).hexdigest()
        file = StoredFile(
            file_id=f"BQACAgUAAxk{number:06d}{digest[:24]}",
            unique_id=f"AgAD{digest[:12]}",
            content=content,
            path=f"{folder}/file_{number}{suffix}",
        )
        self.files[file.file_id] = file
        return file

    def next_query_id(self) -> str:
        """Name a callback or inline query."""
        return str(next(self._query_ids))

    def next_album_id(self) -> str:
        """Name a group of media."""
        return str(next(self._album_ids))

    def open_topic(self, chat: Chat, name: str, sender: User) -> Topic:
        """Open a topic; its id is that of the service message that says so."""
        created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self.post(chat, created, sender=sender, in_topic=True)
        message.thread_id = message.id
        topic = chat.topics[message.id] = Topic(message.id, name)
        return topic

    def _new_chat(self, chat_id: int, kind: Any, ids: Any, **facts: Any) -> Chat:
        chat = Chat(id=chat_id, type=kind, bot=self.bot, changed=self.changed, ids=ids, **facts)
        self.chats[chat_id] = chat
        return chat
