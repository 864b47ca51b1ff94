"""Saved web pages: the report, and nothing of the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.types import BlockKind
from tests.support.corpora import corpus_of
from tests.support.documents import as_html, seed_articles

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>经济报告_某网</title>
<meta name="pubdate" content="2023-07-05 10:00"><style>p {{}}</style></head><body>
<div class="header-nav"><a href="/">首页</a></div><div class="crumbs">首页 &gt; 新闻</div>
<div class="content"><h1>经济报告</h1><p>来源：某日报</p>
<p>工业总产值249.2亿元<sup><a href="#n1">[1]</a></sup>，占地50m<sup>2</sup>。<br>第二行说完了。</p>
<h2>主要指标</h2><table><caption>各区指标（单位：亿元）</caption>
<thead><tr><th>地区</th><th>总产值</th></tr></thead>
<tr><td>路桥区</td><td>12.5</td></tr><tr><td>镇海区</td><td>9.1</td></tr></table>
<ul><li>一条措施是减税。</li></ul><p style="display:none">看不见的字。</p>
<figure><img src="x"><figcaption>开工现场的图。</figcaption></figure></div>
<div id="footer">版权所有 某网</div><script>document.write("脚本")</script></body></html>"""

EXPECTED = [
    (BlockKind.PARAGRAPH, "来源：某日报", ()),
    (BlockKind.PARAGRAPH, "工业总产值249.2亿元，占地50m2。", ()),
    (BlockKind.PARAGRAPH, "第二行说完了。", ()),
    (BlockKind.CAPTION, "各区指标（单位：亿元）", ("主要指标",)),
    (BlockKind.TABLE_ROW, "路桥区总产值12.5亿元。", ("主要指标",)),
    (BlockKind.TABLE_ROW, "镇海区总产值9.1亿元。", ("主要指标",)),
    (BlockKind.PARAGRAPH, "一条措施是减税。", ("主要指标",)),
    (BlockKind.CAPTION, "开工现场的图。", ("主要指标",)),
]


@pytest.mark.parametrize(
    "codec, charset",
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),  # pages lie about it
    ],
)
def test_a_page_is_read_in_its_encoding(tmp_path: Path, codec: str, charset: str) -> None:
    """Headings, tables, captions keep their kind; what nobody sees is left out."""
    corpus = corpus_of(tmp_path, {"page": PAGE.format(charset=charset).encode(codec)})
    passages = [(p.kind, p.text, p.place.headings if p.place else ()) for p in corpus.passages]
    assert passages == EXPECTED
    (report,) = corpus.reports
    assert (report.title, report.report_date) == ("经济报告", "2023-07-05")


def test_a_page_saved_with_its_pictures_is_read(tmp_path: Path) -> None:
    """MHTML holds the page as one part of a message."""
    mhtml = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
        b'boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n'
        b"Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    data = mhtml + PAGE.format(charset="utf-8").encode() + b"\r\n--b--\r\n"
    corpus = corpus_of(tmp_path, {"page.mhtml": data})
    assert [(p.kind, p.text) for p in corpus.passages] == [one[:2] for one in EXPECTED]


def test_lines_without_any_structure_are_read_as_a_page_of_text(tmp_path: Path) -> None:
    """A newspaper page pasted into paragraphs is mended as the text file is."""
    lines = ["余杭区五常街道：", "强化为企服务 推动外贸稳中提质", "傅静之 王燕敏"]
    lines += ["在桐屿街道举行的浙东唐诗之路消", "费季上，首篮枇杷拍出了19800元。"]
    body = "".join(f"<p>{line}</p>" for line in lines)
    corpus = corpus_of(tmp_path, {"a.html": f"<html><body>{body}</body></html>"})
    (report,) = corpus.reports
    assert (report.title, report.byline) == (
        "余杭区五常街道：强化为企服务 推动外贸稳中提质",
        ("傅静之", "王燕敏"),
    )
    assert [p.text for p in corpus.passages] == [
        "在桐屿街道举行的浙东唐诗之路消费季上，首篮枇杷拍出了19800元。"
    ]


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    """A page that names a file of the machine does not get it."""
    secret = tmp_path / "secret"
    secret.write_text("密码", encoding="utf-8")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
        "<html><body><h1>标题</h1><p>正文在此&x;，说完了。</p></body></html>"
    )
    (tmp_path / "corpus").mkdir()
    corpus = corpus_of(tmp_path / "corpus", {"a.html": page})
    assert "密码" not in corpus.sources["a.html"].text


def test_one_report_in_two_formats_is_kept_once(tmp_path: Path) -> None:
    """The later file is named, with the one that is kept."""
    first, second = seed_articles()[:2]
    files = {
        "a.html": as_html(first),
        "b.txt": "\n\n".join([first.title, *(text for _, text in first.blocks)]),
        "c.html": as_html(second),
    }
    corpus = corpus_of(tmp_path, files)
    assert [report.source for report in corpus.reports] == ["a.html", "c.html"]
    (problem,) = corpus.skipped
    assert (type(problem).__name__, problem.path) == ("DuplicateReportError", "b.txt")
    assert getattr(problem, "first", None) == "a.html"


def test_two_months_on_one_form_are_two_reports(tmp_path: Path) -> None:
    """Alike in every word, they differ in a number."""
    form = "全县规上工业企业{}家，运行总体平稳，各项措施有力有序推进，群众反映良好。" * 3
    page = "<html><body><h1>月报</h1><p>" + form + "</p></body></html>"
    corpus = corpus_of(
        tmp_path, {"5.html": page.format(1479, 1, 2), "6.html": page.format(1480, 1, 2)}
    )
    assert [report.source for report in corpus.reports] == ["5.html", "6.html"]
    assert corpus.skipped == ()
