"""What does every handler have at hand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.replies.texts import Language, Texts, language_of
from bot.telegram.asking import Asker
from bot.telegram.payloads import deep_link
from bot.telegram.sending import Sender


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What handlers work with; one set for the life of the bot."""

    asker: Asker
    sender: Sender
    language: Language  #: where a person's own is unknown
    examples: tuple[str, ...]  #: questions that this corpus answers


class BotApplication(
    Application[ExtBot[None], "BotContext", dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
):
    """An application that carries its services, typed."""

    def __init__(self, *, services: Services, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.services = services


class BotContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update."""

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
    def sender(self) -> Sender:
        """Give the way out."""
        return self.services.sender

    def texts_for(self, user: User | None) -> Texts:
        """Pick the language of a person's Telegram."""
        code = user.language_code if user is not None else None
        return Texts(language_of(code, self.services.language))

    def address(self, passage_id: str) -> str | None:
        """Give the deep link that opens a passage in context."""
        return deep_link(self.bot.username, passage_id)
