"""A number of another part of a kind is no answer."""

from __future__ import annotations

from functools import cache

import pytest

from retrieval.answer import answer_question
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, Band
from tests.support.generations import ReportText, make_generation


@cache
def generation() -> Generation:
    return make_generation(
        [
            ReportText(
                "石湾县年度公报",
                [
                    "年末水田面积12.4万亩，旱地面积30.9万亩。",
                    "受理劳动纠纷640件，合同纠纷1120件。",
                    "规模以上工业企业86家，服务向乡村开放。",
                    "石湾农村商业银行资产总额340亿元。",
                    "石湾民兵营中600人为现役军人。",
                ],
            )
        ]
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=Params())


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("石湾县旱地面积多少？", "30.9万亩", id="field"),
        pytest.param("石湾县受理合同纠纷多少件？", "1120件", id="case"),
        pytest.param("石湾县规上工业企业多少家？", "86家", id="in short"),
        pytest.param("石湾农商行资产总额多少？", "340亿元", id="the end of a name"),
        pytest.param("石湾民兵营有多少人属于现役军人？", "600人", id="a verb parts nothing"),
    ],
)
def test_the_part_named_is_answered(question: str, expected: str) -> None:
    """A number told with the very words is given."""
    answer = ask(question)
    assert (answer.band, answer.answer) == (Band.ANSWER, expected)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("石湾县草地面积多少？", id="field"),
        pytest.param("石湾县受理婚姻纠纷多少件？", id="case"),
        pytest.param("石湾县文化企业多少家？", id="enterprise"),
    ],
)
def test_another_part_is_not(question: str) -> None:
    """Where each number of the noun is told with another word, none is given."""
    assert ask(question).band is not Band.ANSWER
