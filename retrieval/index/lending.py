"""What do threads work in, without making it anew for every piece of work?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Lender(Generic[Thing]):
    """Things that are used over and over, each by one thread at a time.

    Args:
        make: one as good as new; called where all others are in use.
    """

    def __init__(self, make: Callable[[], Thing]) -> None:
        self._make = make
        self._idle: list[Thing] = []

    @contextmanager
    def one(self) -> Iterator[Thing]:
        """Lend a thing, to be given back as good as new; where that fails, it is dropped."""
        try:
            thing = self._idle.pop()
        except IndexError:
            thing = self._make()
        yield thing
        self._idle.append(thing)
