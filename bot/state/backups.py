"""How is everything that is remembered kept in one file, and taken back from it?

A copy is made while the bot runs, whole as of one moment, and checked before it counts. Of
PostgreSQL, its own tools make copies.

A copy that is to take the place of a store is first there in full under a name of its own, beside
it. From then on it takes that place, whatever happens: what a kill leaves undone the next start
does.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory

from bot.state.clock import Clock, stamp, utc_ms
from bot.state.errors import BackupError, StateUnavailableError
from bot.state.files import is_sound, is_there, locked, move_aside, set_aside_if_damaged
from bot.state.migrating import MIGRATIONS
from bot.state.translation import translated

BACKUP_NAME = "state.backup.sqlite3"  #: the daily copy, beside the store
_NEXT = ".next"  # ends the name of a copy that is to take the place of the store

_LOG = logging.getLogger(__name__)


def back_up(store: Path, target: Path) -> None:
    """Copy a store to `target`, which is replaced at once by the whole copy; for the owner's eyes.

    Raises:
        BackupError: there is no store, or the copy cannot be written.
        StateError: the store cannot be read.
    """
    with _copy_of(store, target) as copy:
        copy.replace(target)


def restore(backup: Path, store: Path, *, clock: Clock = utc_ms) -> Path | None:
    """Put a copy in the place of a store that nobody uses; gives where the old one is kept.

    Raises:
        BackupError: the copy is damaged, of a newer youju, or no copy of a store.
        StateLockedError: a bot runs on the store.
        StateError: the directory cannot be written; the old store stays.
    """
    require_usable(backup)
    with locked(store), _copy_of(backup, store) as copy:
        copy.replace(_next(store))
        return _swap(store, f"replaced-{stamp(clock())}")


def require_usable(backup: Path) -> None:
    """Check a copy.

    Raises:
        BackupError: it is damaged, of a newer youju, or no copy of a store.
    """
    if not backup.is_file():
        raise BackupError(path=str(backup), reason="no such file")
    if not is_sound(backup):
        raise BackupError(path=str(backup), reason="damaged")
    known = {revision.revision for revision in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    try:
        with closing(_read_only(backup)) as copy:
            row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        row = None
    if row is None or row[0] not in known:
        raise BackupError(path=str(backup), reason="not written by this youju, or a newer one")


def replace_if_damaged(store: Path, clock: Clock) -> tuple[Path | None, bool]:
    """Set a damaged store aside, and put the daily copy in its place.

    Where there is a good copy, it is there in full before the damaged store goes: a start that
    finds no room for it changes nothing, and the next one tries again.

    Returns:
        Where the damaged store is kept, if it was damaged; whether the copy took its place.

    Raises:
        StateError: the directory cannot be written.
    """
    if _next(store).exists():
        return _swap(store, f"replaced-{stamp(clock())}"), True
    if not store.exists() or is_sound(store):
        return set_aside_if_damaged(store, clock), False
    backup = store.with_name(BACKUP_NAME)
    try:
        require_usable(backup)
    except BackupError as error:
        _LOG.error("no backup to restore", extra={"reason": str(error)})
        return set_aside_if_damaged(store, clock), False
    with _copy_of(backup, store) as copy:
        copy.replace(_next(store))
        aside = _swap(store, f"damaged-{stamp(clock())}")
    _LOG.error("state was damaged and is set aside", extra={"path": str(aside)})
    return aside, True


def _next(store: Path) -> Path:
    return store.with_name(store.name + _NEXT)


def _swap(store: Path, why: str) -> Path | None:
    """Put the copy that is to be next in the place of a store; gives where the old one is kept.

    Raises:
        StateUnavailableError: the old one cannot be moved; where it was not begun, it stays.
    """
    try:
        aside = move_aside(store, why) if is_there(store) else None
    except StateUnavailableError:
        if store.exists():
            _next(store).unlink()
        raise
    try:
        _next(store).replace(store)
    except OSError as error:
        raise StateUnavailableError.of(error) from error
    return aside


@contextmanager
def _copy_of(store: Path, target: Path) -> Iterator[Path]:
    """Copy a store beside `target`; a copy that is not put in its place does not stay.

    Raises:
        BackupError: there is no store, or the copy cannot be written or put in its place.
        StateError: the store cannot be read.
    """
    if not store.exists():
        raise BackupError(path=str(store), reason="no such file")
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            translated(path=str(store)),
            closing(_read_only(store)) as source,
            closing(sqlite3.connect(partial)) as copy,
        ):
            source.backup(copy)
            # One file, without the companions of the mode that the store is in.
            copy.execute("PRAGMA journal_mode = DELETE")
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        yield partial
    except OSError as error:
        raise BackupError(path=str(target), reason=error.strerror or "") from error
    finally:
        partial.unlink(missing_ok=True)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
