from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.errors import ReloadError
from bot.library import Library
from retrieval import CorpusError, Engine
from tests.support.changing import NEW, Held, old_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return old_corpus(tmp_path)


@pytest.fixture
def held(corpus: Path) -> Held:
    return Held(Engine.open(corpus))


@pytest.fixture
def library(held: Held, corpus: Path) -> Library:
    return Library(held, corpus=corpus)


async def test_a_reload_swaps_the_engine_and_tells_the_difference(
    library: Library, held: Held, corpus: Path
) -> None:
    """The old engine answers until the new one is there."""
    before = held.engine
    (corpus / "new.txt").write_text(NEW, encoding="utf-8")
    reloading = asyncio.create_task(library.reload())
    await asyncio.sleep(0)
    assert library.is_reloading
    assert held.engine is before
    with pytest.raises(ReloadError):
        await library.reload()
    reloaded = await reloading
    assert held.engine is reloaded.engine is not before
    assert [report.title for report in reloaded.changes.reports_added] == [
        "海盐经济开发区：点燃新引擎"
    ]


async def test_a_reload_that_fails_changes_nothing(
    library: Library, held: Held, corpus: Path
) -> None:
    """An empty corpus is no reason to stop answering, and the next reload may begin."""
    before = held.engine
    (corpus / "old.txt").unlink()
    with pytest.raises(CorpusError):
        await library.reload()
    assert held.engine is before
    assert not library.is_reloading
