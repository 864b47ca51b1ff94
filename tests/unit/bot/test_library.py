from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.errors import DocumentNameError, DocumentTooLargeError, NothingToUndoError, ReloadError
from bot.library import MAX_DOCUMENT_BYTES, Library, file_name
from retrieval import CorpusError, Engine

OLD = "五常街道：稳中提质\n\n1—6月，五常街道出口金额累计达257728.57万元，占全区份额14.87%。\n"
NEW = "海盐经济开发区：点燃新引擎\n\n今年上半年，海盐经济开发区实现规上工业总产值249.2亿元。\n"


class Held:
    """Holds an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    directory = tmp_path / "corpus"
    directory.mkdir()
    (directory / "old.txt").write_text(OLD, encoding="utf-8")
    return directory


@pytest.fixture
def held(corpus: Path) -> Held:
    return Held(Engine.open(corpus))


@pytest.fixture
def library(held: Held, corpus: Path, tmp_path: Path) -> Library:
    return Library(held, corpus=corpus, aside=tmp_path / "aside")


def names(corpus: Path) -> list[str]:
    return sorted(path.name for path in corpus.iterdir())


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


async def test_a_document_is_looked_at_added_and_taken_back(
    library: Library, corpus: Path
) -> None:
    """Until it is added, the corpus is as it was; afterwards it is again."""
    preview = await library.look_at("7", "new.txt", NEW.encode())
    assert preview.titles == ("海盐经济开发区：点燃新引擎",)
    assert (preview.n_passages, preview.replaces) == (1, False)
    assert names(corpus) == ["old.txt"]
    assert await library.add("7") == "new.txt"
    assert names(corpus) == ["new.txt", "old.txt"]
    with pytest.raises(NothingToUndoError):
        await library.add("7")
    await library.undo("7")
    assert names(corpus) == ["old.txt"]
    with pytest.raises(NothingToUndoError):
        await library.undo("7")


async def test_a_file_that_is_replaced_comes_back(library: Library, corpus: Path) -> None:
    """Nothing is lost by a document of the same name."""
    preview = await library.look_at("7", "old.txt", NEW.encode())
    assert preview.replaces
    await library.add("7")
    assert (corpus / "old.txt").read_text(encoding="utf-8") == NEW
    await library.undo("7")
    assert (corpus / "old.txt").read_text(encoding="utf-8") == OLD


async def test_a_file_that_is_removed_comes_back(library: Library, corpus: Path) -> None:
    """It is moved aside, its folder kept in mind."""
    (corpus / "2026").mkdir()
    (corpus / "2026" / "new.txt").write_text(NEW, encoding="utf-8")
    await library.remove("8", "2026/new.txt")
    assert not (corpus / "2026" / "new.txt").exists()
    await library.undo("8")
    assert (corpus / "2026" / "new.txt").read_text(encoding="utf-8") == NEW


async def test_what_cannot_be_taken_in_is_refused(library: Library, corpus: Path) -> None:
    """Too large, unreadable, or under a name that is none."""
    with pytest.raises(DocumentTooLargeError):
        await library.look_at("7", "big.txt", b"a" * (MAX_DOCUMENT_BYTES + 1))
    for name, content in (("empty.txt", b""), ("broken.docx", b"PK\x03\x04")):
        with pytest.raises(CorpusError) as refused:
            await library.look_at("7", name, content)
        assert refused.value.path == name
    with pytest.raises(DocumentNameError):
        await library.look_at("7", "..", NEW.encode())
    with pytest.raises(NothingToUndoError):
        await library.undo("../corpus")
    assert names(corpus) == ["old.txt"]


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("报告 1.txt", "报告 1.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\报告.docx", "报告.docx"),
        ("C:\\报告.pdf", "报告.pdf"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\u202e.txt", "ab.txt"),
        ("长" * 300 + ".txt", "长" * 96 + ".txt"),
    ],
)
def test_a_name_is_never_a_path(sent: str, kept: str) -> None:
    """What is left is the name of one file that is not hidden."""
    assert file_name(sent) == kept


@pytest.mark.parametrize("sent", ["", "..", "/", "README.txt", "corpus.jsonl", "\x00"])
def test_a_name_that_no_report_can_have_is_refused(sent: str) -> None:
    """A corpus would not be read as reports any more, or the file not at all."""
    with pytest.raises(DocumentNameError):
        file_name(sent)
