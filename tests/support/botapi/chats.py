"""What is a chat: who is in it, what was said, and how does it read?"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.support.botapi.messages import Message
from tests.support.botapi.signals import Pulse, T
from tests.support.botapi.transcripts import transcript
from tests.support.botapi.users import User

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]


@dataclass(slots=True)
class Member:
    """Someone's standing in a chat."""

    user: User
    status: Status = "member"
    rights: dict[str, bool] = field(default_factory=dict)  #: of an administrator
    title: str | None = None

    @property
    def is_in(self) -> bool:
        """Say whether the member is there."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Say whether the member runs the chat."""
        return self.status in ("creator", "administrator")


@dataclass(slots=True)
class Topic:
    """A topic of a forum; `id` is the id of the message that opened it."""

    id: int
    name: str
    is_closed: bool = False


@dataclass(eq=False, slots=True, kw_only=True)
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    type: ChatType
    bot: User
    changed: Pulse
    ids: Iterator[int]  #: where the next message id comes from
    title: str | None = None
    username: str | None = None
    owner: User | None = None  #: whom the private chat is with
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[Message] = field(default_factory=list)
    actions: list[tuple[str, int | None]] = field(default_factory=list)  #: (action, topic)
    blocked: bool = False  #: a private chat whose owner stopped the bot
    started: bool = False  #: a private chat in which the bot may write
    migrated_to: Chat | None = None
    linked: Chat | None = None  #: a channel's discussion group, and the other way round
    description: str | None = None
    _seen: int = 0  # how many of the bot's messages were handed to the test

    @property
    def is_private(self) -> bool:
        """Say whether it is a chat with one person."""
        return self.type == "private"

    @property
    def bot_member(self) -> Member:
        """Give the bot's standing."""
        return self.members.setdefault(self.bot.id, Member(self.bot, "left"))

    @property
    def bot_messages(self) -> list[Message]:
        """List what the bot sent and did not delete, in order."""
        return [
            message
            for message in self.messages.values()
            if not message.deleted and (message.by_bot or message.via_bot is self.bot)
        ]

    @property
    def last_message(self) -> Message:
        """Give the newest message that is still there."""
        return next(m for m in reversed(self.messages.values()) if not m.deleted)

    def member(self, user_id: int) -> Member | None:
        """Find someone's standing."""
        return self.members.get(user_id)

    def to_json(self) -> dict[str, Any]:
        """Give the Chat object."""
        fields: dict[str, Any] = {"id": self.id}
        if self.owner is not None:
            fields["first_name"] = self.owner.first_name
            if self.owner.last_name:
                fields["last_name"] = self.owner.last_name
        else:
            fields["title"] = self.title
        username = self.owner.username if self.owner else self.username
        if username:
            fields["username"] = username
        if self.is_forum:
            fields["is_forum"] = True
        fields["type"] = self.type
        if self.type == "group":
            fields["all_members_are_administrators"] = False
        return fields

    async def next_message(self, timeout_s: float = 5.0) -> Message:
        """Wait for the next message of the bot that no earlier call has returned.

        Raises:
            TimeoutError: the bot sent none; the message shows the chat as it stands.
        """

        def unseen() -> Message | None:
            sent = [message for message in self.messages.values() if message.by_bot]
            return sent[self._seen] if len(sent) > self._seen else None

        message = await self.until(unseen, timeout_s, f"further message of the bot in {self}")
        self._seen += 1
        return message

    async def until(
        self, look: Callable[[], T | None], timeout_s: float = 5.0, waiting_for: str = "change"
    ) -> T:
        """Wait until `look` finds something in the chat.

        Raises:
            TimeoutError: it did not; the message shows the chat as it stands.
        """
        try:
            return await self.changed.until(look, timeout_s, waiting_for)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; the chat reads:\n{self.transcript()}") from None

    def transcript(self) -> str:
        """Show the chat as a reader sees it: names, texts, buttons."""
        return transcript(self.messages.values(), self.topics)

    def __str__(self) -> str:
        """Name the chat."""
        return repr(self.owner.full_name if self.owner else self.title)


def message_ids(first: int) -> Iterator[int]:
    """Count message ids up from `first`."""
    return itertools.count(first)
