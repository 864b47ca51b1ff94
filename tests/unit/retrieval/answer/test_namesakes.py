"""What is said of another thing of the same kind is no answer."""

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
                "南屏港年度公报",
                [
                    "南屏港全年靠泊船舶4300艘次，接待旅客12万人次。",
                    "白鹭湖面积31平方公里，青鱼湖面积18平方公里，水深6米。",
                    "县教育局公开招聘56人，县水利局公开招聘12人。",
                ],
            ),
            ReportText(
                "松江市第一医院年度公报",
                [
                    "全院病床900张，做三四级手术5200台，四级手术1300台。",
                    "第一组巡诊230次，第二组巡诊180次，两组满意率分别为97%和92%。",
                ],
            ),
            ReportText(
                "防汛简报",
                [
                    "台风“海燕”造成经济损失3.1亿元，转移群众2.4万人。台风“山竹”来去匆匆。",
                ],
            ),
            ReportText(
                "红枫乡的梨 青竹乡的笋",
                [
                    "红枫乡种梨。全乡梨园面积1.2万亩，去年产梨900吨。",
                    "青竹乡挖笋。全乡竹林面积3.7万亩，与红枫乡相邻的紫藤乡面积0.6万亩。",
                ],
            ),
            ReportText(
                "平江市工业简报",
                [
                    "全市工业产值增长6.2%。经开区工业产值增长9.9%，云岭县增长4.1%。",
                    "夜间客流平均停留3小时，人均消费90元；白天客流平均停留1小时，人均消费40元。",
                    "全市新开工厂房项目52个，建成18个。",
                ],
            ),
            ReportText(
                "警方通报",
                ["孙某（男，45岁）与周某明争吵，致其轻伤。3月2日，孙某在车站被抓获。"],
            ),
        ]
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=Params())


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("南屏港全年靠泊船舶多少艘次？", "4300艘次", id="port"),
        pytest.param("青鱼湖面积多少？", "18平方公里", id="second lake"),
        pytest.param("县水利局公开招聘多少人？", "12人", id="second office"),
        pytest.param("松江医院病床多少张？", "900张", id="name in short"),
        pytest.param("松江市第一医院四级手术多少台？", "1300台", id="rank"),
        pytest.param("第二组巡诊多少次？", "180次", id="second group"),
        pytest.param("第二组满意率是多少？", "92%", id="second of those told together"),
        pytest.param("第一组满意率是多少？", "97%", id="first of those told together"),
        pytest.param("台风海燕造成经济损失多少？", "3.1亿元", id="name in quotation marks"),
        pytest.param("孙某多大年纪？", "45岁", id="surname"),
        pytest.param("红枫乡梨园面积多少？", "1.2万亩", id="of the one last named"),
        pytest.param("紫藤乡面积多少？", "0.6万亩", id="beside another"),
        pytest.param("平江市工业产值增长多少？", "6.2%", id="the whole place"),
        pytest.param("云岭县工业产值增长多少？", "4.1%", id="measure left out"),
        pytest.param("平江市白天客流人均消费多少元？", "40元", id="side of a semicolon"),
        pytest.param("平江市建成厂房项目多少个？", "18个", id="side of a clause"),
    ],
)
def test_the_thing_named_is_answered(question: str, expected: str) -> None:
    """A number told of the very thing is given."""
    answer = ask(question)
    assert (answer.band, answer.answer) == (Band.ANSWER, expected)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("东屏港全年靠泊船舶多少艘次？", id="port"),
        pytest.param("黑天湖面积多少？", id="lake"),
        pytest.param("县卫健局公开招聘多少人？", id="office"),
        pytest.param("松江市中医院病床多少张？", id="hospital"),
        pytest.param("松江市第一医院二级手术多少台？", id="rank"),
        pytest.param("第三组巡诊多少次？", id="group"),
        pytest.param("台风山竹造成经济损失多少？", id="name in quotation marks"),
        pytest.param("周某被抓获是什么时候？", id="surname"),
        pytest.param("青竹乡梨园面积多少？", id="in a report on both"),
    ],
)
def test_a_namesake_is_not(question: str) -> None:
    """A number of another thing of that kind is not given for it."""
    assert ask(question).band is not Band.ANSWER
