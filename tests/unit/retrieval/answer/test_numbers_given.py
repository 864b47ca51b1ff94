"""A number is given as it is asked for: in its unit, whole, of what is left."""

from __future__ import annotations

import pytest

from retrieval.answer import answer_question
from retrieval.params import Params
from retrieval.types import Answer
from tests.support.generations import ReportText, make_generation

FILLER = ["柳叶村的稻田丰收了。", "孩子们在操场上跑步。", "老人们在树下下棋。", "雨下了三天三夜。"]


def _ask(paragraph: str, question: str) -> Answer:
    generation = make_generation([ReportText("青山镇见闻", [paragraph, *FILLER])])
    return answer_question(question, generation, params=Params())


@pytest.mark.parametrize(
    "paragraph, question, expected",
    [
        ("青山镇水库水质达到Ⅱ类标准。", "青山镇水库水质达到几类标准？", "Ⅱ类"),
        ("青山镇水库水质为III类。", "青山镇水库水质是几类？", "III类"),
        ("学生乘第一班或第二班车去青山镇。", "学生乘第几班车去青山镇？", "第一班或第二班"),
        ("青山镇剧场有30人或40人的座位。", "青山镇剧场有多少人的座位？", "30人或40人"),
        ("青山镇的节目每周五播出。", "青山镇的节目周几播出？", "每周五"),
        ("青山镇已经建成12座桥，还可以再建3座桥。", "青山镇还可以建多少座桥？", "3座"),
    ],
    ids=[
        "class",
        "class in letters",
        "either ordinal",
        "either number",
        "weekday",
        "what is left",
    ],
)
def test_a_number_is_given_as_asked(paragraph: str, question: str, expected: str) -> None:
    """Classes in Roman numerals, both sides of 或, and weekdays are found whole."""
    assert _ask(paragraph, question).answer == expected


def test_what_is_there_is_no_answer_to_what_is_left() -> None:
    """How many bridges were built says nothing of how many more can be."""
    assert not _ask("青山镇已经建成12座桥。", "青山镇还可以建多少座桥？").answered


@pytest.mark.parametrize(
    "question, is_bold",
    [
        ("青山镇水库每天产鱼多少公斤？", True),
        ("青山镇水库每天产鱼多少千克？", True),
        ("青山镇水库每天产鱼多少斤？", False),
    ],
    ids=["the unit asked in", "another name of it", "another unit"],
)
def test_a_number_in_another_unit_is_not_shown_alone(question: str, is_bold: bool) -> None:
    """25公斤 is given to 多少斤 with its sentence only."""
    answer = _ask("青山镇水库每天产鱼25公斤。", question)
    assert (answer.answer, answer.bold) == ("25公斤", is_bold)
