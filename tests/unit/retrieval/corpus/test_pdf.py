"""PDF pages: columns, margins, page numbers, tables, footnotes."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from retrieval.errors import (
    OcrMissingError,
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceTooLongError,
)
from retrieval.params import Params
from retrieval.types import BlockKind, Place
from tests.eval.tables.making import Made, tables
from tests.support.corpora import corpus_of
from tests.support.documents import FONT, Article, as_scan, pages_of, pdf_of, points, seed_articles
from tests.support.sheets import pdf_table

GOOD = "今天我们走访了全镇的老人，为他们检查炉具。\n"


def drawn(*pages: list[tuple[float, float, float, str]], encrypt: str | None = None) -> bytes:
    """Put texts on pages: left, top, size, text."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4, encrypt=encrypt)
    for page in pages:
        for x, y, size, text in page:
            sheet.setFont(FONT, size)
            sheet.drawString(x, A4[1] - y, text)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(tmp_path: Path, columns: int) -> None:
    """Down the first, then the next; a paragraph goes on over columns and pages."""
    article = seed_articles()[3]
    corpus = corpus_of(tmp_path, {"a.pdf": pdf_of([article], columns=columns)})
    expected = [text for kind, text in article.blocks if kind is BlockKind.PARAGRAPH]
    assert [p.text for p in corpus.passages if p.kind is BlockKind.PARAGRAPH] == expected


def test_passages_name_their_page(tmp_path: Path) -> None:
    """One that goes on overleaf names both pages; headers and page numbers are no text."""
    articles = seed_articles()[:2]
    corpus = corpus_of(tmp_path, {"a.pdf": pdf_of(articles, rows=20)})
    places = [p.place for p in corpus.passages]
    assert places[0] == Place(page=1)
    pages = [place.page for place in places if place and place.page]
    assert pages == sorted(pages)
    over = [p for p in corpus.passages if p.place and p.place.last_page]
    assert over[0].place == Place(page=1, last_page=2)
    first_of_second = next(p for p in corpus.passages if p.report_title == articles[1].title)
    n_before = len(list(pages_of(articles[0], columns=2, rows=20, width_of=points)))
    assert first_of_second.place == Place(page=n_before + 1)
    text = corpus.sources["a.pdf"].text
    assert "浙江报告选编" not in text
    assert "— 1 —" not in text


def test_lines_in_rows_and_columns_are_a_table(tmp_path: Path) -> None:
    """Numbers that stand in columns keep their headings."""
    head = ("地区", "总产值（亿元）", "增速（%）")
    rows = [head, ("路桥区", "249.2", "13.8"), ("镇海区", "301", "8")]
    table = [
        (60 + 150 * c, 200 + 20 * r, 10.5, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    page = [(60.0, 100.0, 10.5, GOOD.strip()), (60.0, 170.0, 10.5, "2023年各区指标"), *table]
    corpus = corpus_of(tmp_path, {"a.pdf": drawn(page)})
    assert [p.text for p in corpus.passages if p.kind is BlockKind.TABLE_ROW] == [
        "2023年路桥区总产值249.2亿元。2023年路桥区增速13.8%。",
        "2023年镇海区总产值301亿元。2023年镇海区增速8%。",
    ]


def test_footnotes_stand_apart(tmp_path: Path) -> None:
    """Small print at the foot of a page does not part the paragraph that goes on overleaf."""
    text = "今年以来全镇走访了老人并且为他们检查炉具和线路，" * 3
    lines = [text[i : i + 40] for i in range(0, len(text), 40)]
    first = [(60.0, 700.0 - 16 * (len(lines) - 1 - i), 10.5, line) for i, line in enumerate(lines)]
    first += [(60.0, 740.0, 8.0, "①数据来自全镇的统计。")]
    second = [(60.0, 100.0, 10.5, "最后都办好了。")]
    corpus = corpus_of(tmp_path, {"a.pdf": drawn(first, second)})
    notes = [p for p in corpus.passages if p.kind is BlockKind.FOOTNOTE]
    assert [(p.text, p.place) for p in notes] == [("①数据来自全镇的统计。", Place(page=1))]


@pytest.mark.parametrize(
    "data, params, error",
    [
        (drawn([(60, 100, 10, "密件在此")], encrypt="secret"), Params(), SourceEncryptedError),
        (drawn(*[[] for _ in range(7)]), Params(max_pages=6), SourceTooLongError),
        (drawn([]), Params(), SourceEmptyError),
        (b"%PDF-1.7\n" + bytes(3000), Params(), SourceDamagedError),
    ],
    ids=["encrypted", "long", "empty", "broken"],
)
def test_a_pdf_that_cannot_be_read_says_why(
    tmp_path: Path, data: bytes, params: Params, error: type[Exception]
) -> None:
    """And the others are read."""
    corpus = corpus_of(tmp_path, {"a.txt": GOOD, "b.pdf": data, "c.txt": GOOD}, params=params)
    assert [p.source for p in corpus.passages] == ["a.txt", "c.txt"]
    assert [(type(p), p.path) for p in corpus.skipped] == [(error, "b.pdf")]


def test_a_scan_asks_for_the_extra(tmp_path: Path) -> None:
    """Pages of text are read all the same; where the extra is installed, so are the scans."""
    if find_spec("rapidocr") is not None:
        pytest.skip("the extra is installed")
    image = as_scan(Article("扫描", (), ((BlockKind.PARAGRAPH, GOOD.strip()),)), dpi=60)[0]
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.drawInlineImage(image, 0, 0, *A4)
    sheet.showPage()
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    sheet.setFont(FONT, 12)
    sheet.drawString(60, 600, GOOD.strip())
    sheet.save()
    png = io.BytesIO()
    image.save(png, "PNG")
    corpus = corpus_of(tmp_path, {"a.pdf": stream.getvalue(), "b.png": png.getvalue()})
    assert [(p.text, p.place) for p in corpus.passages] == [(GOOD.strip(), Place(page=2))]
    assert [(type(p), p.path) for p in corpus.skipped] == [
        (OcrMissingError, "b.png"),
        (OcrMissingError, "a.pdf"),
    ]


@pytest.mark.parametrize("table", tables()[:10], ids=lambda table: table.name)
def test_ruled_tables_keep_their_cells(tmp_path: Path, table: Made) -> None:
    """Headings on two levels and merged cells too: the lines say what is one cell."""
    data = pdf_table(table.caption, table.rows, table.merges)
    corpus = corpus_of(tmp_path, {"a.pdf": data})
    said = [row for p in corpus.passages for row in p.text.split("。")]
    missing = [a for a in table.asked if not any(row.endswith(a.answer) for row in said)]
    assert missing == []


def test_numbers_without_a_heading_are_lines(tmp_path: Path) -> None:
    """What they measure is not known, and nothing is made up."""
    page = [
        (60.0 + 150 * c, 200.0 + 20 * r, 10.5, text)
        for r, row in enumerate(
            [("甲县", "12.5", "3"), ("乙县", "9.5", "4"), ("丙县", "8.5", "5")]
        )
        for c, text in enumerate(row)
    ]
    corpus = corpus_of(tmp_path, {"a.pdf": drawn(page)})
    assert not any(p.kind is BlockKind.TABLE_ROW for p in corpus.passages)
    assert "甲县 12.5 3" in corpus.sources["a.pdf"].text
