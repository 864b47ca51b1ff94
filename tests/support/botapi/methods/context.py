"""What does a method of the Bot API get to work with?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support.botapi.arguments import Arguments
from tests.support.botapi.calls import Call
from tests.support.botapi.world import World

if TYPE_CHECKING:
    from tests.support.botapi.server import BotApiServer

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """One call, and the world it changes."""

    server: BotApiServer
    call: Call

    @property
    def world(self) -> World:
        """Give the world."""
        return self.server.world

    @property
    def arguments(self) -> Arguments:
        """Give the parameters of the call."""
        return self.call.arguments

    def with_users(self, content: Json) -> Json:
        """Put the User object into text mentions; those of strangers are dropped."""
        for field in ("entities", "caption_entities"):
            if field in content:
                entities = [self._with_user(entity) for entity in content[field]]
                content = content | {field: [entity for entity in entities if entity]}
        return content

    def _with_user(self, entity: Json) -> Json | None:
        if entity["type"] != "text_mention":
            return entity
        user_id = entity.get("user_id") or (entity.get("user") or {}).get("id")
        user = self.world.users.get(user_id or 0)
        kept = {name: value for name, value in entity.items() if name != "user_id"}
        return kept | {"user": user.to_json()} if user else None


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name, what it does, and the parameters it knows."""

    name: str
    run: Callable[[Context], Awaitable[Any]]
    parameters: frozenset[str] = frozenset()
    sends: bool = False  #: it puts messages into a chat, and so counts against the flood limits
