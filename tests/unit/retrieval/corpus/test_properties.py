"""What holds of every text, however odd."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.corpus.lines import split_lines
from retrieval.corpus.passages import split_passages
from retrieval.corpus.reports import parse_reports
from retrieval.text.segmenter import is_word
from retrieval.types import MendedText, Report, Source
from tests.support.corpora import corpus_of, without_white

PHRASES = [
    "青岭镇：",
    "青岭镇：暖心服务进农家",
    "平安过冬有保障",
    "孟晓棠 贺一舟",
    "本报记者 罗知行",
    "今天我们走访了全镇的老人，为他们检查炉具。",
    "合作社今年把冬枣卖到了省城，销售额增长一成，还带动农户一起发",
    "展，户均增收1.2万元。",
    "作。近年来，",
    "图为渔民在码头卸货。罗知行 摄",
    "(图片由镇政府提供)",
    "一、工作回顾",
    "（二）主要任务",
    "2023年7月5日",
    "——在大会上",
    "全年收入51",
    "5.99亿元，再创新高。",
    "——————",
    "\u200b",
    "\ufeff",
    "困",
    "难，",
]
PAGES = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(PHRASES), st.text("甲乙，。：“”（）1a \u3000", max_size=30)),
        st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n\n", "\x0c", " \n", "\u2028", "\n　　"]),
    ),
    max_size=25,
).map(lambda lines: "".join(text + end for text, end in lines))


def contents(report: Report) -> list[MendedText]:
    return [block.content for block in report.blocks]


@settings(max_examples=300)
@given(PAGES)
def test_every_character_is_told_once(text: str) -> None:
    """Each character of a page stands in exactly one title, byline or block."""
    reports = parse_reports(Source("page.txt", text), is_word)
    covered: Counter[int] = Counter()
    bylines = 0
    for report in reports:
        spans = [*report.title_spans, *(s for c in contents(report) for s in c.spans())]
        for start, end in spans:
            covered.update(range(start, end))
        bylines += bool(report.byline)
    assert set(covered.values()) <= {1}
    left = [i for i, c in enumerate(text) if i not in covered and c not in "\u200b\ufeff"]
    untold = {line.text for line in split_lines(text) if line.start in left}
    assert without_white("".join(text[i] for i in left)) == without_white(
        "".join(line.text for line in split_lines(text) if line.start in left)
    )
    assert untold <= {"孟晓棠 贺一舟", "本报记者 罗知行"}
    assert bylines == sum(line.start in left for line in split_lines(text))


@settings(max_examples=300)
@given(PAGES)
def test_every_block_points_to_its_text(text: str) -> None:
    """The slices of a block, joined, are the block, white space aside, in reading order."""
    for report in parse_reports(Source("page.txt", text), is_word):
        for content in contents(report):
            spans = content.spans()
            assert list(spans) == sorted(spans)
            slices = "".join(text[start:end] for start, end in spans)
            assert without_white(slices) == without_white(content.text)
            assert content.text == content.text.strip()
        starts = [content.spans()[0].start for content in contents(report)]
        assert starts == sorted(starts)


@pytest.mark.parametrize(
    "text",
    [
        "驻" * 50 + "\n" + "正文。",
        "（" * 50_000,
        "”" * 50_000,
        "甲，\n" * 5_000,
        "甲乙丙丁戊己庚辛，\n" * 5_000 + "完。",
        "图1 甲\n" * 5_000,
        "一、甲\n" * 5_000,
        "许峰\n" * 5_000,
        "甲区：\n" * 5_000,
        "甲 " * 20_000 + "摄",
        "\n" * 50_000 + "甲。",
        "甲" * 100_000,
    ],
    ids=str.__len__,
)
def test_monotonous_pages_are_read_in_linear_time(text: str) -> None:
    """Pages that would make a careless pattern back up for ever."""
    reports = parse_reports(Source("page.txt", text), is_word)
    passages = [p for r in reports for p in split_passages(r, max_chars=600)]
    assert all(len(passage.text) <= 600 for passage in passages)


@pytest.mark.parametrize(
    "line",
    ["# " + " #" * 50_000 + "x", "|" + " " * 99_999 + "|", " " * 99_999 + "|x", "> " * 50_000],
)
def test_monotonous_markdown_is_read_in_linear_time(tmp_path: Path, line: str) -> None:
    """The same for the patterns of Markdown."""
    corpus = corpus_of(tmp_path, {"a.md": f"# 标题\n\n{line}\n{line}\n末段。\n"})
    assert corpus.passages[-1].text.endswith("末段。")


@given(st.text(max_size=300))
def test_lines_keep_their_places(text: str) -> None:
    """A line is the slice at its start, and lines ascend."""
    lines = split_lines(text)
    assert all(text.startswith(line.text, line.start) for line in lines)
    assert [line.start for line in lines] == sorted(line.start for line in lines)
