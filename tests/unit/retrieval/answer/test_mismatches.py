"""Is a number refused that counts something else than the question asks about?"""

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
                "青岭县中医院年度公报",
                [
                    "青岭县中医院全年门诊量达31.2万人次，比上年增加2万人次。",
                    "全院共有医师214人，技师38人，营业收入2.6亿元，同比增长7.5%。",
                    "院长周明远介绍，新院区明年投用。",
                ],
            ),
            ReportText(
                "云溪县市场主体情况",
                [
                    "云溪县全年新设登记个体户3120户，注册商标86件。",
                    "云溪县外贸企业有145家，出口额占全市的12.4%。",
                    "云溪港完成货物吞吐量450万吨。",
                    "云溪县现有鸟类41种。",
                    "云溪县在外务工的人口占一半以上。",
                    "云溪港火灾造成3名工人死亡，8人受伤。",
                ],
            ),
        ]
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=Params())


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("青岭县中医院护士有多少人？", id="people never named"),
        pytest.param("青岭县中医院有多少名药师？", id="half of the noun"),
        pytest.param("青岭县中医院营业成本是多少？", id="end of a compound"),
        pytest.param("青岭县中医院营业收入环比增长多少？", id="compared with another time"),
        pytest.param("云溪县注销了多少户个体户？", id="contrary verb"),
        pytest.param("云溪县内贸企业有多少家？", id="contrary adjective"),
        pytest.param("云溪县出口额占全国的多少？", id="share of another whole"),
        pytest.param("云溪港亏损多少？", id="money is no mass"),
        pytest.param("青岭县中医院副院长是谁？", id="deputy"),
    ],
)
def test_what_counts_another_thing_is_no_answer(question: str) -> None:
    """A number of another noun, side or dimension is not given, nor the head for a deputy."""
    found = ask(question)
    assert (found.band, found.answer) == (Band.NEAR, "")


@pytest.mark.parametrize(
    "question, answer",
    [
        pytest.param("青岭县中医院医师有多少人？", "214人", id="the noun itself"),
        pytest.param("青岭县中医院门诊看了多少人次？", "31.2万人次", id="occasions"),
        pytest.param("青岭县中医院营业收入是多少？", "2.6亿元", id="compound"),
        pytest.param("青岭县中医院营业收入同比增长多少？", "7.5%", id="same comparison"),
        pytest.param("云溪县新设登记了多少户个体户？", "3120户", id="verb"),
        pytest.param("云溪县外贸企业有多少家？", "145家", id="adjective"),
        pytest.param("云溪县出口额占全市的多少？", "12.4%", id="same whole"),
        pytest.param("云溪港货物吞吐量多少？", "450万吨", id="mass"),
        pytest.param("云溪县境内现有鸟类多少种？", "41种", id="within the county"),
        pytest.param("云溪县有多少人口在外务工？", "一半以上", id="a share of people"),
        pytest.param("火灾造成几名工人死亡，8人受伤？", "3名", id="both sides named"),
        pytest.param("云溪县外贸企业中共有多少家？", "145家", id="中|共有"),
        pytest.param("青岭县中医院院长是谁？", "周明远", id="the head"),
    ],
)
def test_what_counts_the_thing_asked_about_still_answers(question: str, answer: str) -> None:
    """The same questions with the word of the text are answered."""
    found = ask(question)
    assert (found.band, found.answer) == (Band.ANSWER, answer)
