"""Documents come into the corpus and go again, and none is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.documents import MAX_DOCUMENT_BYTES, Documents, file_name
from bot.errors import (
    CorpusUnwritableError,
    DocumentNameError,
    DocumentTooLargeError,
    NothingToUndoError,
)
from retrieval import CorpusError
from tests.support.changing import NEW, OLD, old_corpus
from tests.support.disks import small_disk


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return old_corpus(tmp_path)


@pytest.fixture
def documents(corpus: Path, tmp_path: Path) -> Documents:
    return Documents(corpus=corpus, aside=tmp_path / "aside")


@pytest.fixture
def full_corpus(tmp_path: Path) -> Iterator[Path]:
    """A corpus on a disk with room for its one report and little else."""
    with small_disk(tmp_path / "small", "100k") as directory:
        (directory / "old.txt").write_text(OLD, encoding="utf-8")
        yield directory


def names(corpus: Path) -> list[str]:
    return sorted(path.name for path in corpus.iterdir())


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def test_a_document_is_looked_at_added_and_taken_back(
    documents: Documents, corpus: Path
) -> None:
    """Until it is added, the corpus is as it was; afterwards it is again."""
    preview = await documents.look_at("7", "new.txt", NEW.encode())
    assert preview.titles == ("海盐经济开发区：点燃新引擎",)
    assert (preview.n_passages, preview.replaces) == (1, False)
    assert names(corpus) == ["old.txt"]
    assert await documents.add("7", press="1") == "new.txt"
    assert names(corpus) == ["new.txt", "old.txt"]
    with pytest.raises(NothingToUndoError):
        await documents.add("7", press="2")
    await documents.undo("7", press="3")
    assert names(corpus) == ["old.txt"]
    with pytest.raises(NothingToUndoError):
        await documents.undo("7", press="4")


async def test_a_file_that_is_replaced_comes_back(documents: Documents, corpus: Path) -> None:
    """Nothing is lost by a document of the same name."""
    preview = await documents.look_at("7", "old.txt", NEW.encode())
    assert preview.replaces
    await documents.add("7", press="5")
    assert (corpus / "old.txt").read_text(encoding="utf-8") == NEW
    await documents.undo("7", press="6")
    assert (corpus / "old.txt").read_text(encoding="utf-8") == OLD


async def test_a_file_that_is_removed_comes_back(documents: Documents, corpus: Path) -> None:
    """It is moved aside, its folder kept in mind."""
    (corpus / "2026").mkdir()
    (corpus / "2026" / "new.txt").write_text(NEW, encoding="utf-8")
    await documents.remove("8", "2026/new.txt", press="1")
    assert not (corpus / "2026" / "new.txt").exists()
    await documents.undo("8", press="7")
    assert (corpus / "2026" / "new.txt").read_text(encoding="utf-8") == NEW


async def test_what_cannot_be_taken_in_is_refused(documents: Documents, corpus: Path) -> None:
    """Too large, unreadable, or under a name that is none."""
    with pytest.raises(DocumentTooLargeError):
        await documents.look_at("7", "big.txt", b"a" * (MAX_DOCUMENT_BYTES + 1))
    for name, content in (("empty.txt", b""), ("broken.docx", b"PK\x03\x04")):
        with pytest.raises(CorpusError) as refused:
            await documents.look_at("7", name, content)
        assert refused.value.path == name
    with pytest.raises(DocumentNameError):
        await documents.look_at("7", "..", NEW.encode())
    with pytest.raises(NothingToUndoError):
        await documents.undo("../corpus", press="8")
    assert names(corpus) == ["old.txt"]


async def test_a_press_that_is_worked_on_again_is_answered_alike(
    documents: Documents, corpus: Path
) -> None:
    """The answer to it may have been put off, or the program killed, after the file was moved."""
    await documents.look_at("7", "new.txt", NEW.encode())
    assert [await documents.add("7", press="1") for _ in range(2)] == ["new.txt", "new.txt"]
    for _ in range(2):
        await documents.undo("7", press="2")
    assert names(corpus) == ["old.txt"]
    for _ in range(2):
        await documents.remove("8", "old.txt", press="3")
    assert names(corpus) == []
    for _ in range(2):
        await documents.undo("8", press="4")
    assert names(corpus) == ["old.txt"]


async def test_what_was_cut_off_half_way_is_finished(
    documents: Documents, corpus: Path, tmp_path: Path
) -> None:
    """Neither the old file nor the new one is lost, wherever a kill came in between."""
    place = tmp_path / "aside" / "7"
    await documents.look_at("7", "old.txt", NEW.encode())
    shutil.copytree(place / "new", tmp_path / "sent")
    await documents.add("7", press="1")
    # As if killed after the new file stood in its place, before it was gone from where it waited.
    shutil.copytree(tmp_path / "sent", place / "new", dirs_exist_ok=True)
    await documents.add("7", press="1")
    assert text_of(corpus / "old.txt") == NEW
    assert text_of(place / "old" / "old.txt") == OLD
    before = (place / "done.json").read_bytes()
    await documents.undo("7", press="2")
    (place / "done.json").write_bytes(before)  # as if killed before this was written
    await documents.undo("7", press="2")
    assert text_of(corpus / "old.txt") == OLD
    assert text_of(place / "new" / "old.txt") == NEW


async def test_a_full_disk_leaves_the_corpus_as_it_was(full_corpus: Path, tmp_path: Path) -> None:
    """No half of a report is ever read as one, and the report it was to replace stays."""
    documents = Documents(corpus=full_corpus, aside=tmp_path / "aside")
    await documents.look_at("7", "old.txt", NEW.encode() * 2000)
    with pytest.raises(CorpusUnwritableError, match="No space left"):
        await documents.add("7", press="1")
    assert names(full_corpus) == ["old.txt"]
    assert text_of(full_corpus / "old.txt") == OLD


async def test_a_document_goes_to_another_disk_and_back(full_corpus: Path, tmp_path: Path) -> None:
    """The state and the corpus may be on volumes of their own."""
    documents = Documents(corpus=full_corpus, aside=tmp_path / "aside")
    await documents.look_at("7", "old.txt", NEW.encode())
    await documents.add("7", press="1")
    assert text_of(full_corpus / "old.txt") == NEW
    await documents.undo("7", press="2")
    assert text_of(full_corpus / "old.txt") == OLD
    assert names(full_corpus) == ["old.txt"]


@pytest.mark.parametrize(
    "sent, kept",
    [
        ("报告 1.txt", "报告 1.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\报告.docx", "报告.docx"),
        ("C:\\报告.pdf", "报告.pdf"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\u202e.txt", "ab.txt"),
        ("长" * 300 + ".txt", "长" * 65 + ".txt"),
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


@pytest.mark.parametrize("sent", ["长" * 300 + ".txt", "a" * 300, "é" * 150 + ".md"], ids=len)
async def test_a_document_with_a_long_name_is_taken_in(
    documents: Documents, corpus: Path, sent: str
) -> None:
    """File systems count bytes, of which a Han character takes three."""
    await documents.look_at("7", sent, NEW.encode())
    assert await documents.add("7", press="1") == file_name(sent)
    assert file_name(sent) in names(corpus)
