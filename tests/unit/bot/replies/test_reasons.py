"""Reasons of the operating system, as a reader sees them."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from bot.replies.failures import failure_text
from bot.replies.reasons import reason_text
from bot.replies.texts import Language, Texts
from bot.state.errors import StateUnavailableError
from bot.state.files import locked
from retrieval import CorpusError, Engine

COMMON = ("EACCES", "EISDIR", "EMFILE", "ENOENT", "ENOSPC", "EROFS", "EADDRINUSE")


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
@pytest.mark.parametrize("name", COMMON)
def test_common_reasons_are_in_the_language_of_the_reader(name: str, language: Language) -> None:
    """Not a word of the system's English is left."""
    said = reason_text(os.strerror(getattr(errno, name)), Texts(language))
    assert re.search("[A-Za-z]", said) is None


def test_other_reasons_stay_as_they_are() -> None:
    """Whoever looks for them finds them."""
    words = os.strerror(errno.EXDEV)
    assert reason_text(words, Texts(Language.ZH_HANT)) == words


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "旧版 Office 文档，暂不支持"),
        ("a.docx", b"PK\x03\x04" + b"0" * 60, "不是完好的 Office 文档或 EPUB 文件"),
        ("a.txt", "渔船".encode()[:-1], "第 3 个字节不是 UTF-8"),
        ("b.txt", b"a\0b", "含有 NUL 字节"),
    ],
)
def test_why_a_file_is_not_read(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    """An admin who sent it reads what it is, not what a program calls it."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text("渔港新貌\n\n全县有渔船1200艘。\n", encoding="utf-8")
    [problem] = Engine.open(tmp_path).skipped
    assert told in failure_text(problem, Texts(Language.ZH_HANS))


def test_a_state_directory_that_is_a_file(tmp_path: Path) -> None:
    """The reason is said in the reader's language, and which path it is about."""
    (tmp_path / "var").write_text("")
    with (
        pytest.raises(StateUnavailableError) as caught,
        locked(tmp_path / "var" / "deep" / "state.sqlite3"),
    ):
        pass
    said = failure_text(caught.value, Texts(Language.ZH_HANS))
    assert said == f"状态数据暂时用不了：路径中有一处不是目录: {tmp_path / 'var' / 'deep'}"


def test_a_manifest_that_is_a_directory(tmp_path: Path) -> None:
    """What is wrong is said without the path of the machine."""
    (tmp_path / "MANIFEST.sha256").mkdir()
    (tmp_path / "甲.txt").write_text("全县新开工项目36个。\n", encoding="utf-8")
    [problem] = Engine.open(tmp_path).skipped
    assert isinstance(problem, CorpusError)
    said = failure_text(problem, Texts(Language.ZH_HANS))
    assert said == "读不了 MANIFEST.sha256：这是一个目录"
