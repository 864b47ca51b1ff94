"""Whom do people let in, throw out and follow?"""

from __future__ import annotations

from tests.support.botapi.chats import Chat, Status, Topic
from tests.support.botapi.people.account import Account


class Mover(Account):
    """Someone who comes and goes, and brings the bot along."""

    def blocks(self) -> None:
        """Stop the bot."""
        self.server.memberships.block(self.chat, self.user)

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.server.memberships.unblock(self.chat, self.user)

    def adds_bot(self, chat: Chat, *, as_admin: bool = False) -> None:
        """Put the bot into a group or channel; in a channel it can only be an administrator."""
        status: Status = "administrator" if as_admin or chat.type == "channel" else "member"
        self.server.memberships.change(chat, self.world.bot, status, by=self.user)

    def promotes_bot(self, chat: Chat, **rights: bool) -> None:
        """Make the bot an administrator."""
        bot = self.world.bot
        self.server.memberships.change(chat, bot, "administrator", by=self.user, **rights)

    def kicks_bot(self, chat: Chat) -> None:
        """Throw the bot out."""
        self.server.memberships.change(chat, self.world.bot, "kicked", by=self.user)

    def joins(self, chat: Chat) -> None:
        """Enter a group or channel."""
        self.server.memberships.change(chat, self.user, "member", by=self.user)

    def leaves(self, chat: Chat) -> None:
        """Leave a group or channel."""
        self.server.memberships.change(chat, self.user, "left", by=self.user)

    def becomes_admin(self, chat: Chat, by: Account) -> None:
        """Be made an administrator by someone."""
        self.server.memberships.change(chat, self.user, "administrator", by=by.user)

    def opens_topic(self, chat: Chat, name: str) -> Topic:
        """Open a topic in a forum."""
        topic = self.world.open_topic(chat, name, self.user)
        self.tell("message", chat.messages[topic.id])
        return topic

    def closes_topic(self, chat: Chat, topic: Topic) -> None:
        """Close a topic: only administrators write there from now on."""
        topic.is_closed = True
        message = self.world.post(
            chat, {"forum_topic_closed": {}}, sender=self.user, thread_id=topic.id, in_topic=True
        )
        self.tell("message", message)
