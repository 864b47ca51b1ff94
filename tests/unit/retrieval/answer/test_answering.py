from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer import answer_question
from retrieval.errors import EmptyQuestionError, QueryError, QuestionTooLongError
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, AnswerKind, Band
from tests.support.generations import ReportText, make_generation

PARAMS = Params(max_question_chars=200)


@cache
def generation() -> Generation:
    return make_generation(
        [
            ReportText(
                "青山镇：河道治理",
                [
                    "今年上半年，青山镇清理河道36公里，拆除违章建筑128处，投入资金2300万元。",
                    "青山镇镇长周明远说，全镇21条河道都有了河长，水质达标率为92.5%。",
                    "3月18日，护河行动在青山镇柳叶村文化礼堂启动。",
                    "柳叶村成立了柳叶生态农业有限公司，注册“柳上青”商标。",
                    "治理河道的关键在于截污，因为生活污水占污染总量的七成。",
                    "河边拆了砂场、码头，镇里建起了垂钓台、观景亭、步行道等设施。",
                ],
                ("方晓", "李文博"),
            ),
            ReportText(
                "白沙街道：老旧小区改造",
                [
                    "白沙街道改造老旧小区14个，惠及居民5200余户。",
                    "加装电梯97部，比去年的35部增长了1.8倍。",
                    "改造后，居民满意率达96%。",
                    "电梯由恒顺电梯有限公司承建，承建商投标5次，这是第3次中标。",
                ],
                ("王一帆",),
            ),
        ]
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=PARAMS)


@pytest.mark.parametrize(
    "question, answer, kind",
    [
        pytest.param("青山镇清理了多少公里河道？", "36公里", AnswerKind.NUMBER, id="unit"),
        pytest.param("河道治理投了多少钱", "2300万元", AnswerKind.NUMBER, id="money"),
        pytest.param("青山镇水质达标率", "92.5%", AnswerKind.NUMBER, id="key words"),
        pytest.param("白沙街道改造惠及多少户居民", "5200余户", AnswerKind.NUMBER, id="hedge"),
        pytest.param("电梯承建商是第几次中标？", "第3次", AnswerKind.NUMBER, id="ordinal"),
        pytest.param("周明远担任什么职务？", "青山镇镇长", AnswerKind.NAME, id="office"),
        pytest.param("護河行動什麼時候啟動？", "3月18日", AnswerKind.DATE, id="date"),
        pytest.param("青山镇镇长是谁", "周明远", AnswerKind.PERSON, id="person"),
        pytest.param("柳叶村注册的商标叫什么", "柳上青", AnswerKind.NAME, id="quoted name"),
        pytest.param("镇里建了哪些设施", "垂钓台、观景亭、步行道", AnswerKind.LIST, id="list"),
        pytest.param("青山镇河道治理是谁写的", "方晓 李文博", AnswerKind.PERSON, id="byline"),
        pytest.param("柳叶村的文章是谁写的", "方晓 李文博", AnswerKind.PERSON, id="told within"),
        pytest.param("哪些报告提到电梯", "白沙街道：老旧小区改造", AnswerKind.LIST, id="reports"),
    ],
)
def test_short_answers(question: str, answer: str, kind: AnswerKind) -> None:
    """The shortest slice that answers is given."""
    found = ask(question)
    assert (found.band, found.answer, found.kind) == (Band.ANSWER, answer, kind)


def test_reason_is_a_sentence() -> None:
    """Why-questions are answered by the sentence that gives the reason."""
    found = ask("为什么治理河道的关键是截污？")
    assert found.answer == "治理河道的关键在于截污，因为生活污水占污染总量的七成。"
    assert found.kind == AnswerKind.REASON


@pytest.mark.parametrize(
    "question, missing",
    [
        pytest.param("青山镇2019年清理了多少公里河道", "2019", id="other period"),
        pytest.param("黄石镇清理了多少公里河道", "黄石", id="other place"),
        pytest.param("白沙街道的街道主任是谁", "主任", id="office not named"),
        pytest.param("青山镇外资企业有多少家", "外资", id="other measure"),
        pytest.param("白沙街道的电梯减少了几倍？", "减少", id="contrary"),
        pytest.param("铜陵的青山镇清理了多少公里河道？", "铜陵", id="city not named"),
    ],
)
def test_near_misses_are_refused(question: str, missing: str) -> None:
    """What the reports do not say is not answered, and what is missing is named."""
    found = ask(question)
    assert found.band != Band.ANSWER
    assert found.answer == ""
    assert found.band == Band.NONE or any(missing in word for word in found.missing)


def test_nothing_in_common() -> None:
    """A question on something else finds nothing, and is offered other questions."""
    found = ask("红烧肉怎么做好吃")
    assert (found.band, found.citations) == (Band.NONE, ())


def test_the_answer_is_cited_first() -> None:
    """The first citation is the passage of the answer; there are at most three."""
    found = ask("柳叶村成立了哪家公司")
    assert found.answer in found.citations[0].passage.text
    assert len(found.citations) <= 3


def test_what_its_source_does_not_say_is_withheld() -> None:
    """An answer whose file says otherwise than the passage is not given, and says that it was."""
    sources = {
        name: replace(source, text=source.text.replace("92.5%", "52.9%"))
        for name, source in generation().sources.items()
    }
    altered = replace(generation(), sources=sources)
    question = "青山镇水质达标率是多少"
    assert answer_question(question, generation(), params=PARAMS).answer == "92.5%"
    answer = answer_question(question, altered, params=PARAMS)
    assert (answer.band, answer.withheld, answer.answer) == (Band.NONE, True, "")


@pytest.mark.parametrize(
    "question", ["", "  \n", "？？！", "😀😀", "<b></b>", "\x00\u200b", "&nbsp;"]
)
def test_empty_questions(question: str) -> None:
    """Marks, emoji, markup and control characters ask nothing."""
    with pytest.raises(EmptyQuestionError):
        ask(question)


def test_long_question() -> None:
    """A question over the limit is not read."""
    with pytest.raises(QuestionTooLongError) as caught:
        ask("多少" * 101)
    assert (caught.value.length, caught.value.limit) == (202, 200)


@settings(deadline=None)
@given(
    st.text(max_size=80)
    | st.text(alphabet="青山镇多少谁哪几个年1%“”《（，。？ 😀<>&", max_size=40)
)
def test_any_text_is_answered_or_refused(question: str) -> None:
    """No text makes anything but an answer or a `QueryError`."""
    try:
        found = ask(question)
    except QueryError:
        return
    assert found.question == question
