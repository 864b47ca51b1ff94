"""How does a test hold the parts of the bot that send, on a real state and a loopback server?"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Message, Update

from bot.ops.figures import Figures
from bot.replies.texts import Language, Texts
from bot.state.opening import State, open_state
from bot.telegram.bots import PollingBot
from bot.telegram.limits import UNLIMITED, Limiter, Limits
from bot.telegram.options import TelegramOptions
from bot.telegram.replying import Desk, Replies
from bot.telegram.sending import Sender
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer


@dataclass(kw_only=True)
class Stage:
    """A person who has asked, what replies are written with, and the pauses it would have made."""

    server: BotApiServer
    bot: PollingBot
    state: State
    alice: Person
    asked: Message
    limits: Limits = UNLIMITED
    pauses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        figures = Figures()
        self.limiter = Limiter(self.limits, figures)
        self.sender = Sender(self.bot, self.limiter, figures, sleep=self._sleep)
        self.desk = Desk(bot=self.bot, sender=self.sender, state=self.state, figures=figures)

    def replies(self, update_id: int = 1, *, note: str | None = None) -> Replies:
        """Begin to work on an update, as after a start."""
        return Replies(self.desk, update_id, texts=Texts(Language.ZH_HANS), note=note)

    @property
    def texts(self) -> list[str]:
        """List what the bot said."""
        return [message.text for message in self.alice.chat.bot_messages]

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@asynccontextmanager
async def staged(directory: Path) -> AsyncIterator[Stage]:
    """Set the stage; the state is kept in `directory`."""
    async with BotApiServer() as server, open_state(None, directory=directory) as state:
        alice = server.person("Alice")
        alice.says("多少？")
        async with PollingBot(TelegramOptions(token=server.token, api_url=server.url)) as bot:
            [update] = await bot.get_updates()
            yield Stage(server=server, bot=bot, state=state, alice=alice, asked=_message(update))


def _message(update: Update) -> Message:
    if update.message is None:
        raise ValueError("the update holds no message")
    return update.message
