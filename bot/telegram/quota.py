"""May this person ask now?

A person may ask `QUESTIONS_A_MINUTE`; the next question gets one notice, further ones silence
until the last minute holds fewer again. Counts are kept in memory and restored from the log of
questions at the start, so that a restart resets nothing; only the notice may come once more.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from enum import StrEnum

from bot.state.clock import MINUTE_MS, Clock, utc_ms
from bot.state.questions import Message, Questions

QUESTIONS_A_MINUTE = 20
MAX_PEOPLE = 10_000  # remembered; those who asked longest ago are forgotten first


class Allowance(StrEnum):
    """What a question is met with."""

    ANSWER = "answer"
    NOTICE = "notice"  #: the first one too many
    SILENCE = "silence"


class Quota:
    """Counts each person's questions of the last minute, each update once.

    >>> quota = Quota(str, limit=1, clock=lambda: 0)
    >>> [quota.take(7, update_id=n).value for n in (1, 2, 3, 1)]
    ['answer', 'notice', 'silence', 'answer']
    """

    def __init__(
        self,
        name: Callable[[int], str],
        *,
        limit: int = QUESTIONS_A_MINUTE,
        clock: Clock = utc_ms,
    ) -> None:
        self._name = name  #: a person's name in the log
        self._limit = limit
        self._clock = clock
        self._asked: OrderedDict[str, dict[int, int]] = OrderedDict()  # when, by update
        self._told: dict[str, int] = {}  # in which update

    async def resume(self, log: Questions) -> None:
        """Count what was asked before the start.

        Raises:
            StateError: the log cannot be read.
        """
        self._count(await log.messages(since=self._clock() - MINUTE_MS))

    def take(self, person: int, *, update_id: int) -> Allowance:
        """Count a question, and say what it is met with; the same again when worked on again."""
        name, now = self._name(person), self._clock()
        asked = self._asked.setdefault(name, {})
        self._asked.move_to_end(name)
        if update_id in asked:
            return Allowance.ANSWER
        # Not of the last minute is also what is still to come: then the clock was set back.
        for known, at in tuple(asked.items()):
            if not now - MINUTE_MS < at <= now:
                del asked[known]
        if len(asked) < self._limit:
            asked[update_id] = now
            self._told.pop(name, None)
            self._forget()
            return Allowance.ANSWER
        told_in = self._told.setdefault(name, update_id)
        return Allowance.NOTICE if told_in == update_id else Allowance.SILENCE

    def _count(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self._asked.setdefault(message.person, {})[message.update_id] = message.asked_at

    def _forget(self) -> None:
        while len(self._asked) > MAX_PEOPLE:
            name, _ = self._asked.popitem(last=False)
            self._told.pop(name, None)
