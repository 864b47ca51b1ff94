"""How does the corpus change while it is being asked?

A reload builds another engine aside and swaps one reference; one that fails changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Protocol

from bot.announcements.changes import Changes, Outline, compare
from bot.errors import ReloadError
from retrieval import Engine, Progress, Stamp, corpus_stamps

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


class Library:
    """The corpus directory and the engine made of it."""

    def __init__(
        self,
        holder: Holder,
        *,
        corpus: Path,
        store: Path | None = None,
        search_url: str | None = None,
        stamps: Mapping[str, Stamp] | None = None,
    ) -> None:
        self._holder = holder
        self._corpus = corpus
        self._store = store  #: where what is made of the corpus is kept
        self._search_url = search_url
        self._lock = asyncio.Lock()
        self.loaded_at = monotonic()
        #: Of the files, as they were before they were read.
        self.stamps = corpus_stamps(corpus) if stamps is None else stamps
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
