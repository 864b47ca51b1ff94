"""What does every handler have at hand?"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update, User
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot

from bot.announcements.announcer import Announcer
from bot.documents import Documents
from bot.library import Library
from bot.replies.texts import Language, Texts, language_of
from bot.replies.trails import trail
from bot.state.errors import StateError
from bot.state.opening import State
from bot.state.preferences import Scope
from bot.telegram.asking import Asker
from bot.telegram.payloads import deep_link
from bot.telegram.quota import Quota
from bot.telegram.replying import Replies, ReplyBook
from retrieval import Passage

_LOG = logging.getLogger(__name__)


class Tasks:
    """Work that outlives its update: a reload, the watching of a broadcast.

    What is lost of it when the program ends is begun again by people, or needs no end.
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def add(self, task: asyncio.Task[None]) -> None:
        """Keep a task until it is done."""
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _LOG.error("work beside an update failed", exc_info=error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What handlers work with; one set for the life of the bot."""

    asker: Asker
    state: State
    replies: ReplyBook
    language: Language  #: where a person's own is unknown
    library: Library
    documents: Documents
    announcer: Announcer
    quota: Quota
    zone: ZoneInfo  #: of schedules and of what is shown of times
    admin_ids: frozenset[int] = frozenset()  #: people who may use the admin commands
    started_at: float = field(default_factory=monotonic)
    tasks: Tasks = field(default_factory=Tasks)

    @property
    def examples(self) -> tuple[str, ...]:
        """Give questions that this corpus answers."""
        return self.library.examples


class BotApplication(
    Application[ExtBot[None], "BotContext", dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
):
    """An application that carries its services, typed."""

    def __init__(self, *, services: Services, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.services = services


class BotContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update."""

    _update_id: int | None = None
    _places: tuple[tuple[Scope, int], ...] = ()  #: where a language may have been chosen
    _language: Language | None = None  #: chosen; `None` where Telegram's own decides

    @classmethod
    def from_update(cls, update: object, application: Any) -> BotContext:
        """Remember whose replies these will be; the library calls this for every update."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context._update_id = update.update_id
            context._places = _places(update)
        return context

    async def refresh_data(self) -> None:
        """Find the language that the group or the person has chosen; the library awaits this."""
        with suppress(StateError):  # then Telegram's own decides, which is right for most
            for scope, id_ in self._places:
                chosen = await self.state.preferences.language(scope, id_)
                if chosen is not None:
                    self._language = Language(chosen)
                    return

    @property
    def services(self) -> Services:
        """Give the services of the application."""
        if not isinstance(self.application, BotApplication):
            raise TypeError("this context belongs to another kind of application")
        return self.application.services

    @property
    def asker(self) -> Asker:
        """Give the way to the engine."""
        return self.services.asker

    @property
    def sender(self) -> Replies:
        """Give the way out: the replies to this update."""
        if self._update_id is None:
            raise RuntimeError("there is no update to reply to")
        return self.services.replies.of(self._update_id)

    @property
    def state(self) -> State:
        """Give what is remembered."""
        return self.services.state

    def texts_for(self, user: User | None) -> Texts:
        """Pick the language chosen here or by a person, or else that of their Telegram."""
        if self._language is not None:
            return Texts(self._language)
        code = user.language_code if user is not None else None
        return Texts(language_of(code, self.services.language))

    def address(self, passage: Passage) -> str | None:
        """Give the deep link that opens a passage in context."""
        return deep_link(self.bot.username, trail(passage))


def _places(update: Update) -> tuple[tuple[Scope, int], ...]:
    """Say whose choices count: a group's before a person's."""
    chat, person = update.effective_chat, update.effective_user
    of_chat = [(Scope.CHAT, chat.id)] if chat is not None and chat.type != ChatType.PRIVATE else []
    of_person = [(Scope.PERSON, person.id)] if person is not None else []
    return (*of_chat, *of_person)
