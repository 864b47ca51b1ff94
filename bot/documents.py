"""How does a document come into the corpus directory, and out of it again?

A document that is sent is first read on its own, and waits aside until somebody says yes. Nothing
is ever deleted: what leaves the corpus is moved aside, under the key of the message that asked.

An update that was cut off is worked on again, so every step says which press it is for: the same
press finds its work done, or finishes it, and is answered as the first time.

    aside/KEY/new/NAME     a document that waits, or was taken back
              old/PATH     what stood in its place, or was removed
              done.json    what was done last, for which press
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import ParamSpec, TypeVar

from bot.errors import (
    CorpusUnwritableError,
    DocumentNameError,
    DocumentTooLargeError,
    NothingToUndoError,
)
from retrieval import CorpusError, EmptyCorpusError, Engine, SourceEmptyError

MAX_DOCUMENT_BYTES = 20_000_000  # what a bot may download; Bot API, getFile
MAX_NAME_BYTES = 200  # of the 255 that file systems allow, in UTF-8: 66 Han characters

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a document would add."""

    name: str
    titles: tuple[str, ...]
    n_passages: int
    n_numbers: int
    problems: tuple[CorpusError, ...]
    replaces: bool  #: a file of that name is in the corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What was done about one key."""

    press: str  #: for which it was done
    added: str | None = None  #: a document; `None` where a file was removed
    replaces: bool = False  #: another file stood in its place
    undone: str | None = None  #: the press for which it was taken back


