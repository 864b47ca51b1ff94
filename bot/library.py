"""How does the corpus change while it is being asked?

A reload builds another engine aside and swaps one reference; one that fails changes nothing. A
document is read on its own before it joins the corpus, and what was put in or taken out can be
undone: nothing is ever deleted, only moved aside.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from time import monotonic
from typing import Protocol

from bot.announcements.changes import Changes, Outline, compare
from bot.errors import DocumentNameError, DocumentTooLargeError, NothingToUndoError, ReloadError
from retrieval import (
    CorpusError,
    EmptyCorpusError,
    Engine,
    Progress,
    SourceEmptyError,
    corpus_stamps,
)

MAX_DOCUMENT_BYTES = 20_000_000  # what a bot may download; Bot API, getFile
MAX_NAME_CHARS = 100
N_EXAMPLES = 3  # questions to try, under /start and /help


class Holder(Protocol):
    """Holds the engine that answers."""

    engine: Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Reloaded:
    """What a reload has come to."""

    engine: Engine
    changes: Changes
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a document would add."""

    name: str
    titles: tuple[str, ...]
    n_passages: int
    n_numbers: int
    problems: tuple[CorpusError, ...]
    replaces: bool  #: a file of that name is in the corpus


class Library:
    """The corpus directory and the engine made of it."""

    def __init__(
        self,
        holder: Holder,
        *,
        corpus: Path,
        aside: Path,
        store: Path | None = None,
        search_url: str | None = None,
    ) -> None:
        self._holder = holder
        self._corpus = corpus
        self._aside = aside  #: where documents wait, and what was taken out is kept
        self._store = store  #: where what is made of the corpus is kept
        self._search_url = search_url
        self._lock = asyncio.Lock()
        self.loaded_at = monotonic()
        self.stamps = corpus_stamps(corpus)  #: of the files, as they were when they were read
        self.examples = holder.engine.suggestions(N_EXAMPLES)  #: questions that it answers

    @property
    def corpus(self) -> Path:
        """Give the corpus directory."""
        return self._corpus

    @property
    def is_reloading(self) -> bool:
        """Say whether a reload is under way."""
        return self._lock.locked()

    async def reload(self, progress: Progress | None = None) -> Reloaded:
        """Read the corpus again and answer from what it holds now.

        Raises:
            ReloadError: another reload is under way.
            CorpusError: nothing can be read; what was answered from still is.
        """
        if self._lock.locked():
            raise ReloadError
        async with self._lock:
            started = monotonic()
            old = self._holder.engine
            # Before reading: what changes meanwhile differs from this afterwards.
            stamps = await asyncio.to_thread(corpus_stamps, self._corpus)
            new = await asyncio.to_thread(
                Engine.open,
                self._corpus,
                store=self._store,
                search_url=self._search_url,
                progress=progress,
            )
            changes = await asyncio.to_thread(lambda: compare(Outline.of(old), new))
            examples = await asyncio.to_thread(new.suggestions, N_EXAMPLES)
            self._holder.engine, self.examples = new, examples
            self.loaded_at = monotonic()
            self.stamps = stamps
            return Reloaded(engine=new, changes=changes, took_s=self.loaded_at - started)

    async def look_at(self, key: str, name: str, content: bytes) -> Preview:
        """Read a document on its own and keep it until it is added.

        Raises:
            DocumentNameError: the name is none that a file of the corpus can have.
            CorpusError: it cannot be read.
        """
        return await asyncio.to_thread(self._look_at, key, file_name(name), content)

    async def add(self, key: str) -> str:
        """Put a document that was looked at into the corpus, and give its name.

        Raises:
            NothingToUndoError: there is no such document any more.
        """
        return await asyncio.to_thread(self._add, key)

    async def remove(self, key: str, source: str) -> None:
        """Take a file out of the corpus.

        Raises:
            NothingToUndoError: it is gone already.
        """
        await asyncio.to_thread(self._remove, key, source)

    async def undo(self, key: str) -> None:
        """Take back what `add` or `remove` did.

        Raises:
            NothingToUndoError: it was taken back already.
        """
        await asyncio.to_thread(self._undo, key)

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

    def _add(self, key: str) -> str:
        waiting = sorted((self._place(key) / "new").glob("*"))
        if not waiting:
            raise NothingToUndoError
        document = waiting[0]
        target = self._corpus / document.name
        if target.exists():
            self._take_out(key, document.name)
        shutil.move(document, target)
        self._write_down(key, added=document.name)
        return document.name

    def _remove(self, key: str, source: str) -> None:
        if not (self._corpus / source).is_file():
            raise NothingToUndoError
        self._take_out(key, source)
        self._write_down(key, added=None)

    def _undo(self, key: str) -> None:
        place = self._place(key)
        journal = place / "done.json"
        if not journal.is_file():
            raise NothingToUndoError
        added = json.loads(journal.read_text(encoding="utf-8"))["added"]
        if added is not None and (self._corpus / added).exists():
            (place / "new").mkdir(exist_ok=True)
            shutil.move(self._corpus / added, place / "new" / added)
        kept = place / "old"
        for path in sorted(path for path in kept.rglob("*") if path.is_file()):
            target = self._corpus / path.relative_to(kept)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
        journal.unlink()

    def _take_out(self, key: str, source: str) -> None:
        kept = self._place(key) / "old" / source
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self._corpus / source, kept)

    def _write_down(self, key: str, *, added: str | None) -> None:
        journal = self._place(key) / "done.json"
        journal.write_text(json.dumps({"added": added}), encoding="utf-8")

    def _place(self, key: str) -> Path:
        if not (key.isascii() and key.isalnum()):
            raise NothingToUndoError
        return self._aside / key


def file_name(name: str) -> str:
    """Make a name of one file of a name that somebody sent: never a path, never hidden.

    Raises:
        DocumentNameError: nothing usable is left.

    >>> file_name("../../etc/报告 1.txt")
    '报告 1.txt'
    """
    last = PurePosixPath(PureWindowsPath(name).as_posix()).name
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    kept = kept.strip(". ")[-MAX_NAME_CHARS:].strip(". ")
    is_paper = kept.lower().startswith(("readme", "manifest", "license"))
    if not kept or is_paper or kept == "corpus.jsonl":
        raise DocumentNameError(name=name)
    return kept
