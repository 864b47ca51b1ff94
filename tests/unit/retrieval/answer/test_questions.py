from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.asking import QuestionKind
from retrieval.answer.questions import parse_question
from retrieval.types import NumberKind


@pytest.mark.parametrize(
    "text, kind",
    [
        pytest.param("有多少家企业？", QuestionKind.NUMBER, id="how many"),
        pytest.param("民营企业占比", QuestionKind.NUMBER, id="key words"),
        pytest.param("什么时候启动的", QuestionKind.DATE, id="when"),
        pytest.param("公司是在几年成立的", QuestionKind.DATE, id="which year"),
        pytest.param("会长是谁", QuestionKind.PERSON, id="who"),
        pytest.param("沈家华是谁？", QuestionKind.DEFINITION, id="who is a person"),
        pytest.param("仪式在哪里举行", QuestionKind.PLACE, id="where"),
        pytest.param("哪个村最富", QuestionKind.PLACE, id="which village"),
        pytest.param("商标叫什么", QuestionKind.NAME, id="called what"),
        pytest.param("产业有哪些", QuestionKind.LIST, id="which ones"),
        pytest.param("两者有什么区别", QuestionKind.HOW, id="what difference"),
        pytest.param("为什么增长", QuestionKind.REASON, id="why"),
        pytest.param("怎么解决停车难", QuestionKind.HOW, id="how"),
        pytest.param("什么是首富村", QuestionKind.DEFINITION, id="what is"),
        pytest.param("是不是首富村", QuestionKind.YES_NO, id="is it"),
        pytest.param("这篇报道是谁写的", QuestionKind.BYLINE, id="who wrote"),
        pytest.param("哪些报告提到枇杷", QuestionKind.REPORTS, id="which reports"),
        pytest.param("路桥停车", QuestionKind.PASSAGE, id="no question word"),
        pytest.param("石湾水库蓄水量", QuestionKind.NUMBER, id="a measure at the end"),
        pytest.param("石湾旅游收入同比增长", QuestionKind.NUMBER, id="a change at the end"),
        pytest.param("石湾空气质量", QuestionKind.PASSAGE, id="quality is no amount"),
        pytest.param("占地面积 2023年", QuestionKind.NUMBER, id="key words end at a space"),
        pytest.param("占地面积减少", QuestionKind.NUMBER, id="a change may follow key words"),
        pytest.param("三角形的面积公式", QuestionKind.PASSAGE, id="a noun of another noun"),
        pytest.param("為甚麼停車難", QuestionKind.REASON, id="traditional spelling of what"),
        pytest.param("會長是誰", QuestionKind.PERSON, id="traditional"),
    ],
)
def test_kind(text: str, kind: QuestionKind) -> None:
    """The asking words, or the noun of key words, tell the kind."""
    assert parse_question(text).kind == kind


@pytest.mark.parametrize(
    "text, unit, dimension",
    [
        pytest.param("有多少家企业", "家", NumberKind.COUNT, id="classifier"),
        pytest.param("资产有多少亿元", "元", NumberKind.MONEY, id="scale before unit"),
        pytest.param("卖了多少钱", None, NumberKind.MONEY, id="money"),
        pytest.param("占全区多少份额", None, NumberKind.PERCENT, id="份 begins a noun"),
        pytest.param("占总产值的多少", None, NumberKind.PERCENT, id="share of money"),
        pytest.param("石湾合同标的额", None, NumberKind.MONEY, id="a sum at the end"),
        pytest.param("石湾厂资产负债率", None, NumberKind.PERCENT, id="a rate at the end"),
        pytest.param("她多大岁数", None, NumberKind.AGE, id="age"),
        pytest.param("离镇区多远", None, NumberKind.DISTANCE, id="distance"),
        pytest.param("花费多少时间", None, NumberKind.DURATION, id="time"),
        pytest.param("有多少社区", None, NumberKind.COUNT, id="noun counted"),
        pytest.param("厂房占地面积有多大", None, NumberKind.AREA, id="占地 is no share"),
        pytest.param("服完刑期的多少", None, NumberKind.PERCENT, id="a part of what is measured"),
        pytest.param("花了县里多少经费", None, NumberKind.MONEY, id="noun behind"),
        pytest.param("生活在水深多少的海域", None, None, id="的 counts nothing"),
        pytest.param("多少人因伤住院", "人", NumberKind.COUNT, id="unit glued to a word"),
    ],
)
def test_unit(text: str, unit: str | None, dimension: NumberKind | None) -> None:
    """A number question says in which unit or dimension it asks."""
    question = parse_question(text)
    assert (question.unit, question.dimension) == (unit, dimension)


@pytest.mark.parametrize(
    "text", ["几乎没有变化", "几内亚的首都", "十几年过去了", "无论如何都要办", "茶几上的书"]
)
def test_words_that_do_not_ask(text: str) -> None:
    """几 and 何 inside other words count nothing."""
    assert parse_question(text).kind != QuestionKind.NUMBER


def test_slot() -> None:
    """The text before and after the asking phrase surrounds the slot of the answer."""
    question = parse_question("工作室带动多少人就业？")
    assert (question.before, question.after) == ("工作室带动", "就业?")


@given(st.text(max_size=60))
def test_spans_lie_in_the_question(text: str) -> None:
    """Any text is parsed, and its spans slice it."""
    question = parse_question(text)
    for span in (question.phrase, question.head):
        assert span is None or 0 <= span.start < span.end <= len(text)
    assert len(question.folded) == len(text)
