"""A directory becomes a corpus, and no bad file stops the others."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from retrieval.corpus import read_corpus
from retrieval.errors import (
    CorpusError,
    CorpusMissingError,
    EmptyCorpusError,
    ManifestMismatchError,
    SourceDamagedError,
    SourceDecodeError,
    SourceEmptyError,
    SourceMalformedError,
    SourceTooLargeError,
    SourceUnreadableError,
    UnsupportedFormatError,
)
from retrieval.params import Params
from tests.support.corpora import corpus_of

GOOD = "今天我们走访了全镇的老人，为他们检查炉具。\n"


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    """So is a file in place of one."""
    (tmp_path / "file").write_text(GOOD, encoding="utf-8")
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(CorpusMissingError) as caught:
            read_corpus(path, params=Params())
        assert caught.value.path == str(path)


@pytest.mark.parametrize("files", [{}, {"a.txt": " \n\n"}, {"README.md": GOOD}], ids=str)
def test_a_directory_without_a_report_is_empty(tmp_path: Path, files: dict[str, str]) -> None:
    """Blank files and the papers of the directory are no reports."""
    with pytest.raises(EmptyCorpusError):
        corpus_of(tmp_path, files)


@pytest.mark.parametrize(
    "content, error",
    [
        (b"", SourceEmptyError),
        (" \r\n\u3000\u200b\n".encode(), SourceEmptyError),
        (b"\xef\xbb\xbf", SourceEmptyError),
        (b"a\0b\0\0", SourceDecodeError),
        (bytes(range(128, 256)) * 9, SourceDecodeError),
        (b"%PDF-1.7 ...", SourceDamagedError),
        (b"\x7fELF" + bytes(40), UnsupportedFormatError),
        (GOOD.encode() * 100, SourceTooLargeError),
        (b'{"_id": "a", "text": "', SourceMalformedError),
    ],
    ids=["empty", "blank", "mark alone", "nul", "bytes", "pdf", "program", "large", "half row"],
)
def test_a_bad_file_is_skipped_and_the_others_are_read(
    tmp_path: Path, content: bytes, error: type[CorpusError]
) -> None:
    """The problem is a value with the name of the file."""
    files = {"a.txt": GOOD, "sub/bad.txt": content, "z.txt": GOOD}
    corpus = corpus_of(tmp_path, files, params=Params(max_source_bytes=4000))
    assert [p.source for p in corpus.passages] == ["a.txt", "z.txt"]
    assert [(type(problem), problem.path) for problem in corpus.skipped] == [
        (error, "sub/bad.txt")
    ]


def test_a_file_whose_name_is_not_utf8_is_skipped(tmp_path: Path) -> None:
    """An archive packed elsewhere leaves such names: they could be neither cited nor stored."""
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    packed = os.fsencode(tmp_path) + b"/" + "报告.txt".encode("gbk")
    try:
        Path(os.fsdecode(packed)).write_text(GOOD, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    corpus = read_corpus(tmp_path, params=Params())
    assert [p.source for p in corpus.passages] == ["a.txt"]
    (problem,) = corpus.skipped
    assert isinstance(problem, SourceUnreadableError)
    assert problem.path.encode().decode() == problem.path
    assert problem.reason == "its name is not UTF-8"


def test_hidden_files_and_papers_are_not_read(tmp_path: Path) -> None:
    """Files are read in the order of their names, folders included."""
    names = [".hidden", ".git/a.txt", "LICENSE", "README.zh.md", "b.txt", "a/c.txt", "a/README"]
    corpus = corpus_of(tmp_path, dict.fromkeys(names, GOOD))
    assert [p.source for p in corpus.passages] == ["a/c.txt", "b.txt"]
    assert corpus.skipped == ()


def test_links_are_followed_inside_the_directory_only(tmp_path: Path) -> None:
    """A link out of it, a broken one and a pipe are named; a second name is no second report."""
    corpus_dir = tmp_path / "corpus"
    corpus_dir.mkdir()
    (tmp_path / "secret.txt").write_text("密码在此。", encoding="utf-8")
    (corpus_dir / "a.txt").write_text(GOOD, encoding="utf-8")
    (corpus_dir / ".data").mkdir()
    (corpus_dir / ".data" / "mounted.txt").write_text("挂载的报告。", encoding="utf-8")
    (corpus_dir / "mounted.txt").symlink_to(Path(".data") / "mounted.txt")
    (corpus_dir / "again.txt").symlink_to("a.txt")
    (corpus_dir / "broken.txt").symlink_to("nowhere.txt")
    (corpus_dir / "loop.txt").symlink_to("loop.txt")
    (corpus_dir / "out.txt").symlink_to(tmp_path / "secret.txt")
    (corpus_dir / "outside").symlink_to(tmp_path)
    os.mkfifo(corpus_dir / "pipe.txt")
    corpus = read_corpus(corpus_dir, params=Params())
    assert [p.text for p in corpus.passages] == [GOOD.strip(), "挂载的报告。"]
    assert [(type(problem), problem.path) for problem in corpus.skipped] == [
        (SourceUnreadableError, name)
        for name in ("broken.txt", "loop.txt", "out.txt", "outside", "pipe.txt")
    ]


def test_the_manifest_is_checked_and_a_differing_file_still_read(tmp_path: Path) -> None:
    """A changed file and a missing one are named; a line that is none, too."""
    digest = hashlib.sha256(GOOD.encode()).hexdigest()
    manifest = (
        f"{digest}  a.txt\n{digest} *sub/b.txt\n{digest}  gone.txt\nnonsense\n{digest}  ../x\n"
    )
    files = {"a.txt": GOOD, "sub/b.txt": GOOD + GOOD, "MANIFEST.sha256": manifest}
    corpus = corpus_of(tmp_path, files)
    assert [p.source for p in corpus.passages] == ["a.txt", "sub/b.txt", "sub/b.txt"]
    changed, missing, nonsense, outside = corpus.skipped
    assert isinstance(changed, ManifestMismatchError)
    assert (changed.path, changed.expected, changed.actual) == (
        "sub/b.txt",
        digest,
        hashlib.sha256((GOOD + GOOD).encode()).hexdigest(),
    )
    assert isinstance(missing, ManifestMismatchError)
    assert (missing.path, missing.actual) == ("gone.txt", None)
    assert [(type(p), getattr(p, "line", 0)) for p in (nonsense, outside)] == [
        (SourceMalformedError, 4),
        (SourceMalformedError, 5),
    ]


def test_progress_counts_the_bytes(tmp_path: Path) -> None:
    """It begins at nothing, never goes back and ends at the whole."""
    told: list[tuple[str, int, int]] = []
    size = len(GOOD.encode())
    corpus_of(tmp_path, {"a.txt": GOOD, "b.txt": GOOD})
    read_corpus(tmp_path, params=Params(), progress=lambda *step: told.append(step))
    assert told == [("read", 0, 2 * size), ("read", size, 2 * size), ("read", 2 * size, 2 * size)]


def test_the_same_files_give_the_same_corpus(tmp_path: Path) -> None:
    """Reading depends on nothing but the files."""
    files = {"a.txt": GOOD, "b.md": "# 甲\n\n" + GOOD}
    first = corpus_of(tmp_path, files)
    assert read_corpus(tmp_path, params=Params()) == first
