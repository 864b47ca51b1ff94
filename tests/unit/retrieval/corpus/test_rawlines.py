"""A file of lines is read line by line, and no line that is too large is held."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.corpus import Extractors, reading_context
from retrieval.corpus.readers.base import SourceFile
from retrieval.corpus.readers.rawlines import RawLine, read_lines
from retrieval.params import Params
from tests.support.corpora import corpus_of, rows_of

MIB = 1 << 20
ROW = {"beir": '"_id": "long", "text"', "articles": '"content"'}


def lines_of(path: Path, limit: int, told: list[int] | None = None) -> list[RawLine]:
    params = Params(max_source_bytes=limit)
    file = SourceFile(path, path.name, path.stat().st_size, b"")
    with Extractors(params) as extractors:
        advance = (told if told is not None else []).append
        return list(read_lines(file, reading_context(params, extractors, advance)))


@given(st.lists(st.binary(max_size=12)), st.integers(1, 12))
def test_lines_are_those_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], limit: int
) -> None:
    """Each with its end; of one over the limit stands its size, and a line end in its place."""
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b"\n".join(pieces))
    with path.open("rb") as stream:
        whole = list(stream)
    lines = lines_of(path, limit)
    assert [line.number for line in lines] == list(range(1, len(whole) + 1))
    assert [line.content for line in lines] == [
        one if len(one) <= limit else b"\n" for one in whole
    ]
    assert [line.problem.size if line.problem else None for line in lines] == [
        None if len(one) <= limit else len(one) for one in whole
    ]


def test_a_line_over_the_limit_is_not_held(tmp_path: Path) -> None:
    """However long it is, a few megabytes of it are in memory at once; progress counts it."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b"{}\n")
        stream.truncate(300 * MIB)
        stream.seek(300 * MIB)
        stream.write(b"\n{}")
    told: list[int] = []
    tracemalloc.start()
    try:
        lines = lines_of(path, 1000, told)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [line.content for line in lines] == [b"{}\n", b"\n", b"{}"]
    assert peak < 8 * MIB
    assert told == [300 * MIB + 1]


@pytest.mark.parametrize("field", ROW.values(), ids=ROW)
def test_rows_behind_a_line_over_the_limit_keep_their_place(tmp_path: Path, field: str) -> None:
    """The source has an empty line there and says that it is not the file itself."""
    kind = '"_id": "b", "text"' if "_id" in field else '"content"'
    long = "{" + field + ': "' + "长" * 400 + '"}\n'
    text = "第二行的正文在这里。"
    rows = long + "{" + kind + ': "' + text + '"}\n'
    corpus = corpus_of(tmp_path, {"a.jsonl": rows}, params=Params(max_source_bytes=500))
    [passage] = corpus.passages
    source = corpus.sources["a.jsonl"]
    [(start, end)] = passage.content.spans()
    assert source.text[start:end] == passage.text == text
    assert source.text.startswith("\n{")
    assert source.extracted


def test_a_file_within_the_limits_is_its_own_source(tmp_path: Path) -> None:
    """Byte for byte."""
    rows = rows_of({"_id": "a", "text": "甲。"}, {"_id": "b", "text": "乙。"})
    corpus = corpus_of(tmp_path, {"a.jsonl": rows})
    assert corpus.sources["a.jsonl"].text == rows
    assert not corpus.sources["a.jsonl"].extracted
