"""BEIR rows become passages under their own ids, exactly as they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.corpus import Corpus
from retrieval.errors import (
    DuplicatePassageError,
    EmptyCorpusError,
    SourceMalformedError,
    SourceTooLargeError,
)
from retrieval.params import Params
from tests.support.corpora import corpus_of, rows_of, without_white


def read_rows(directory: Path, text: str | bytes) -> Corpus:
    return corpus_of(directory, {"corpus.jsonl": text})


def test_rows_of_one_title_are_one_report_in_order(tmp_path: Path) -> None:
    """Wherever they stand in the file; a row without a title is a report named by its id."""
    text = rows_of(
        {"_id": "a1", "title": "甲", "text": "甲一。", "metadata": {"date": "2024-01-02"}},
        {"_id": "b1", "title": "", "text": "乙一。"},
        {"_id": "a2", "title": "甲", "text": "甲二，未完"},
        {"_id": "c1", "text": "丙一。"},
    )
    corpus = read_rows(tmp_path, text)
    assert [(r.title, r.block_ids, r.report_date) for r in corpus.reports] == [
        ("甲", ("a1", "a2"), "2024-01-02"),
        ("b1", ("b1",), None),
        ("c1", ("c1",), None),
    ]
    assert [(p.id, p.text, p.position) for p in corpus.passages] == [
        ("a1", "甲一。", 0),
        ("a2", "甲二，未完", 1),
        ("b1", "乙一。", 0),
        ("c1", "丙一。", 0),
    ]


def test_spans_point_into_the_raw_lines(tmp_path: Path) -> None:
    """An escaped quotation mark is covered without its backslash, a line end not at all."""
    text = '{"title": "\\"甲\\"", "text": "他说\\"好\\"。\\n走了。", "_id": "a"}\n'
    corpus = read_rows(tmp_path, text)
    (passage,) = corpus.passages
    source = corpus.sources["corpus.jsonl"]
    assert source.text == text
    assert not source.extracted
    assert passage.text == '他说"好"。\n走了。'
    assert [source.text[s:e] for s, e in passage.content.spans()] == [
        "他说",
        '"',
        "好",
        '"',
        "。",
        "走了。",
    ]
    (report,) = corpus.reports
    assert "".join(source.text[s:e] for s, e in report.title_spans) == report.title == '"甲"'


def test_a_row_of_code_escapes_is_kept_as_text(tmp_path: Path) -> None:
    r"""`\u4e2d` holds no 中 to point to: the source says that it was extracted."""
    row = {"_id": "a", "title": "甲", "text": "中国😀。"}
    corpus = read_rows(tmp_path, json.dumps(row) + "\n" + rows_of({"_id": "b", "text": "乙。"}))
    source = corpus.sources["corpus.jsonl"]
    assert source.extracted
    for passage in corpus.passages:
        assert "".join(source.text[s:e] for s, e in passage.content.spans()) == passage.text
    assert [p.text for p in corpus.passages] == ["中国😀。", "乙。"]


@pytest.mark.parametrize(
    "line, reason",
    [
        ('{"_id": "x", "text": "半', "Unterminated"),
        ('{"_id": "x", "text": "甲"', "not closed"),
        ('{"_id": "x", "text": "甲"} {}', "follows"),
        ("[1, 2]", "not a JSON object"),
        ('{"_id": "x"}', '"text" is missing'),
        ('{"_id": "x", "text": 5}', "no text"),
        ('{"_id": "x", "text": "  "}', "empty"),
        ('{"text": "甲"}', '"_id"'),
        ('{"_id": null, "text": "甲"}', '"_id"'),
        ('{"_id": "x", "title": ["甲"], "text": "甲"}', "no text"),
        ('{"_id": "x", "text": "\\ud800"}', "surrogate"),
        ('{"_id" "x"}', "colon"),
        ("[" * 100_000, "not a JSON object"),
        ('{"a": ' + "[" * 100_000, ""),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    """The problem says which line and why."""
    text = (
        rows_of({"_id": "a", "text": "甲。"}) + line + "\n" + rows_of({"_id": "b", "text": "乙。"})
    )
    corpus = read_rows(tmp_path, text)
    assert [p.id for p in corpus.passages] == ["a", "b"]
    (problem,) = corpus.skipped
    assert isinstance(problem, SourceMalformedError)
    assert problem.line == 2
    assert reason in problem.reason


def test_a_row_that_is_not_utf8_is_named_and_offsets_hold_behind_it(tmp_path: Path) -> None:
    """Offsets of the rows after it still point to their text."""
    data = b'{"_id": "x", "text": "\xff\xfe"}\n' + rows_of({"_id": "b", "text": "乙。"}).encode()
    corpus = read_rows(
        tmp_path, b"\xef\xbb\xbf" + rows_of({"_id": "a", "text": "甲。"}).encode() + data
    )
    assert [p.id for p in corpus.passages] == ["a", "b"]
    assert [type(problem) for problem in corpus.skipped] == [SourceMalformedError]
    text = corpus.sources["corpus.jsonl"].text
    assert ["".join(text[s:e] for s, e in p.content.spans()) for p in corpus.passages] == [
        "甲。",
        "乙。",
    ]


def test_an_id_that_stands_twice_is_named_and_the_first_row_kept(tmp_path: Path) -> None:
    """The second row is left out everywhere."""
    text = rows_of({"_id": "a", "text": "甲。"}, {"_id": "a", "text": "乙。"})
    corpus = read_rows(tmp_path, text)
    assert [p.text for p in corpus.passages] == ["甲。"]
    (problem,) = corpus.skipped
    assert isinstance(problem, DuplicatePassageError)
    assert problem.passage_id == "a"


def test_an_id_that_stands_in_two_files_is_named(tmp_path: Path) -> None:
    """Row files may stand side by side; their ids must differ."""
    files = {
        "one.jsonl": rows_of({"_id": "a", "text": "甲。"}),
        "two.jsonl": rows_of({"_id": "a", "text": "乙。"}, {"_id": "b", "text": "丙。"}),
    }
    corpus = corpus_of(tmp_path, files)
    assert [p.text for p in corpus.passages] == ["甲。", "丙。"]
    assert [type(problem) for problem in corpus.skipped] == [DuplicatePassageError]


def test_only_the_rows_of_a_beir_directory_are_read(tmp_path: Path) -> None:
    """Questions and judgements beside `corpus.jsonl` are no reports."""
    files = {
        "corpus.jsonl": rows_of({"_id": "a", "text": "甲。"}),
        "queries.jsonl": rows_of({"_id": "q", "text": "甲？"}),
        "qrels/test.tsv": "query-id\tcorpus-id\tscore\n",
        "notes.txt": "别的。",
    }
    assert [p.id for p in corpus_of(tmp_path, files).passages] == ["a"]


def test_rows_may_exceed_the_size_limit_of_a_file(tmp_path: Path) -> None:
    """They are read line by line; one line over the limit is no row."""
    text = rows_of(*({"_id": f"r{n}", "text": "甲乙丙丁。"} for n in range(40)))
    long_row = rows_of({"_id": "long", "text": "长" * 400})
    params = Params(max_source_bytes=500)
    corpus = corpus_of(
        tmp_path, {"corpus.jsonl": text + long_row + text.replace('"r', '"s')}, params=params
    )
    assert len(corpus.passages) == 80
    assert {type(problem) for problem in corpus.skipped} == {SourceTooLargeError}
    assert len(corpus.skipped) == 1


def test_a_file_of_bad_rows_alone_is_an_empty_corpus(tmp_path: Path) -> None:
    """There is nothing to answer from."""
    with pytest.raises(EmptyCorpusError):
        read_rows(tmp_path, '{"_id": 1}\n')


@settings(max_examples=60)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1),
    st.booleans(),
)
def test_any_text_comes_back_and_its_spans_hold(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], ascii_only: bool
) -> None:
    """Whatever the characters and the escapes, the slices are the text, white space aside."""
    rows = [{"_id": f"r{n}", "text": text} for n, text in enumerate(texts)] + [
        {"_id": "last", "text": "末。"}
    ]
    lines = "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows)
    corpus = read_rows(tmp_path_factory.mktemp("rows"), lines)
    source = corpus.sources["corpus.jsonl"].text
    told = {p.id: p for p in corpus.passages}
    assert set(told) == {row["_id"] for row in rows if row["text"].strip()}
    for row in rows:
        if passage := told.get(row["_id"]):
            assert passage.text == row["text"].strip()
            slices = "".join(source[s:e] for s, e in passage.content.spans())
            assert without_white(slices) == without_white(passage.text)
