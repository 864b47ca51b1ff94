from __future__ import annotations

import pytest

from retrieval.answer import answer_question
from retrieval.params import Params
from tests.support.generations import ReportText, make_generation

PLAIN = "青山镇建成停车场3处，车位一共2704个。"
RIVAL = "青山镇还有车位85个没有划线。"
FILLER = ["柳叶村的稻田丰收了。", "孩子们在操场上跑步。", "老人们在树下下棋。", "雨下了三天三夜。"]


@pytest.mark.parametrize(
    "paragraphs, bold",
    [([PLAIN, *FILLER], True), ([PLAIN, RIVAL, *FILLER], False)],
    ids=["alone", "rival"],
)
def test_a_number_without_a_rival_stands_in_bold(paragraphs: list[str], bold: bool) -> None:
    """A plain question that one number fits gets it in bold, one that two fit does not."""
    generation = make_generation([ReportText("停车", paragraphs)])
    answer = answer_question("青山镇有多少个车位？", generation, params=Params())
    assert answer.bold is bold
