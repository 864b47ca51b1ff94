"""Which updates does the bot still have to take?

An update stays until it is confirmed: by a getUpdates call with a higher offset, or by a webhook
that answered 2xx. Until then it is handed out again and again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

#: Sent only when asked for by name in `allowed_updates`.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
#: Every kind of update; a name outside this list is ignored, as with Telegram.
KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post",
        "business_connection", "business_message", "edited_business_message",
        "deleted_business_messages", "message_reaction", "message_reaction_count",
        "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
        "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member",
        "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost", "guest_message",
        "managed_bot",
    }
)  # fmt: skip
_LIFETIME_S = 86_400
_QUERY_LIFETIME_S = {"callback_query": 150, "inline_query": 30}


@dataclass(frozen=True, slots=True)
class Update:
    """One event as the bot will see it, frozen when it happened."""

    id: int
    kind: str
    payload: dict[str, Any]
    lane: int  #: updates of one lane reach a webhook one after another
    expires_at: float

    def to_json(self) -> dict[str, Any]:
        """Give the Update object."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class UpdateQueue:
    """The unconfirmed updates, oldest first."""

    clock: Callable[[], float]
    next_id: int = 500_000_001
    allowed: frozenset[str] = KINDS - ON_REQUEST
    _pending: deque[Update] = field(default_factory=deque)

    def __len__(self) -> int:
        """Count the updates that are not confirmed."""
        return len(self._pending)

    def allow(self, kinds: Iterable[str]) -> None:
        """Choose the kinds kept from now on; none means all but those sent on request only."""
        wanted = frozenset(kinds) & KINDS
        self.allowed = wanted or KINDS - ON_REQUEST

    def add(self, kind: str, payload: dict[str, Any], lane: int = 0) -> Update | None:
        """Keep an event for the bot; `None` when the bot does not want its kind."""
        if kind not in self.allowed:
            return None
        lifetime = _QUERY_LIFETIME_S.get(kind, _LIFETIME_S)
        update = Update(self.next_id, kind, payload, lane, self.clock() + lifetime)
        self.next_id += 1
        self._pending.append(update)
        return update

    def force(self, kind: str, payload: Any, lane: int = 0) -> None:
        """Keep what no Telegram would send: any kind, any payload."""
        self._pending.append(Update(self.next_id, kind, payload, lane, self.clock() + _LIFETIME_S))
        self.next_id += 1

    def take(self, offset: int = 0, limit: int = 100) -> list[Update]:
        """Confirm what lies below `offset` and list the rest, at most `limit`.

        A negative offset keeps only that many from the end. An offset above all ids ever given
        confirms everything.
        """
        now = self.clock()
        self._pending = deque(update for update in self._pending if update.expires_at > now)
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        else:
            while self._pending and self._pending[0].id < offset:
                self._pending.popleft()
        return [update for _, update in zip(range(limit), self._pending, strict=False)]

    def confirm(self, update: Update) -> None:
        """Drop one update, whatever stands before it."""
        if update in self._pending:
            self._pending.remove(update)

    def clear(self) -> None:
        """Drop all updates."""
        self._pending.clear()
