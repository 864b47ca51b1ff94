"""Who is there: people, and the bot under test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(eq=False, slots=True, kw_only=True)
class User:
    """An account, as the bot is told of it."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    is_deactivated: bool = False

    @property
    def full_name(self) -> str:
        """Give the name as chats show it."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def to_json(self) -> dict[str, Any]:
        """Give the User object."""
        known = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{name: value for name, value in known.items() if value},
        }


@dataclass(eq=False, slots=True, kw_only=True)
class BotUser(User):
    """The bot under test, with what its owner set at BotFather."""

    is_bot: bool = True
    can_join_groups: bool = True
    reads_all_group_messages: bool = False  #: privacy mode is off
    supports_inline_queries: bool = True
    wants_inline_feedback: bool = False  #: chosen_inline_result is sent

    def to_own_json(self) -> dict[str, Any]:
        """Give the User object that getMe returns."""
        return self.to_json() | {
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": self.reads_all_group_messages,
            "supports_inline_queries": self.supports_inline_queries,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
