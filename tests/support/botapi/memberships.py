"""Who comes and goes, and what is the bot told of it?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.support.botapi.chats import Chat, Member, Status
from tests.support.botapi.methods.chats import member_fields
from tests.support.botapi.users import User
from tests.support.botapi.world import World

Json = dict[str, Any]
#: Lanes of a webhook that are not those of messages.
_OWN_LANE, _MEMBER_LANE = 5 << 33, 6 << 33


class Memberships:
    """Changes of standing in chats."""

    def __init__(self, world: World) -> None:
        self.world = world

    def change(self, chat: Chat, user: User, status: Status, *, by: User, **rights: bool) -> None:
        """Give someone another standing, and tell the bot what Telegram tells it."""
        before = chat.members.get(user.id) or Member(user, "left")
        after = replace(before, status=status, rights=dict(rights))
        old = member_fields(before)
        chat.members[user.id] = after
        self._tell(chat, user, by, old, member_fields(after))
        if chat.is_private or chat.type == "channel":
            return
        if after.is_in and not before.is_in:
            newcomer = user.to_json()
            self._announce(
                chat,
                by,
                {
                    "new_chat_participant": newcomer,
                    "new_chat_member": newcomer,
                    "new_chat_members": [newcomer],
                },
            )
        elif before.is_in and not after.is_in:
            gone = user.to_json()
            told = user is self.world.bot or chat.bot_member.is_in
            self._announce(
                chat, by, {"left_chat_participant": gone, "left_chat_member": gone}, told=told
            )

    def block(self, chat: Chat, owner: User) -> None:
        """Stop the bot in a private chat."""
        chat.blocked = True
        self.change(chat, self.world.bot, "kicked", by=owner)

    def unblock(self, chat: Chat, owner: User) -> None:
        """Let the bot write in a private chat again."""
        chat.blocked = False
        self.change(chat, self.world.bot, "member", by=owner)

    def migrate(self, group: Chat) -> Chat:
        """Turn a basic group into a supergroup, with another id, as Telegram does."""
        supergroup = self.world.new_supergroup(str(group.title))
        supergroup.members = {user_id: replace(m) for user_id, m in group.members.items()}
        group.migrated_to = supergroup
        owner = next(m.user for m in group.members.values() if m.status == "creator")
        self._announce(group, owner, {"migrate_to_chat_id": supergroup.id})
        self._announce(supergroup, owner, {"migrate_from_chat_id": group.id})
        return supergroup

    def _announce(self, chat: Chat, by: User, content: Json, *, told: bool = True) -> None:
        message = self.world.post(chat, content, sender=by)
        if told and (chat.bot_member.is_in or "left_chat_member" in content):
            self.world.tell_bot("message", message.to_json(), chat.id)

    def _tell(self, chat: Chat, user: User, by: User, old: Json, new: Json) -> None:
        is_bot = user is self.world.bot
        if not is_bot and not chat.bot_member.is_admin:
            return
        self.world.tell_bot(
            "my_chat_member" if is_bot else "chat_member",
            {
                "chat": chat.to_json(),
                "from": by.to_json(),
                "date": self.world.now(),
                "old_chat_member": old,
                "new_chat_member": new,
            },
            chat.id + _OWN_LANE if is_bot else user.id + _MEMBER_LANE,
        )
        self.world.changed.beat()
