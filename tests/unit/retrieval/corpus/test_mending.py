"""What one break says: joined, gap or apart."""

from __future__ import annotations

import pytest

from retrieval.corpus.mending import Break, judge_break, word_spans_break

WORDS = frozenset({"消费", "进行", "行基", "基层", "文化", "穆斯林"})


@pytest.mark.parametrize(
    "left, right, options, verdict",
    [
        ("他走了。", "她来了。", {}, Break.APART),
        ("唐诗之路消", "费季开始了。", {"figure": True}, Break.JOIN),
        ("看到公告后，填写信息后进行", "基层阵地聚起来。", {"figure": True}, Break.GAP),
        ("让社区为民、", "便民功能提升。", {}, Break.JOIN),
        ("让社区为民、", "便民功能提升。", {"figure": True}, Break.GAP),
        ("离不开海盐，离不开甲", "作。近年来，", {}, Break.GAP),
        ("有关事项如下：", "苹果三个。", {}, Break.APART),
        ("任务是：修好水库；", "（二）修好公路。", {}, Break.APART),
        ("苹果", "香蕉", {"closing": False}, Break.APART),
        ("二千四百万", "人，其中，", {}, Break.JOIN),
        ("今天，我们到", "了。后来，", {}, Break.JOIN),
        ("春晓", "春眠不觉晓，处处闻啼鸟。", {}, Break.APART),
    ],
)
def test_a_break_is_judged_by_its_edges_and_what_stands_between(
    left: str, right: str, options: dict[str, bool], verdict: Break
) -> None:
    """Each rule of the module, one case each."""
    flags = {"figure": False, "wide": False, "closing": True} | options
    assert judge_break(left, right, WORDS.__contains__, **flags) is verdict


@pytest.mark.parametrize(
    "left, right, spans",
    [
        ("唐诗之路消", "费季", True),
        ("后进行", "基层阵地", False),
        ("感染犹太人和穆斯", "林”，", True),
        ("增长5", "5.99亿元", False),
        ("", "费季", False),
        ("消", "", False),
    ],
)
def test_a_word_across_a_break_is_evidence(left: str, right: str, spans: bool) -> None:
    """Unless both sides are whole words already."""
    assert word_spans_break(left, right, WORDS.__contains__) is spans
