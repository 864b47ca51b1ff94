"""Is the file of an SQLite store ours alone, and sound?"""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.state.clock import Clock, stamp
from bot.state.errors import (
    StateCorruptError,
    StateError,
    StateLockedError,
    StateUnavailableError,
)
from bot.state.translation import translated

VACUUM_WAIT_S = 30.0  # for a moment without a writer
_COMPANIONS = ("", "-wal", "-shm")  # a database in WAL mode is up to three files

_LOG = logging.getLogger(__name__)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file beside a store; the system drops it when the process ends, however.

    Raises:
        StateLockedError: another process holds it.
        StateUnavailableError: the directory cannot be written.
    """
    lock = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StateUnavailableError.of(error) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StateLockedError(path=str(path), pid=_pid_in(descriptor)) from error
        except OSError as error:
            raise StateUnavailableError.of(error) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        # The file stays: whoever waits on a removed one would hold a lock that nobody else sees.
        os.close(descriptor)


def set_aside_if_damaged(path: Path, clock: Clock) -> Path | None:
    """Move a damaged store out of the way under a dated name; gives that name.

    What can still be read in it is for people to rescue, so it is never deleted. A log without
    its store is what is left to move after a kill.

    Raises:
        StateUnavailableError: the file cannot be read or moved.
    """
    if is_sound(path) if path.exists() else not is_there(path):
        return None
    aside = move_aside(path, f"damaged-{stamp(clock())}")
    _LOG.error("state was damaged and is set aside", extra={"path": str(aside)})
    return aside


def is_there(path: Path) -> bool:
    """Say whether any file of a store is there."""
    return any(path.with_name(path.name + suffix).exists() for suffix in _COMPANIONS)


def move_aside(path: Path, why: str) -> Path:
    """Rename a store with its companions to a name that is free; gives that name.

    Raises:
        StateUnavailableError: the file cannot be moved.
    """
    aside = path.with_name(f"{path.name}.{why}")
    while aside.exists():
        aside = aside.with_name(aside.name + "+")
    try:
        for suffix in _COMPANIONS:
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise StateUnavailableError.of(error) from error
    return aside


def vacuum(path: Path) -> None:
    """Give the room of what was erased back to the file system; writers wait meanwhile.

    Where there is no room for the work, nothing changes.
    """
    with (
        suppress(StateError),
        translated(path=str(path)),
        closing(sqlite3.connect(path, timeout=VACUUM_WAIT_S)) as connection,
    ):
        connection.execute("VACUUM")


def is_sound(path: Path) -> bool:
    """Have SQLite check a file.

    Raises:
        StateError: it cannot be read just now.
    """
    try:
        with translated(path=str(path)):
            # Read-only: closing a writable connection would fold the log into what may be damaged.
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                verdict: object = connection.execute("PRAGMA quick_check(1)").fetchone()
            finally:
                connection.close()
    except StateCorruptError:
        return False
    return verdict == ("ok",)


def _pid_in(descriptor: int) -> int | None:
    text = os.pread(descriptor, 32, 0).strip()
    return int(text) if text.isdigit() else None
