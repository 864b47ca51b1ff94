"""How does a test ask a bot much while things go wrong, and judge what came of it?

A trial lets many people ask, each several questions in an order, and finds for each question the
answers that it got. What a person reads is all that counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support.botapi.chats import Chat
from tests.support.botapi.messages import Message
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer

MARK = "（补发）"


@dataclass(kw_only=True)
class Trial:
    """Many questions of many people."""

    server: BotApiServer
    people: Sequence[Person]
    group: Chat | None = None  #: where all ask; each in private without it
    asked: list[Message] = field(default_factory=list)

    @classmethod
    def of(cls, server: BotApiServer, n_people: int) -> Trial:
        """Gather people."""
        return cls(server=server, people=[server.person(f"P{n}") for n in range(n_people)])

    def ask(self, text: str, n: int = 1) -> None:
        """Let the next `n` people in turn ask the same."""
        for _ in range(n):
            person = self.people[len(self.asked) % len(self.people)]
            asked = person.mentions(text, self.group) if self.group else person.says(text)
            self.asked.append(asked)

    @property
    def answers(self) -> Counter[int]:
        """Count the messages that answer each question, by its place in `asked`."""
        places = {id(message): n for n, message in enumerate(self.asked)}
        return Counter(places[id(message.reply_to)] for message in self._sent())

    @property
    def n_lost(self) -> int:
        """Count the questions without an answer."""
        return len(self.asked) - len(self.answers)

    @property
    def n_repeats(self) -> int:
        """Count the answers after the first of each question."""
        return sum(n - 1 for n in self.answers.values())

    @property
    def n_unmarked(self) -> int:
        """Count repeats that do not say that they are."""
        seen: set[int] = set()
        unmarked = 0
        for message in self._sent():
            question = id(message.reply_to)
            unmarked += question in seen and not message.text.startswith(MARK)
            seen.add(question)
        return unmarked

    def is_in_order(self) -> bool:
        """Say whether the questions of each chat were first answered in their order."""
        for chat in self._chats():
            firsts = list(dict.fromkeys(m.reply_to.id for m in chat.bot_messages if m.reply_to))
            if firsts != sorted(firsts):
                return False
        return True

    async def until_answered(self, timeout_s: float) -> None:
        """Wait until every question has an answer, and a little longer for repeats."""
        await self.server.world.changed.until(
            lambda: self.n_lost == 0, timeout_s, f"answer to every one of {len(self.asked)}"
        )
        await self.server.settled(timeout_s=30)

    def _sent(self) -> list[Message]:
        sent = [message for chat in self._chats() for message in chat.bot_messages]
        return [message for message in sent if message.reply_to is not None]

    def _chats(self) -> list[Chat]:
        return [self.group] if self.group else [person.chat for person in self.people]
