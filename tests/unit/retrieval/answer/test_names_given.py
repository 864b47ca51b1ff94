"""A name is given by its rank in a list."""

from __future__ import annotations

import pytest

from retrieval.answer import answer_question
from retrieval.params import Params
from tests.support.generations import ReportText, make_generation

FILLER = ["柳叶村的稻田丰收了。", "孩子们在操场上跑步。", "老人们在树下下棋。", "雨下了三天三夜。"]
ROW = "销量前三位的茶厂分别是：南坡茶厂、东溪茶厂和云顶茶厂，占比分别为31.5%、22.8%和14.6%。"


@pytest.mark.parametrize(
    "paragraph, question, expected",
    [
        (ROW, "销量第二的茶厂是哪家？", "东溪茶厂"),
        (ROW, "销量第3的茶厂是哪家？", "云顶茶厂"),
    ],
    ids=["second", "third in digits"],
)
def test_a_name_is_given_as_asked(paragraph: str, question: str, expected: str) -> None:
    """The rank asked for chooses in a list of the first few."""
    generation = make_generation([ReportText("青山镇见闻", [paragraph, *FILLER])])
    assert answer_question(question, generation, params=Params()).answer == expected


def test_a_list_shorter_than_it_promises_ranks_nothing() -> None:
    """前四位 with three names leaves open which is the second."""
    told = ROW.replace("前三位", "前四位")
    generation = make_generation([ReportText("青山镇见闻", [told, *FILLER])])
    answer = answer_question("销量第二的茶厂是哪家？", generation, params=Params())
    assert answer.answer != "东溪茶厂"
