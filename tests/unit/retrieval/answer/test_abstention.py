from __future__ import annotations

import pytest

from retrieval.answer.abstention import OBJECTIONS, is_vetoed
from retrieval.answer.answering import weigh
from retrieval.answer.questions import parse_question
from tests.support.generations import ReportText, make_generation

GENERATION = make_generation(
    [
        ReportText(
            "青山镇：河道治理",
            [
                "今年，青山镇清理河道36公里，出口农产品800吨，居民满意率达96%。",
                "青山镇柳叶村的8位老人办起了合作社，村里九名党员带头入股。",
                "20世纪80年代，柳叶村只有一条船。",
                "青山镇中学占地48亩。",
            ],
        ),
        ReportText("白沙街道：老旧小区", ["白沙街道改造老旧小区14个。", "电梯由温州的企业承建。"]),
    ]
)


def raised(question: str) -> set[str]:
    """Name the objections to the best answer of a question."""
    weighed = weigh(parse_question(question), GENERATION)
    assert weighed is not None
    flags = weighed.evidence[-len(OBJECTIONS) :]
    return {name for name, flag in zip(OBJECTIONS, flags, strict=True) if flag}


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("青山镇清理了多少公里河道？", set(), id="none"),
        pytest.param("青山镇2019年清理了多少公里河道？", {"no name", "no number"}, id="year"),
        pytest.param("赵德柱清理了多少公里河道？", {"no name"}, id="name"),
        pytest.param("铜陵的电梯由哪里的企业承建？", {"no place", "other place"}, id="place"),
        pytest.param("青山镇居民的不满意率是多少？", {"denied"}, id="denied"),
        pytest.param("青山镇进口农产品多少吨？", {"bound elsewhere", "contrary"}, id="contrary"),
        pytest.param("青山镇中学有多大？", set(), id="a school is as large as its grounds"),
        pytest.param("青山镇中学的学生多大岁数？", {"other kind"}, id="nobody is"),
        pytest.param(
            "去年青山镇清理河道多少公里？",
            {"bound elsewhere", "other year"},
            id="distance of years",
        ),
    ],
)
def test_an_objection_is_raised_only_for_what_is_wrong(question: str, expected: set[str]) -> None:
    """Each way of being another thing than what was asked is seen, and nothing else."""
    assert raised(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("柳叶村有9名党员吗？", id="digit for a character"),
        pytest.param("1980年代的柳叶村有几条船？", id="decade"),
    ],
)
def test_a_number_written_otherwise_is_held(question: str) -> None:
    """A number of the question may stand in characters, or a decade by its century."""
    assert "no number" not in raised(question)


def test_objections_decide_where_a_number_is_asked_for_only() -> None:
    """A sentence is not refused for an objection alone, a number is."""
    objected = [1.0] + [0.0] * (len(OBJECTIONS) - 1)
    assert is_vetoed(parse_question("有多少个？"), objected)
    assert not is_vetoed(parse_question("为什么治理河道？"), objected)
    assert not is_vetoed(parse_question("有多少个？"), [0.0] * len(OBJECTIONS))


@pytest.mark.parametrize(
    "question, expected",
    [("量子计算机什么时候承建的", True), ("企业什么时候承建的", False)],
    ids=["a verb of it", "all of it"],
)
def test_most_of_a_question_must_be_there(question: str, expected: bool) -> None:
    """What holds a verb of the question and nothing of its subject does not answer it."""
    weighed = weigh(parse_question(question), GENERATION)
    assert weighed is not None
    assert weighed.vetoed is expected