class Documents:
    """The files of the corpus directory, and those kept aside."""

    def __init__(self, *, corpus: Path, aside: Path) -> None:
        self._corpus = corpus
        self._aside = aside

    async def look_at(self, key: str, name: str, content: bytes) -> Preview:
        """Read a document on its own and keep it until it is added.

        Raises:
            DocumentNameError: the name cannot be that of a file of the corpus.
            DocumentTooLargeError: it is over `MAX_DOCUMENT_BYTES`.
            CorpusError: it cannot be read.
        """
        return await asyncio.to_thread(self._look_at, key, file_name(name), content)

    async def add(self, key: str, *, press: str) -> str:
        """Put a document that was looked at into the corpus, and give its name.

        Raises:
            NothingToUndoError: there is no such document any more.
            CorpusUnwritableError: the directory is read-only, or full.
        """
        return await _changing(self._add, key, press)

    async def remove(self, key: str, source: str, *, press: str) -> None:
        """Take a file out of the corpus.

        Raises:
            NothingToUndoError: it is gone already.
            CorpusUnwritableError: the directory is read-only, or there is no room aside.
        """
        await _changing(self._remove, key, source, press)

    async def undo(self, key: str, *, press: str) -> None:
        """Take back what `add` or `remove` did.

        Raises:
            NothingToUndoError: it was taken back already.
            CorpusUnwritableError: the directory is read-only, or full.
        """
        await _changing(self._undo, key, press)

    def _look_at(self, key: str, name: str, content: bytes) -> Preview:
        if len(content) > MAX_DOCUMENT_BYTES:
            raise DocumentTooLargeError(size=len(content), limit=MAX_DOCUMENT_BYTES)
        waiting = self._place(key) / "new"
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(parents=True)
        (waiting / name).write_bytes(content)
        try:
            engine = Engine.open(waiting)
        except EmptyCorpusError as error:
            # Of the file that was sent there is something to say, not of where it waits.
            reason, *_ = *error.skipped, SourceEmptyError(path=name)
            raise reason from error
        return Preview(
            name=name,
            titles=tuple(report.title for report in engine.reports),
            n_passages=len(engine.passages),
            n_numbers=engine.n_numbers(),
            problems=engine.skipped,
            replaces=(self._corpus / name).exists(),
        )

    def _add(self, key: str, press: str) -> str:
        done, waiting = self._done(key), self._waiting(key)
        is_again = done is not None and done.press == press
        if waiting is None:
            if done is None or done.added is None or not is_again:
                raise NothingToUndoError
            return done.added
        target, kept = self._corpus / waiting.name, self._kept(key, waiting.name)
        if done is None or not is_again:
            done = _Done(press=press, added=waiting.name, replaces=target.exists())
            self._write_down(key, done)
        # Whole and on this disk before the old file goes: a full disk leaves all as it was.
        copy = _copied(waiting, target)
        if done.replaces and not kept.exists():
            _move(target, kept)
        copy.replace(target)
        waiting.unlink()
        return waiting.name

    def _remove(self, key: str, source: str, press: str) -> None:
        path, done = self._corpus / source, self._done(key)
        if not path.is_file():
            if done is None or done.press != press:
                raise NothingToUndoError
            return
        self._write_down(key, _Done(press=press))
        _move(path, self._kept(key, source))

    def _undo(self, key: str, press: str) -> None:
        done = self._done(key)
        if done is None or (done.undone is not None and done.undone != press):
            raise NothingToUndoError
        if done.undone is not None:
            return
        # One that waits again was taken back before this was cut off; then what stands in the
        # corpus under its name is the old file.
        if done.added is not None and self._waiting(key) is None:
            added = self._corpus / done.added
            if added.exists():
                _move(added, self._place(key) / "new" / done.added)
        kept = self._place(key) / "old"
        for path in sorted(path for path in kept.rglob("*") if path.is_file()):
            _move(path, self._corpus / path.relative_to(kept))
        self._write_down(key, replace(done, undone=press))

    def _waiting(self, key: str) -> Path | None:
        """Find the document that waits; a hidden file is half a copy of one."""
        found = sorted((self._place(key) / "new").glob("[!.]*"))
        return found[0] if found else None

    def _kept(self, key: str, source: str) -> Path:
        return self._place(key) / "old" / source

    def _done(self, key: str) -> _Done | None:
        try:
            written = (self._place(key) / "done.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        return _Done(**json.loads(written))

    def _write_down(self, key: str, done: _Done) -> None:
        journal = self._place(key) / "done.json"
        journal.parent.mkdir(parents=True, exist_ok=True)
        partial = journal.with_name("done.partial")
        partial.write_text(json.dumps(asdict(done)), encoding="utf-8")
        partial.replace(journal)

    def _place(self, key: str) -> Path:
        if not (key.isascii() and key.isalnum()):
            raise NothingToUndoError
        return self._aside / key


async def _changing(change: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return await asyncio.to_thread(change, *args, **kwargs)
    except OSError as error:
        raise CorpusUnwritableError(reason=error.strerror or type(error).__name__) from error


def file_name(name: str) -> str:
    """Make a name of one file of a name that somebody sent: never a path, never hidden.

    A long one keeps its end, with the suffix.

    Raises:
        DocumentNameError: nothing usable is left.

    >>> file_name("../../etc/报告 1.txt")
    '报告 1.txt'
    """
    last = PurePosixPath(PureWindowsPath(name).as_posix()).name
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    end = kept.strip(". ").encode()[-MAX_NAME_BYTES:]
    kept = end.decode("utf-8", "ignore").strip(". ")
    is_paper = kept.lower().startswith(("readme", "manifest", "license"))
    if not kept or is_paper or kept == "corpus.jsonl":
        raise DocumentNameError(name=name)
    return kept


def _move(source: Path, target: Path) -> None:
    """Move a file, whole or not at all, to another disk too."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copied(source, target).replace(target)
        source.unlink()


def _copied(source: Path, target: Path) -> Path:
    """Copy a file to a hidden name beside `target`, where nobody takes it for a report."""
    copy = target.with_name(f".{target.name}.partial")
    try:
        with source.open("rb") as given, copy.open("wb") as taken:
            shutil.copyfileobj(given, taken)
            taken.flush()
            os.fsync(taken.fileno())
        shutil.copystat(source, copy)
    except OSError:
        copy.unlink(missing_ok=True)
        raise
    return copy
