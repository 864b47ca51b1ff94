"""Markdown keeps its structure and loses its marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.corpus import Corpus
from retrieval.corpus.readers.inline import strip_marks
from retrieval.types import MendedText
from tests.support.corpora import corpus_of, without_white

DOCUMENT = """---
title: "青岭镇年度报告"
date: 2024-03-01
author: 张晓棠
---
# 一、概述

今年**增长13.8%**，见[公报](http://a.example/b_(c).html)。
第二行`code_x`接着，3*4*5。

- 项目一 *强调*
- 项目二
  续行
1. 第一条
2) 第二条

> 引用一句话
> 第二行

| 指标 | 数值 |
|------|-----:|
| 出口 | 257728.57万元 |

```python
x = "甲"

y = 1
```

![园区全景](a.png)
<!-- 不是正文
还不是 -->
小标题
------
末段<br>换行 snake_case_name。
"""

BLOCKS = [
    ("heading", 1, "一、概述"),
    ("paragraph", 0, "今年增长13.8%，见公报。第二行code_x接着，3*4*5。"),
    ("paragraph", 0, "项目一 强调"),
    ("paragraph", 0, "项目二续行"),
    ("paragraph", 0, "1. 第一条"),
    ("paragraph", 0, "2) 第二条"),
    ("paragraph", 0, "引用一句话第二行"),
    ("table_row", 0, "出口257728.57万元"),
    ("paragraph", 0, 'x = "甲"\ny = 1'),
    ("caption", 0, "园区全景"),
    ("heading", 2, "小标题"),
    ("paragraph", 0, "末段换行 snake_case_name。"),
]


def assert_spans_hold(corpus: Corpus) -> None:
    for report in corpus.reports:
        text = corpus.sources[report.source].text
        for block in report.blocks:
            slices = "".join(text[start:end] for start, end in block.content.spans())
            assert without_white(slices) == without_white(block.content.text)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_kind_of_block_is_read(tmp_path: Path, newline: str) -> None:
    """Headings, lists, quotations, tables, code, pictures: one block each, tied to the file."""
    corpus = corpus_of(tmp_path, {"a.md": DOCUMENT.replace("\n", newline)})
    (report,) = corpus.reports
    assert [(b.kind.value, b.level, b.content.text) for b in report.blocks] == BLOCKS
    assert (report.title, report.byline, report.report_date) == (
        "青岭镇年度报告",
        ("张晓棠",),
        "2024-03-01",
    )
    assert_spans_hold(corpus)


def test_the_first_heading_is_the_title(tmp_path: Path) -> None:
    """It is no section then."""
    corpus = corpus_of(
        tmp_path, {"a.md": "# 冬季*安全*行动\n\n今天天晴。\n\n## 走访\n\n走了三户。\n"}
    )
    (report,) = corpus.reports
    assert (report.title, report.sections) == ("冬季安全行动", ("走访",))
    assert [(p.section, p.text) for p in corpus.passages] == [
        (None, "今天天晴。"),
        ("走访", "走了三户。"),
    ]


@pytest.mark.parametrize(
    "name, text",
    [("a.txt", "# 标题\n\n正文在此。\n"), ("a", "正文在此。\n\n## 一\n\n甲。\n\n## 二\n\n乙。\n")],
)
def test_content_makes_a_file_markdown_whatever_its_name(
    tmp_path: Path, name: str, text: str
) -> None:
    """Heading marks are seen without the file ending."""
    corpus = corpus_of(tmp_path, {name: text})
    assert not any("#" in block.content.text for r in corpus.reports for block in r.blocks)


def test_a_page_without_markup_is_plain_text_whatever_its_name(tmp_path: Path) -> None:
    """A newspaper page under a Markdown name is still taken apart."""
    text = "青岭镇：暖心服务进农家\n\n孟晓棠\n\n今天我们走访了全镇的老人。\n"
    (report,) = corpus_of(tmp_path, {"a.md": text}).reports
    assert (report.title, report.byline) == ("青岭镇：暖心服务进农家", ("孟晓棠",))


@pytest.mark.parametrize(
    "marked, plain",
    [
        ("**粗** __粗__ *斜* _斜_ ~~删~~ ***都***", "粗 粗 斜 斜 删 都"),
        ("3*4*5 与 a_b_c", "3*4*5 与 a_b_c"),
        ("`` a`b `` 与 `c", " a`b  与 `c"),
        ('[文](u "题")[文2](<u>)![图](u)', "文文2图"),
        (r"\*不\* 1\. \[a\]", "*不* 1. [a]"),
        ("<https://a.example/> <b>粗</b>", "https://a.example/ 粗"),
        ("[^1] [未完(a) 2 * 3 ** 4", "[^1] [未完(a) 2 * 3 ** 4"),
        ("增长**“13.8%”**以上", "增长“13.8%”以上"),
    ],
)
def test_inline_marks_go_and_text_stays(marked: str, plain: str) -> None:
    """What only looks like a mark is text."""
    assert strip_marks(MendedText.at(marked, 0)).text == plain


@pytest.mark.parametrize("scrap", ["`", "[", "](", "*a", "_", "<a", "![", "\\", "]((", "~~"])
def test_long_runs_of_half_marks_are_read_in_linear_time(scrap: str) -> None:
    """Twenty thousand of them take no more than a moment."""
    text = scrap * 20_000
    assert set(strip_marks(MendedText.at(text, 0)).text) <= set(text)


@given(st.text("a甲1*_`[]()!<>\\~ \n#|-:.=>", max_size=200))
def test_any_text_keeps_its_order_and_its_places(text: str) -> None:
    """Stripping only leaves out; what stays points to itself."""
    content = strip_marks(MendedText.at(text, 5))
    told = "".join(text[start - 5 : end - 5] for start, end in content.spans())
    assert told == content.text
    rest = iter(text)
    assert all(character in rest for character in content.text)


@pytest.mark.parametrize(
    "text, blocks",
    [
        ("---\ntitle: 甲\n\n# 标题\n\n正文。\n", ["title: 甲", "标题", "正文。"]),
        ("# 标题 #\n\n```\n未完\n", ["未完"]),
        ("# 标题\n\n<!-- 未完\n\n正文。\n", ["<!-- 未完", "正文。"]),
        ("# 标题\n\n<!-- 旁注 --> 正文。\n", ["正文。"]),
        ("# 标题\n\n[甲]: http://a.example\n\n***\n正文。\n", ["正文。"]),
        ("# 标题\n\n甲 | 乙\n丙 | 丁\n", ["甲 | 乙丙 | 丁"]),
        ("# 标题\n\n| 甲 | 乙 |\n|--|--|\n| | |\n正文。\n", ["甲 乙", "正文。"]),
    ],
    ids=["front matter", "fence", "comment", "aside", "reference", "no table", "empty row"],
)
def test_half_written_markup_loses_no_text(tmp_path: Path, text: str, blocks: list[str]) -> None:
    """What is not closed is text; what is only markup is not."""
    corpus = corpus_of(tmp_path, {"a.md": text})
    (report,) = corpus.reports
    assert [block.content.text for block in report.blocks] == blocks
    assert_spans_hold(corpus)
