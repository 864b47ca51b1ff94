"""Dates are found whole, cut to the part asked for, and followed to where they are named."""

from __future__ import annotations

import pytest

from retrieval.answer import answer_question
from retrieval.params import Params
from tests.support.generations import ReportText, make_generation

FILLER = ["柳叶村的稻田丰收了。", "孩子们在操场上跑步。", "老人们在树下下棋。", "雨下了三天三夜。"]


@pytest.mark.parametrize(
    "paragraph, question, expected",
    [
        ("青山镇官员21日证实，水库当天开始放水。", "青山镇水库什么时候开始放水？", "21日"),
        ("青山镇水库1861至1865年间修建。", "青山镇水库修建于何时？", "1861至1865年"),
        ("青山镇中学创办于民国19年5月。", "青山镇中学创办于民国几年？", "民国19年"),
        ("青山镇的雨季开始于5月21日前后。", "青山镇的雨季从几月开始？", "5月"),
        (
            "青山镇水库有三点特别，轰动一时，1998年春季开工。",
            "青山镇水库什么时候开工？",
            "1998年春季",
        ),
        ("青山镇遗址属于新石器时代。", "青山镇遗址属于哪个时期？", "新石器时代"),
        ("青山镇中学创办于 1985 年。", "青山镇中学创办于哪一年？", "1985 年"),
        ("青山镇的人多在1945年之后迁来。", "青山镇的人多在哪一年之后迁来？", "1945年"),
        ("青山镇运河于至元二十六年开凿。", "青山镇运河哪一年开凿？", "至元二十六年"),
        ("青山镇水库1922年动工，1931年通车。", "青山镇水库哪一年动工？", "1922年"),
        ("青山镇水库1922年动工，1931年通车。", "青山镇水库哪一年通车？", "1931年"),
        ("1388年，明朝派人到青山镇筑城。", "明朝什么时候派人到青山镇筑城？", "1388年"),
    ],
    ids=[
        "that day",
        "range of years",
        "year",
        "month",
        "no clock",
        "period",
        "spaced",
        "no span",
        "era",
        "first scope",
        "second scope",
        "not the one asked with",
    ],
)
def test_a_date_is_given_as_asked(paragraph: str, question: str, expected: str) -> None:
    """The date that answers is the fullest one, or the part of it that is asked for."""
    generation = make_generation([ReportText("青山镇见闻", [paragraph, *FILLER])])
    answer = answer_question(question, generation, params=Params())
    assert answer.answer == expected
