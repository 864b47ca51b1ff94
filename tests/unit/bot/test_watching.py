"""The corpus directory is looked after: read again when it has changed and stands still."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.announcements.announcer import Announcer
from bot.letters import Letter
from bot.library import Library
from bot.replies.texts import Language, Texts
from bot.state.opening import State, open_state
from bot.watching import Watch
from retrieval import Engine, corpus_stamps
from tests.support.changing import NEW, OLD, Held

ADMINS = (7, 8)


def written(path: Path, text: str, *, age_s: float = 60.0) -> None:
    """Write a file as if that had been a while ago."""
    path.write_text(text, encoding="utf-8")
    moment = time.time() - age_s
    os.utime(path, (moment, moment))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    directory = tmp_path / "corpus"
    directory.mkdir()
    written(directory / "old.txt", OLD, age_s=3600)
    return directory


@pytest.fixture
def held(corpus: Path) -> Held:
    return Held(Engine.open(corpus))


@pytest.fixture
async def state(tmp_path: Path) -> AsyncIterator[State]:
    async with open_state(None, directory=tmp_path / "state") as state:
        yield state


@pytest.fixture
def watch(held: Held, corpus: Path, state: State) -> Watch:
    return watching(Library(held, corpus=corpus), held, state)


def watching(library: Library, held: Held, state: State) -> Watch:
    def address(passage: object) -> None:
        return None

    announcer = Announcer(state, lambda: held.engine, address, zone=ZoneInfo("Asia/Shanghai"))
    texts = Texts(Language.EN)
    return Watch(
        library, announcer, state, every_s=1, admin_ids=ADMINS, texts=texts, address=address
    )


async def told(state: State) -> list[Letter]:
    return [Letter.from_json(due.payload) for due in await state.outbox.claim(10)]


def titles(held: Held) -> list[str]:
    return [report.title for report in held.engine.reports]


async def test_what_stands_still_is_left_alone(watch: Watch, state: State) -> None:
    """Nothing is read, nobody is told."""
    assert [await watch.look() for _ in range(3)] == [False, False, False]
    assert await told(state) == []


async def test_a_new_file_is_read_at_the_second_look(
    watch: Watch, held: Held, corpus: Path, state: State
) -> None:
    """Once only, and each admin is told as after /reload."""
    await watch.look()
    written(corpus / "new.txt", NEW)
    assert [await watch.look() for _ in range(3)] == [False, True, False]
    assert titles(held) == ["海盐经济开发区：点燃新引擎", "五常街道：稳中提质"]
    letters = await told(state)
    assert [letter.chat for letter in letters] == [*ADMINS]
    assert "has changed" in letters[0].plain
    assert "海盐经济开发区：点燃新引擎" in letters[0].plain


async def test_what_changes_while_the_corpus_is_first_read_is_noticed(
    held: Held, corpus: Path, state: State
) -> None:
    """A start may take minutes: what is compared with is how the files looked before it."""
    before = corpus_stamps(corpus)
    written(corpus / "new.txt", NEW)
    watch = watching(Library(held, corpus=corpus, stamps=before), held, state)
    assert [await watch.look() for _ in range(3)] == [False, True, False]


async def test_a_file_taken_out_is_noticed(watch: Watch, held: Held, corpus: Path) -> None:
    """Its report is answered from no more."""
    written(corpus / "new.txt", NEW)
    await watch.look()
    await watch.look()
    (corpus / "old.txt").unlink()
    assert [await watch.look() for _ in range(2)] == [False, True]
    assert titles(held) == ["海盐经济开发区：点燃新引擎"]


async def test_a_file_that_grows_waits(watch: Watch, held: Held, corpus: Path) -> None:
    """However long it is written, it is read when it is whole."""
    for n in range(1, 4):
        written(corpus / "new.txt", NEW[: 20 * n])
        assert await watch.look() is False
    written(corpus / "new.txt", NEW)
    assert [await watch.look() for _ in range(2)] == [False, True]
    assert titles(held)[0] == "海盐经济开发区：点燃新引擎"


async def test_a_write_of_a_moment_ago_waits(watch: Watch, held: Held, corpus: Path) -> None:
    """It may only have paused, though two looks saw the same size."""
    written(corpus / "new.txt", NEW, age_s=0)
    assert [await watch.look() for _ in range(3)] == [False, False, False]
    assert titles(held) == ["五常街道：稳中提质"]


async def test_what_cannot_be_read_is_told_once(
    watch: Watch, held: Held, corpus: Path, state: State
) -> None:
    """Answers come from before, and the next change is tried again."""
    (corpus / "old.txt").unlink()
    assert [await watch.look() for _ in range(4)] == [False, True, False, False]
    assert titles(held) == ["五常街道：稳中提质"]
    assert len(await told(state)) == len(ADMINS)
    written(corpus / "new.txt", NEW)
    assert [await watch.look() for _ in range(2)] == [False, True]
    assert titles(held) == ["海盐经济开发区：点燃新引擎"]
