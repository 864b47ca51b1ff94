"""How is an update made safe before Telegram is told that it was received?

By polling and by webhook alike, updates come here as the JSON that Telegram sent and are on disk
when `take` returns. Only then may they be acknowledged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from telegram import Update

from bot.ops.figures import Figures, Stage
from bot.replies.failures import failure_text
from bot.replies.texts import Texts
from bot.state.errors import StateError
from bot.state.inbox import Arrival, Inbox
from bot.telegram.processing import Processing
from bot.telegram.reaching import Outage

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
)
_NOBODY = 0  # whose order an update keeps that names neither chat nor person
_MAX_ID = 2**63 - 1  # what a store keeps; Telegram's ids have 52 bits

RawUpdate = Mapping[str, Any]


class Intake:
    """Writes updates down and has them worked on."""

    def __init__(
        self,
        inbox: Inbox,
        processing: Processing,
        figures: Figures,
        *,
        trouble: Outage,
        texts: Texts,
    ) -> None:
        self._inbox = inbox
        self._processing = processing
        self._figures = figures
        self._texts = texts
        self.trouble = trouble  #: told when updates cannot be kept, and when they can again

    async def take(self, updates: Sequence[RawUpdate]) -> None:
        """Write updates down; on return they are safe, and repeats are known as such.

        Raises:
            StateError: they cannot be written; they must not be acknowledged.
        """
        arrivals = [arrival_of(update) for update in updates]
        try:
            with self._figures.timing(Stage.KEEP):
                claims = await self._inbox.receive(arrivals, self._processing.n_free)
        except StateError as error:
            self.trouble.failed(failure_text(error, self._texts))
            raise
        self.trouble.over()
        self._figures.updates.add(n=len(arrivals))
        self._processing.begin(claims)


def arrival_of(update: RawUpdate) -> Arrival:
    """Address an update: its id, and the chat whose order it keeps.

    Raises:
        KeyError, TypeError, ValueError, OverflowError: it has no id that can be kept.

    >>> arrival_of({"update_id": 7, "message": {"chat": {"id": -5}, "from": {"id": 3}}}).chat
    -5
    >>> arrival_of({"update_id": 8, "inline_query": {"from": {"id": 3}}}).chat
    3
    """
    chat = next((place for place in _places(update) if abs(place) <= _MAX_ID), _NOBODY)
    # A lone surrogate, which JSON can spell, is no character that a store or Telegram would take.
    payload = json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode()
    update_id = int(update["update_id"])
    if abs(update_id) > _MAX_ID:
        raise ValueError("an id longer than can be kept")
    return Arrival(update_id, chat, payload)


def _places(update: RawUpdate) -> Iterator[int]:
    """Name the chats and people that an update concerns, the chat first."""
    for event in update.values():
        if isinstance(event, Mapping):
            message = event.get("message")
            of_message = message.get("chat") if isinstance(message, Mapping) else None
            for place in (event.get("chat"), of_message, event.get("from"), event.get("user")):
                if isinstance(place, Mapping) and isinstance(place.get("id"), int):
                    yield place["id"]
