"""Numbers that answer only together are given together; of a range, the end asked for."""

from __future__ import annotations

import pytest

from retrieval.answer import answer_question
from retrieval.params import Params
from tests.support.generations import ReportText, make_generation

FILLER = ["柳叶村的稻田丰收了。", "孩子们在操场上跑步。", "老人们在树下下棋。", "雨下了三天三夜。"]


@pytest.mark.parametrize(
    "paragraph, question, expected",
    [
        (
            "青山镇昨夜发生爆炸，造成至少3人死亡、8名村民受伤。",
            "青山镇爆炸造成多少人员伤亡？",
            "至少3人死亡、8名村民受伤",
        ),
        ("青山镇的冲突造成警方6死7伤。", "青山镇的冲突造成警方多少伤亡？", "6死7伤"),
        (
            "青山镇的驻军和民兵分别减至约2000人和4000人。",
            "青山镇的驻军和民兵分别减至约多少人？",
            "约2000人和4000人",
        ),
        ("青山镇火灾烧伤3名儿童和2名老人。", "青山镇火灾烧伤多少人？", "3名儿童和2名老人"),
        ("青山镇火灾烧伤3名儿童和2名老人。", "青山镇火灾烧伤多少名老人？", "2名"),
        ("青山镇火灾烧伤包括3名儿童在内的7人。", "青山镇火灾烧伤多少人？", "7人"),
        ("青山镇的客运量降6.1%至3.43万人次。", "青山镇的客运量降至多少？", "3.43万人次"),
        ("青山镇的宣传片时长3分27秒。", "青山镇的宣传片时长多少？", "3分27秒"),
        ("青山镇的水库早在20年前就修好了。", "青山镇的水库在多少年前修好？", "20年前"),
        ("青山镇篮球队队员年龄在22至39岁间。", "青山镇篮球队最大的队员多少岁？", "39岁"),
        ("青山镇篮球队队员年龄在22至39岁间。", "青山镇篮球队队员多少岁？", "22至39岁"),
        ("青山镇的合唱队每次来30人或40人。", "青山镇的合唱队每次来多少人？", "30人或40人"),
        ("青山镇参加第十三届运动会。", "青山镇参加了第多少届运动会？", "第十三届"),
    ],
    ids=[
        "toll",
        "short toll",
        "list",
        "groups",
        "one group",
        "included",
        "changed to",
        "duration",
        "ago",
        "oldest",
        "range",
        "alternatives",
        "ordinal",
    ],
)
def test_numbers_that_belong_together_are_joined(
    paragraph: str, question: str, expected: str
) -> None:
    """Both halves of a toll, all numbers of a list, the whole of a duration are the answer."""
    generation = make_generation([ReportText("青山镇见闻", [paragraph, *FILLER])])
    answer = answer_question(question, generation, params=Params())
    assert answer.answer == expected
