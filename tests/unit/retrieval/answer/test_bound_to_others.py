"""What is told of another month, plan, opener or part of a list is no answer."""

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
                "雁回站2024年9月客运简报",
                [
                    "9月，雁回站发送旅客83.1万人次，环比下降6.2%。",
                    "1—9月，雁回站累计发送旅客702.5万人次。前8个月收入3.6亿元。",
                    "秋季图每天开行列车214列。第二候车室面积2600平方米。",
                ],
            ),
            ReportText(
                "苇塘县改水工程通报",
                [
                    "今年实际改造水厂14座，计划明年改造水厂23座。",
                    "补贴每户每年300元，惠及1.2万户。",
                    "全县进出口总额41.7亿元。",
                    "居民水价3.1元/吨，工业水价4.6元/吨，较上年下降0.2元。",
                    "氯化物和硝酸盐浓度分别为18毫克/升和6毫克/升。",
                    "检测费用96万元，占总支出的7.4%；人工费用210万元。",
                ],
            ),
            ReportText(
                "雁塘县农机二期项目通报",
                [
                    "4月、5月检修农机分别为310台和270台，环比分别增长4.1%和2.8%。",
                    "参训机手830名、教员47名。近90家企业到场，近20家优质企业报价，优质企业多。其中，汤沟区机手受检率为64%。",
                    "二期项目资金520万元，加上一期的180万元，共计700万元。",
                    "抽查发现患病9人。无受伤病例。平均等候时间25分钟，6—7月最忙。",
                    "全县农机动力86万千瓦，其中柴油机51万千瓦、电动机20万千瓦。",
                    "县农机局局长卫青禾介绍，董事长为方小满。前三名为苏北村、溪东村和柳下村。",
                    "农机站最高负荷为64千瓦，比去年最高负荷增长7%。",
                    "0—3岁11例，4—6岁26例，7—9岁15例。过敏9例，其中4例由邻县转来、5例由外省转来。",
                    "直接销售渠道收入3.8亿元，网络电商渠道2.9亿元。青年组获奖14人。",
                    "坡地面积40万亩，其中茶园29万亩；果园面积8万亩；竹林面积12万亩。",
                    "修好木器89件、书画72件、铁器53件。民办学堂收生87人，公办学堂于8月3日开学。",
                    "开出班列87列、发出货物932箱，同比分别增长10%和12%。",
                    "男子拔河由樊大川夺冠。10月2日至6日，展馆接待观众5.1万人次。",
                    "实验小学捐款3.2万元。书店去年盈利6.4万元。",
                ],
            ),
            ReportText(
                "苇塘县读书会记事",
                [
                    "城里居民平均读书6本，比前一年多1本。乡下居民平均读书4本。",
                    "会员综合出勤率为81%。老年会员出勤率为92%。",
                    "皮卡限载5吨，事发时超载38%。轿车由县供销社所有，核载5人。",
                ],
            ),
        ]
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=Params())


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("雁回站9月发送旅客多少人次？", "83.1万人次", id="month"),
        pytest.param("雁回站1—9月发送旅客多少？", "702.5万人次", id="months"),
        pytest.param("苇塘县实际改造了多少座水厂？", "14座", id="done"),
        pytest.param("苇塘县计划改造多少座水厂？", "23座", id="planned"),
        pytest.param("硝酸盐浓度是多少？", "6毫克/升", id="by its place behind 分别"),
        pytest.param("检测费用占比多少？", "7.4%", id="the share beside an amount"),
        pytest.param("乡下居民平均读书多少本？", "4本", id="the other people"),
        pytest.param("4月检修农机多少台？", "310台", id="first behind 分别"),
        pytest.param("5月检修农机环比增长多少？", "2.8%", id="second of the second 分别"),
        pytest.param("机手多少名？", "830名", id="by the noun behind a number"),
        pytest.param("报价的优质企业有多少家？", "近20家", id="a word before the noun"),
        pytest.param("一期项目资金多少万元？", "180万元", id="by the stage before a number"),
        pytest.param("茶园面积多少万亩？", "29万亩", id="behind its name"),
        pytest.param("发出货物同比增长多少？", "12%", id="the second measure told before"),
        pytest.param("最高负荷多少？", "64千瓦", id="no change of it"),
        pytest.param("4到6岁多少例？", "26例", id="behind the range asked for"),
        pytest.param("过敏几例？", "9例", id="all, not those of one origin"),
        pytest.param("雁塘农机局局长是谁？", "卫青禾", id="an office of the county"),
        pytest.param("老年会员出勤率是多少？", "92%", id="the other members"),
    ],
)
def test_a_number_is_of_what_is_asked(question: str, expected: str) -> None:
    """Of numbers that are told of several things the one is given that is told of this."""
    answer = ask(question)
    assert (answer.band, answer.answer) == (Band.ANSWER, expected)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("雁回站7月发送旅客多少人次？", id="another month"),
        pytest.param("雁回站前5个月收入多少亿元？", id="other months"),
        pytest.param("冬季图每天开行列车多少列？", id="another season"),
        pytest.param("第一候车室面积多少平方米？", id="another one of a row"),
        pytest.param("雁来站9月发送旅客多少人次？", id="another station"),
        pytest.param("补贴一共多少元？", id="of each, not of all"),
        pytest.param("苇塘县出口总额多少亿元？", id="both ways, not out"),
        pytest.param("苇塘县蔬菜总额多少亿元？", id="of a kind that nobody tells of"),
        pytest.param("居民水价比上年跌了百分之多少？", id="a price is no change"),
        pytest.param("三期项目资金多少万元？", id="another stage"),
        pytest.param("抽查受伤多少人？", id="nobody was"),
        pytest.param("水轮机动力多少万千瓦？", id="no part that is told"),
        pytest.param("10月4日展馆接待观众多少人次？", id="a day of several"),
        pytest.param("修好玉器多少件？", id="none of a list"),
        pytest.param("公办学堂收生多少人？", id="the other kind of school"),
        pytest.param("参训机手伤亡几人？", id="nothing tells of harm"),
        pytest.param("老年组获奖多少人？", id="another group"),
        pytest.param("女子拔河是谁夺冠？", id="of the men"),
        pytest.param("监事长是谁？", id="another chair"),
        pytest.param("实验中学捐款多少？", id="another school of the name"),
        pytest.param("书店2021年盈利多少？", id="a year that nobody knows"),
        pytest.param("8月检修农机多少台？", id="a month that nobody tells of"),
        pytest.param("荞麦检修多少台？", id="a thing that nobody tells of"),
        pytest.param("轿车超载百分之多少？", id="told before it is named"),
    ],
)
def test_a_number_of_something_else_is_refused(question: str) -> None:
    """Where all numbers are told of other things, nothing is answered."""
    assert ask(question).band is not Band.ANSWER


def test_what_asks_is_not_told_as_missing() -> None:
    """Words that ask are not named as what the reports lack."""
    assert all("多少" not in word for word in ask("水轮机次数多少？").missing)
    assert "多少" not in ask("居民水价比上年跌了多少元？").missing
