"""Who brought a report out, as the page or the format says."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.support.corpora import corpus_of
from tests.support.documents import epub_of, saved

BODY = "今年上半年，海盐县实现规上工业总产值249.2亿元，同比增长13.8%，全县上下都很高兴。"
TITLE = "海盐县：点燃新引擎"


@pytest.mark.parametrize(
    "head, foot, publisher",
    [
        ("", "来源：嘉兴日报", "嘉兴日报"),
        ("来源：《浙江日报》 发布时间：2023-07-05 10:30", "", "浙江日报"),
        ("发布机构：海盐县统计局　2023-07-05", "", "海盐县统计局"),
        ("", "（稿源：台州晚报）", "台州晚报"),
        ("主办：嘉兴市人民政府办公室", "", "嘉兴市人民政府办公室"),
        ("", "信息来源：县发改局", "县发改局"),
        ("", "", None),
        ("", "水的来源：地下水，占三成。", None),
    ],
)
def test_a_line_of_its_own_names_the_publisher(
    tmp_path: Path, head: str, foot: str, publisher: str | None
) -> None:
    """At the head of the report or at its foot; other words of the kind name nobody."""
    page = "\n\n".join(filter(None, (TITLE, head, BODY, foot)))
    [report] = corpus_of(tmp_path, {"a.txt": page + "\n"}).reports
    assert (report.title, report.publisher) == (TITLE, publisher)


def test_a_masthead_is_no_title(tmp_path: Path) -> None:
    """Above the first report of a page, with its date."""
    page = f"浙江日报 2023年7月5日 星期三\n\n{TITLE}\n\n陈越超\n\n{BODY}\n"
    [report] = corpus_of(tmp_path, {"a.txt": page}).reports
    assert (report.title, report.byline) == (TITLE, ("陈越超",))
    assert (report.publisher, report.report_date) == ("浙江日报", "2023-07-05")


@pytest.mark.parametrize(
    "office, date",
    [
        ("海盐县森林防灭火指挥部办公室", "（2023年7月5日）"),
        ("海盐县民政局    2023年7月5日", ""),
        ("海盐县人力资源和社会保障局", "2023年7月5日"),
    ],
)
def test_the_office_below_a_title_is_no_part_of_it(tmp_path: Path, office: str, date: str) -> None:
    """A department brings its report out, and dates it there or in the next line."""
    page = "\n".join(filter(None, ("海盐县2023年上半年工作总结", office, date, "", BODY)))
    [report] = corpus_of(tmp_path, {"a.txt": page + "\n"}).reports
    assert (report.title, report.report_date) == ("海盐县2023年上半年工作总结", "2023-07-05")
    assert report.publisher == office.split()[0]


def test_a_page_that_names_its_source(tmp_path: Path) -> None:
    """In its properties; what it says of the text comes before the name of the site."""
    page = (
        f'<html><head><meta charset="utf-8"><title>{TITLE}</title>'
        '<meta name="SiteName" content="海盐县人民政府">'
        '<meta name="ContentSource" content="县统计局">'
        f"</head><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    )
    [report] = corpus_of(tmp_path, {"a.html": page}).reports
    assert report.publisher == "县统计局"


def test_what_the_page_says_wins(tmp_path: Path) -> None:
    """A line of the text is believed before the properties of the file."""
    page = (
        '<html><head><meta charset="utf-8"><meta name="SiteName" content="某网站"></head>'
        f"<body><h1>{TITLE}</h1><p>来源：嘉兴日报</p><p>{BODY}</p></body></html>"
    )
    [report] = corpus_of(tmp_path, {"a.html": page}).reports
    assert report.publisher == "嘉兴日报"


def test_a_book_names_its_press(tmp_path: Path) -> None:
    """As its package says."""
    chapter = f"<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>"
    book = epub_of({"c.xhtml": chapter}, title=TITLE, publisher="浙江人民出版社")
    assert corpus_of(tmp_path, {"a.epub": book}).reports[0].publisher == "浙江人民出版社"


def test_word_names_the_office(tmp_path: Path) -> None:
    """As the company of its properties."""
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    document.add_paragraph(BODY)
    [properties] = [
        part for part in document.part.package.iter_parts() if part.partname == "/docProps/app.xml"
    ]
    properties._blob = properties.blob.replace(
        b"<Company/>", "<Company>海盐县统计局</Company>".encode()
    )
    assert "海盐县统计局".encode() in properties.blob
    [report] = corpus_of(tmp_path, {"a.docx": saved(document)}).reports
    assert report.publisher == "海盐县统计局"
