"""May this person ask now?

So many questions a minute, then one notice, then silence until a minute has room again. Kept in
memory: a restart forgives.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from enum import StrEnum
from time import monotonic

QUESTIONS_A_MINUTE = 20
WINDOW_S = 60.0
MAX_PEOPLE = 10_000  # remembered; those who asked longest ago are forgotten first


class Allowance(StrEnum):
    """What a question is met with."""

    ANSWER = "answer"
    NOTICE = "notice"  #: the first one too many
    SILENCE = "silence"


class Quota:
    """Counts each person's questions of the last minute.

    >>> quota = Quota(limit=1, clock=lambda: 0.0)
    >>> [quota.take(7).value for _ in range(3)]
    ['answer', 'notice', 'silence']
    """

    def __init__(
        self, *, limit: int = QUESTIONS_A_MINUTE, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._asked: OrderedDict[int, deque[float]] = OrderedDict()
        self._told: set[int] = set()

    def take(self, person: int) -> Allowance:
        """Count a question, and say what it is met with."""
        now = self._clock()
        asked = self._asked.setdefault(person, deque())
        self._asked.move_to_end(person)
        while asked and asked[0] <= now - WINDOW_S:
            asked.popleft()
        if len(asked) < self._limit:
            asked.append(now)
            self._told.discard(person)
            self._forget()
            return Allowance.ANSWER
        if person in self._told:
            return Allowance.SILENCE
        self._told.add(person)
        return Allowance.NOTICE

    def _forget(self) -> None:
        while len(self._asked) > MAX_PEOPLE:
            person, _ = self._asked.popitem(last=False)
            self._told.discard(person)
