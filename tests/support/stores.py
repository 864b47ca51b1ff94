"""How does a test open the state on each kind of store, at a time of its own?

A `Store` is an empty store that can be opened again and again, as a bot that is restarted does.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url

from bot.state.leases import LEASE_MS
from bot.state.opening import FILE_NAME, State, open_state

NOON = 1_790_000_000_000  # some moment, in milliseconds; no test depends on which


class StillClock:
    """A clock that moves only when told to."""

    def __init__(self, now: int = NOON) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, ms: int) -> None:
        """Let time pass."""
        self.now += ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An empty store of one kind."""

    address: str | None  #: `None` for an SQLite file in the directory
    directory: Path
    clock: StillClock = field(default_factory=StillClock)

    @property
    def is_shared(self) -> bool:
        """Say whether several instances may have it open at once."""
        return self.address is not None

    def open(self) -> AbstractAsyncContextManager[State]:
        """Open it as an instance of the bot does."""
        return open_state(self.address, directory=self.directory, clock=self.clock)

    def lose_instances(self) -> None:
        """Let enough time pass that an instance which ended without a word counts as gone."""
        self.clock.advance(LEASE_MS + 1)

    def engine(self) -> Engine:
        """Give plain access, past the code under test."""
        if self.address is None:
            return create_engine(f"sqlite:///{self.directory / FILE_NAME}")
        return create_engine(make_url(self.address).set(drivername="postgresql+psycopg"))
