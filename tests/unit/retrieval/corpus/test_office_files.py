"""Word files, workbooks, separated values and books."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from retrieval.corpus.extractors.cellformats import number_text
from retrieval.errors import (
    SourceDamagedError,
    SourceEncryptedError,
    SourceExpandsError,
    UnsupportedFormatError,
)
from retrieval.params import Params
from retrieval.types import BlockKind, Passage, Place
from tests.support.corpora import corpus_of
from tests.support.documents import epub_of, saved
from tests.support.sheets import csv_table, docx_table

GOOD = "今天我们走访了全镇的老人，为他们检查炉具。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def told(passages: tuple[Passage, ...]) -> list[tuple[BlockKind, str, tuple[str, ...]]]:
    return [(p.kind, p.text, p.place.headings if p.place else ()) for p in passages]


def test_a_word_file_keeps_its_structure(tmp_path: Path) -> None:
    """Title, headings by style, captions, tracked changes, text boxes; no table of contents."""
    document = docx.Document()
    document.add_heading("年度报告", level=0)
    document.add_paragraph("本报记者 许峰")
    document.add_heading("工业", level=1)
    paragraph = document.add_paragraph("总产值")
    w = nsdecls("w")
    paragraph._p.append(parse_xml(f"<w:ins {w}><w:r><w:t>249.2亿元。</w:t></w:r></w:ins>"))
    paragraph._p.append(
        parse_xml(f"<w:del {w}><w:r><w:delText>248亿元。</w:delText></w:r></w:del>")
    )
    box = parse_xml(
        f"<w:r {w}><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话说完了。</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    paragraph._p.append(box)
    document.add_heading("分区", level=2)
    document.add_paragraph("表1 各区情况（单位：亿元）", style="Caption")
    table = document.add_table(3, 3)
    for r, row in enumerate(
        [["地区", "总产值", ""], ["", "数值", "增速（%）"], ["甲", "12", "3"]]
    ):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.core_properties.author = "Administrator"
    corpus = corpus_of(tmp_path, {"a.bin": saved(document)})
    (report,) = corpus.reports
    assert (report.title, report.byline) == ("年度报告", ("许峰",))
    assert told(corpus.passages) == [
        (BlockKind.PARAGRAPH, "总产值249.2亿元。", ("工业",)),
        (BlockKind.PARAGRAPH, "框里的话说完了。", ("工业",)),
        (BlockKind.CAPTION, "表1 各区情况（单位：亿元）", ("工业", "分区")),
        (BlockKind.TABLE_ROW, "甲总产值12亿元。甲总产值增速3%。", ("工业", "分区")),
    ]


def workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        share = book.add_format({"num_format": "0.0%"})
        page = book.add_worksheet("指标")
        page.write_row(1, 1, ["2023年主要指标"])
        page.write_row(3, 1, ["地区", "企业数（家）", "占比", "产值（亿元）"])
        page.write_row(4, 1, ["路桥区", 1479])
        page.write_number(4, 3, 0.13799, share)
        page.write_formula(4, 4, "=249.1+0.1", value=249.20000000000002)
        hidden = book.add_worksheet("底稿")
        hidden.write_row(0, 0, ["不给人看", "的"])
        hidden.hide()
    return stream.getvalue()


def test_a_workbook_says_what_its_reader_sees(tmp_path: Path) -> None:
    """Shares with their %, whole numbers whole, sums without binary noise, hidden sheets not."""
    corpus = corpus_of(tmp_path, {"a.xlsx": workbook()})
    assert [(p.text, p.place) for p in corpus.passages] == [
        ("2023年主要指标", Place(sheet="指标", cells="B2", headings=("指标",))),
        (
            "2023年路桥区企业数1479家。2023年路桥区占比13.8%。2023年路桥区产值249.2亿元。",
            Place(sheet="指标", cells="B5:E5", headings=("指标",)),
        ),
    ]
    assert corpus.reports[0].title == "2023年主要指标"


@pytest.mark.parametrize(
    "value, code, text",
    [
        (1479.0, "", "1479"),
        (0.1 + 0.2, "", "0.3"),
        (1e16, "", "10000000000000000"),
        (0.125, "0%", "13%"),
        (-0.025, "0.0%;[Red]-0.0%", "-2.5%"),
        (2.345, "0.00", "2.35"),
        (1234567.0, "#,##0", "1234567"),
        (249.25, '0.0"亿元"', "249.3亿元"),
        (1234567.0, '#,##0.0,,"百万"', "1.2百万"),
        (float("nan"), "", ""),
    ],
)
def test_numbers_are_written_as_shown(value: float, code: str, text: str) -> None:
    """As the format of the cell has it; thousands are not parted."""
    assert number_text(value, code) == text


def test_separated_values_are_a_table(tmp_path: Path) -> None:
    """By content: without the name too, in the encoding of Chinese Excel."""
    rows = [["地区", "产值（亿元）", "企业（家）"], ["甲,县", "12.5", "7"], ["乙县", "9", "3"]]
    data = csv_table("", rows)
    corpus = corpus_of(
        tmp_path, {"a.csv": data, "b": csv_table("", [*rows[:1], ["丙", "1", "2"]])}
    )
    assert [p.text for p in corpus.passages] == [
        "甲,县产值12.5亿元。甲,县企业7家。",
        "乙县产值9亿元。乙县企业3家。",
        "丙产值1亿元。丙企业2家。",
    ]
    assert corpus.passages[1].place == Place(cells="A3:C3")


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    """Nor is a list with one comma a line."""
    text = "今天天气好,我们出门。\n明天天气不好,我们在家,看书。\n后天再说吧,好不好。\n"
    corpus = corpus_of(tmp_path, {"a.txt": text})
    assert corpus.sources["a.txt"].extracted is False


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    """Its chapters are sections; title and date are those of the book."""
    chapters = {
        "z.xhtml": "<html><body><h1>第一章</h1><p>先说的话在这里。</p></body></html>",
        "a.xhtml": "<html><body><h1>第二章</h1><p>后说的话在这里。</p></body></html>",
    }
    book = epub_of(chapters, title="年鉴", date="2023-07-05T00:00:00Z")
    corpus = corpus_of(tmp_path, {"a": book})
    assert told(corpus.passages) == [
        (BlockKind.PARAGRAPH, "先说的话在这里。", ("第一章",)),
        (BlockKind.PARAGRAPH, "后说的话在这里。", ("第二章",)),
    ]
    assert (corpus.reports[0].title, corpus.reports[0].report_date) == ("年鉴", "2023-07-05")


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data, error",
    [
        (zipped(word__document=bytes(5_000_000)), SourceExpandsError),
        (zipped(a=b"1"), UnsupportedFormatError),
        (b"PK\x03\x04" + bytes(500), SourceDamagedError),
        (zipped(**{"word__document.xml": b"<w/>"}), SourceDamagedError),
        (zipped(**{"META-INF__container.xml": b"<a/>"}), SourceDamagedError),
        (docx_table("", [["甲", "乙"], ["1", "2"]])[:-400], SourceDamagedError),
        (OLE + "EncryptedPackage".encode("utf-16-le"), SourceEncryptedError),
        (OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormatError),
        (OLE + "Workbook".encode("utf-16-le"), SourceDamagedError),
    ],
    ids=["bomb", "zip", "broken", "no word", "no book", "cut", "encrypted", "doc", "broken xls"],
)
def test_an_office_file_that_cannot_be_read_says_why(
    tmp_path: Path, data: bytes, error: type[Exception]
) -> None:
    """And the others are read."""
    params = Params(max_unpacked_bytes=1_000_000)
    corpus = corpus_of(tmp_path, {"a.txt": GOOD, "b": data, "c.txt": GOOD}, params=params)
    assert [p.source for p in corpus.passages] == ["a.txt", "c.txt"]
    assert [(type(p), p.path) for p in corpus.skipped] == [(error, "b")]


def test_entities_of_a_word_file_are_not_expanded(tmp_path: Path) -> None:
    """Neither a file of the machine nor a billion laughs come in."""
    secret = tmp_path / "secret"
    secret.write_text("密码", encoding="utf-8")
    source = io.BytesIO(docx_table("", [["甲", "乙"], ["1", "2"]]))
    stream = io.BytesIO()
    with ZipFile(source) as archive, ZipFile(stream, "w") as packed:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "word/document.xml":
                entity = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
                head, _, body = part.partition(b"?>")
                part = head + b"?>" + entity + body.replace(b"<w:t>", b"<w:t>&x;", 1)
            packed.writestr(name, part)
    (tmp_path / "corpus").mkdir()
    corpus = corpus_of(tmp_path / "corpus", {"a.docx": stream.getvalue(), "b.txt": GOOD})
    assert not any("密码" in source.text for source in corpus.sources.values())
