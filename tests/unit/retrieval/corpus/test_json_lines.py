"""JSON lines that are no BEIR corpus: an export of articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.errors import SourceMalformedError
from tests.support.corpora import corpus_of, rows_of, without_white

BODY = "今年上半年，海盐县实现规上工业总产值249.2亿元。\n全县新开工项目36个，“开门红”已成定局。"


@pytest.mark.parametrize("field", ["text", "content", "body", "正文"])
@pytest.mark.parametrize("escaped", [False, True], ids=["as it stands", "escaped"])
def test_a_row_is_a_report(tmp_path: Path, field: str, escaped: bool) -> None:
    """Whatever its text is called; its paragraphs point to where they stand."""
    row = {
        "title": "海盐县：点燃“新引擎”",
        "date": "2023-07-05T08:00:00",
        "source": "浙江日报",
        "author": "陈越超、王五",
        "url": "https://example.org/1",
        field: BODY,
    }
    line = json.dumps(row, ensure_ascii=escaped) + "\n"
    corpus = corpus_of(tmp_path, {"export.jsonl": line})
    [report] = corpus.reports
    assert (report.title, report.report_date, report.publisher, report.byline, report.url) == (
        "海盐县：点燃“新引擎”",
        "2023-07-05",
        "浙江日报",
        ("陈越超", "王五"),
        "https://example.org/1",
    )
    assert [p.text for p in corpus.passages] == BODY.split("\n")
    source = corpus.sources["export.jsonl"]
    assert source.extracted == escaped
    for passage in corpus.passages:
        slices = "".join(source.text[a:b] for a, b in passage.content.spans())
        assert without_white(slices) == without_white(passage.text)


def test_rows_of_one_title_stay_apart(tmp_path: Path) -> None:
    """And a row without a title is known by its line; a bad one is named and costs no other."""
    rows = rows_of({"content": BODY}, {"title": "快报", "content": BODY}) + "{broken\n"
    rows += rows_of({"title": "快报", "content": "另一篇快报的正文在这里。"}, {"title": "无正文"})
    corpus = corpus_of(tmp_path, {"news.jsonl": rows})
    assert [report.title for report in corpus.reports] == ["news 1", "快报", "快报"]
    assert [(type(p), p.line) for p in corpus.skipped if isinstance(p, SourceMalformedError)] == [
        (SourceMalformedError, 3),
        (SourceMalformedError, 5),
    ]


def test_rows_with_ids_are_a_beir_corpus(tmp_path: Path) -> None:
    """One passage a row, under its id."""
    rows = rows_of({"_id": "d1", "title": "快报", "text": BODY})
    corpus = corpus_of(tmp_path, {"corpus.jsonl": rows})
    assert [passage.id for passage in corpus.passages] == ["d1"]
