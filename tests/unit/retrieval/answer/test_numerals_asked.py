"""Numerals with the unit asked in are found, articles are not."""

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
                "动物园公报",
                [
                    "獾是一种夜里活动的动物，园里今年收养了三种。",
                    "海狸是一种会筑坝的动物，住在水边。",
                    "围栏高一米八五，外面种了竹子。",
                    "园里的长臂猿有五只，白鹤只有一只。",
                ],
            )
        ]
    )


@pytest.mark.parametrize(
    "question, answer",
    [
        pytest.param("园里收养的獾有几种？", "三种", id="not the article"),
        pytest.param("围栏有多高？", "一米八五", id="tenths behind the unit"),
        pytest.param("园里的白鹤有几只？", "一只", id="one that is counted"),
    ],
)
def test_number_is_chosen(question: str, answer: str) -> None:
    """What counts is the answer."""
    assert answer_question(question, generation(), params=Params()).answer == answer


def test_article_is_no_answer() -> None:
    """是一种 says what something is, not how many there are."""
    found = answer_question("海狸有几种？", generation(), params=Params())
    assert found.answer != "一种"
    assert not found.bold
