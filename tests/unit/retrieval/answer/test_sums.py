"""What no single number tells is not answered by one."""

from __future__ import annotations

from functools import cache

import pytest

from retrieval.answer import answer_question
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, AnswerKind, Band
from tests.support.generations import ReportText, make_generation


@cache
def generation() -> Generation:
    return make_generation(
        [
            ReportText(
                "石湾县2023年公报",
                [
                    "2023年，全县养殖收入3.4亿元，种植收入5.1亿元。",
                    "2023年末，全县户籍人口41.6万人，比上年末增加0.3万人。",
                    "山洪冲毁房屋12间，无人员伤亡。",
                    "全县完成水利投资8.6亿元，为年度计划的104%，同比增长5.5%。全县三公经费支出910万元，比上年减少60万元。",
                    "今年要投700万元在河湾镇建一座果汁厂，8月底投产。",
                ],
            )
        ]
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=Params())


@pytest.mark.parametrize(
    "question",
    ["石湾县养殖收入和种植收入一共多少？", "石湾县养殖和种植收入分别是多少？"],
    ids=["sum", "each"],
)
def test_several_numbers_are_answered_by_their_sentence(question: str) -> None:
    """Neither of two numbers stands for both: the sentence that tells them is shown."""
    answer = ask(question)
    assert (answer.band, answer.kind, answer.bold) == (Band.ANSWER, AnswerKind.PASSAGE, False)
    assert answer.answer == "2023年，全县养殖收入3.4亿元，种植收入5.1亿元。"


def test_one_of_two_is_answered_by_its_number() -> None:
    """A question for one of them gets it."""
    assert ask("石湾县种植收入是多少？").answer == "5.1亿元"


def test_a_difference_is_answered_by_a_change() -> None:
    """By how much a year is over another is told by the change, not by the year's amount."""
    assert ask("石湾县2023年户籍人口比2022年多多少人？").answer == "0.3万人"


def test_a_difference_that_is_not_told_is_not_answered() -> None:
    """An amount stands for no difference."""
    assert ask("石湾县种植收入比养殖收入多多少？").answer != "5.1亿元"


def test_nobody_harmed_is_answered_by_the_sentence() -> None:
    """Where nobody was harmed no number is given for how many were."""
    answer = ask("石湾县山洪造成多少人伤亡？")
    assert "12" not in answer.answer or "无人员伤亡" in answer.answer


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("石湾县水利投资增长多少？", "5.5%", id="growth of what the sentence tells"),
        pytest.param("石湾县三公经费比上年减少多少？", "60万元", id="by an amount"),
        pytest.param("河湾镇果汁厂投资多少？", "700万元", id="no date"),
    ],
)
def test_by_how_much(question: str, expected: str) -> None:
    """A change is told by a share or an amount, and how much by no date."""
    assert ask(question).answer == expected
