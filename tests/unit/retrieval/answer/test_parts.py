"""A number of the whole is no answer about a part, nor one per head about all."""

from __future__ import annotations

from functools import cache

import pytest

from retrieval.answer import answer_question
from retrieval.generation import Generation
from retrieval.params import Params
from tests.support.generations import ReportText, make_generation


@cache
def generation() -> Generation:
    return make_generation(
        [
            ReportText(
                "柳河县年度公报",
                [
                    "办结信访事项860件，其中征地领域214件，欠薪领域97件。",
                    "全县工业总产值96.3亿元，增长8.4%。人均工业总产值3.2万元，增长7.7%。",
                    "在校中小学生5.6万人，其中小学生3.9万人。",
                    "全年雨季雨量610毫米。其中，前雨季雨量240毫米。",
                    "下辖北山粮库、南河粮库、青石粮库3座粮库，储粮能力92万吨，其中北山粮库50万吨、青石粮库12万吨。",
                    "集市原有摊位75个，现在增加到160个，其中水果摊位64个、成衣摊位41个。",
                    "茶厂共有职工320人，其中女职工186人。",
                ],
            )
        ]
    )


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("柳河县办结信访事项多少件？", "860件", id="whole"),
        pytest.param("柳河县办结征地领域信访事项多少件？", "214件", id="part"),
        pytest.param("柳河县小学生多少人？", "3.9万人", id="end of a longer word"),
        pytest.param("柳河县工业总产值增长多少？", "8.4%", id="all"),
        pytest.param("柳河县人均工业总产值增长多少？", "7.7%", id="per head"),
        pytest.param("柳河县前雨季雨量多少毫米？", "240毫米", id="part by one character"),
        pytest.param("柳河县雨季雨量多少毫米？", "610毫米", id="whole by one character"),
        pytest.param("北山粮库储粮能力多少万吨？", "50万吨", id="one of a list"),
        pytest.param("青石粮库储粮能力多少万吨？", "12万吨", id="last of a list"),
        pytest.param("柳河县集市现在有多少摊位？", "160个", id="now"),
        pytest.param("柳河县集市原有摊位多少个？", "75个", id="before"),
        pytest.param("柳河县集市成衣摊位多少个？", "41个", id="a part named"),
        pytest.param("柳河县茶厂女职工多少人？", "186人", id="women"),
        pytest.param("柳河县茶厂职工多少人？", "320人", id="women and men"),
    ],
)
def test_whole_and_part(question: str, expected: str) -> None:
    """The number of what is asked about is chosen, whichever stands first."""
    assert answer_question(question, generation(), params=Params()).answer == expected
