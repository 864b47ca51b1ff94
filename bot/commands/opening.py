"""What does a command work on, and how is it opened?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.progress import WorkProgress
from bot.replies.failures import failure_text
from bot.replies.texts import Texts
from config import Settings
from retrieval import CorpusError, Engine

MAX_TOLD = 3  # problems of the corpus told beside an answer; `youju check` tells all


def open_engine(settings: Settings, texts: Texts, *, tells: bool = True) -> Engine:
    """Read the corpus; tell on stderr how far it is, and the first files that were left out.

    `tells` is false for a command that lists them all itself.
    """
    with WorkProgress(texts) as progress:
        engine = Engine.open(
            settings.corpus_dir,
            store=store_dir(settings),
            search_url=search_url(settings),
            progress=progress,
        )
    if tells:
        tell_skipped(engine.skipped, texts, limit=MAX_TOLD)
    return engine


def store_dir(settings: Settings) -> Path:
    """Name the directory in which what is made of the corpus is kept.

    It is hidden: whoever keeps state and reports in one place must not be answered from it.
    """
    return settings.state_dir / ".corpus"


def search_url(settings: Settings) -> str | None:
    """Give the address of the cluster that searches; `None` where the embedded index does."""
    return None if settings.search_url == "embedded" else settings.search_url


def tell_skipped(
    skipped: Sequence[CorpusError], texts: Texts, *, limit: int | None = None
) -> None:
    """Tell on stderr, a line each, which files were left out and why; past `limit`, how many."""
    for problem in skipped[:limit]:
        line = texts("check-skipped", problem=failure_text(problem, texts))
        sys.stderr.write(" ".join(line.split()) + "\n")
    untold = len(skipped[limit:]) if limit is not None else 0
    if untold:
        sys.stderr.write(texts("check-skipped-more", n=untold) + "\n")
