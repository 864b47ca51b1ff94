"""Is more asked of an answer where a noun of the question is not told with it?"""

from __future__ import annotations

from functools import cache

import pytest

from retrieval.answer import answer_question
from retrieval.answer.answering import weigh
from retrieval.answer.questions import parse_question
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Band
from tests.support.generations import ReportText, make_generation


@cache
def generation() -> Generation:
    return make_generation(
        [
            ReportText(
                "桐溪农商行年报",
                [
                    "桐溪农村商业银行资产总额936.4亿元，其中涉农贷款312.6亿元。",
                    "全行办理理赔2.4万件，赔款1.86亿元，副行长章若水分管普惠业务。",
                ],
            ),
            ReportText(
                "桐溪水上公交开通",
                [
                    "桐溪水上公交停靠东门，全年运送乘客86万人次，收入412万元。",
                    "两岸居民出行由此缩短四十分钟，码头边的茶馆多了起来。",
                ],
            ),
        ]
    )


@pytest.mark.parametrize(
    "question, lacks",
    [
        pytest.param("桐溪水上公交运送乘客多少人次？", False, id="all there"),
        pytest.param("桐溪水上公交门票收入多少万元？", True, id="another noun"),
        pytest.param("桐溪水上公交运送学生多少人次？", True, id="a noun frequent in Chinese"),
        pytest.param("桐溪水上公交运送乘刻多少人次？", False, id="typed by sound"),
        pytest.param("桐溪水上公交拉了多少乘客？", False, id="a verb"),
        pytest.param("桐溪水上公交去年底运送乘客多少人次？", False, id="a time"),
        pytest.param("桐溪水上公交乘客量是多少？", False, id="the end of a measure"),
        pytest.param("桐溪农商行资产总额是多少？", False, id="a name cut in two"),
        pytest.param("桐溪水上公交为什么亏损？", False, id="a sentence is asked for"),
    ],
)
def test_a_slice_may_lack_a_noun_of_its_question(question: str, lacks: bool) -> None:
    """Nouns count, where a number, a date or a name is asked for; verbs and times do not."""
    weighed = weigh(parse_question(question), generation())
    assert weighed is not None
    assert weighed.lacks_noun == lacks


def test_what_lacks_a_noun_needs_more() -> None:
    """The same evidence answers or does not, as `refusal_lacking` has it."""
    question = "桐溪水上公交门票收入多少万元？"
    bands = [
        answer_question(
            question, generation(), params=Params(calibrate=False, refusal=0.0, refusal_lacking=p)
        ).band
        for p in (0.0, 1.0)
    ]
    assert bands == [Band.ANSWER, Band.NEAR]
