"""Which buttons and inline queries wait for the bot's answer?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.botapi.limits import CALLBACK_ANSWER_WITHIN_S, INLINE_ANSWER_WITHIN_S
from tests.support.botapi.messages import Message

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot answered to a pressed button."""

    text: str
    show_alert: bool
    url: str
    cache_time: int


@dataclass(slots=True)
class CallbackQuery:
    """A pressed button; the client shows a spinner until it is answered."""

    id: str
    asked_at: float
    answer: CallbackAnswer | None = None


@dataclass(slots=True)
class Callbacks:
    """The pressed buttons."""

    clock: Callable[[], float]
    answer_within_s: float = CALLBACK_ANSWER_WITHIN_S
    queries: dict[str, CallbackQuery] = field(default_factory=dict)

    def ask(self, query_id: str) -> CallbackQuery:
        """Start to wait for an answer."""
        query = self.queries[query_id] = CallbackQuery(query_id, self.clock())
        return query

    def open_query(self, query_id: str) -> CallbackQuery | None:
        """Find a query that may still be answered: young enough, and not answered yet."""
        query = self.queries.get(query_id)
        if query is None or query.answer is not None:
            return None
        return query if self.clock() - query.asked_at < self.answer_within_s else None


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result offered in inline mode."""

    id: str
    type: str
    title: str
    description: str
    content: Json  #: of the message it sends
    reply_markup: Json | None

    @property
    def text(self) -> str:
        """Give the text it sends."""
        return str(self.content.get("text", ""))


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot offered for a query."""

    results: tuple[InlineResult, ...]
    cache_s: int
    is_personal: bool
    next_offset: str
    button: Json | None


@dataclass(slots=True)
class InlineQuery:
    """Someone typed the bot's name and a query."""

    id: str
    user_id: int
    query: str
    offset: str
    asked_at: float
    answer: InlineAnswer | None = None


@dataclass(slots=True)
class InlineMode:
    """The inline queries, the answers Telegram remembers, and the messages sent that way."""

    clock: Callable[[], float]
    answer_within_s: float = INLINE_ANSWER_WITHIN_S
    queries: dict[str, InlineQuery] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)  #: by inline_message_id
    _cache: dict[tuple[str, str, int | None], tuple[float, InlineAnswer]] = field(
        default_factory=dict
    )

    def ask(self, query_id: str, user_id: int, query: str, offset: str) -> InlineQuery:
        """Start to wait for results."""
        asked = InlineQuery(query_id, user_id, query, offset, self.clock())
        self.queries[query_id] = asked
        return asked

    def open_query(self, query_id: str) -> InlineQuery | None:
        """Find a query that may still be answered."""
        query = self.queries.get(query_id)
        if query is None or query.answer is not None:
            return None
        return query if self.clock() - query.asked_at < self.answer_within_s else None

    def remember(self, query: InlineQuery) -> None:
        """Keep an answer for as long as the bot said it holds."""
        if query.answer is not None:
            whose = query.user_id if query.answer.is_personal else None
            until = self.clock() + query.answer.cache_s
            self._cache[query.query, query.offset, whose] = (until, query.answer)

    def remembered(self, user_id: int, query: str, offset: str) -> InlineAnswer | None:
        """Find an answer that spares the bot the question."""
        for whose in (user_id, None):
            until, answer = self._cache.get((query, offset, whose), (0.0, None))
            if answer is not None and until > self.clock():
                return answer
        return None
