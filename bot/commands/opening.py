"""What does a command work on, and how is it opened?"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from bot.progress import WorkProgress
from bot.replies.failures import failure_text
from bot.replies.texts import Texts
from config import Settings
from retrieval import CorpusError, Engine


def open_engine(settings: Settings, texts: Texts) -> Engine:
    """Read the corpus; tell on stderr how far it is, and what was left out."""
    with WorkProgress(texts) as progress:
        engine = Engine.open(
            settings.corpus_dir,
            store=store_dir(settings),
            search_url=search_url(settings),
            progress=progress,
        )
    tell_skipped(engine.skipped, texts)
    return engine


def store_dir(settings: Settings) -> Path:
    """Name the directory in which what is made of the corpus is kept.

    It is hidden: whoever keeps state and reports in one place must not be answered from it.
    """
    return settings.state_dir / ".corpus"


def search_url(settings: Settings) -> str | None:
    """Give the address of the cluster that searches; `None` where the embedded index does."""
    return None if settings.search_url == "embedded" else settings.search_url


def tell_skipped(skipped: Iterable[CorpusError], texts: Texts) -> None:
    """Tell on stderr, a line each, which files were left out and why."""
    for problem in skipped:
        line = texts("check-skipped", problem=failure_text(problem, texts))
        sys.stderr.write(" ".join(line.split()) + "\n")
