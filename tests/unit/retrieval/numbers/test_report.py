"""What numbers mean: measure, subject, period, direction, comparison, tier."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers import number_report
from retrieval.types import Direction, KeyNumber, MendedText, Passage, Tier

D = Decimal


def read(text: str, title: str = "东山县：渔港新貌") -> tuple[KeyNumber, ...]:
    """Read the key numbers of a report of one passage."""
    passage = Passage(
        id="p",
        report_id="r",
        report_title=title,
        section=None,
        source="s.txt",
        content=MendedText.at(text, 0),
    )
    return number_report([passage])[0]


def measures(text: str) -> list[tuple[str, str | None]]:
    """List (surface, measure) of a text's numbers, dates left out."""
    return [(n.surface, n.metric) for n in read(text) if n.kind != "date"]


@pytest.mark.parametrize(
    "text, expected",
    [
        # a count is named by the noun behind it
        ("全县共有渔船1200艘。", [("1200艘", "渔船")]),
        ("港口的350个泊位实现共享。", [("350个", "泊位")]),
        ("近4000家企业接入系统。", [("近4000家", "企业")]),
        ("22个沿海城市参加。", [("22个", "沿海城市")]),
        ("走访渔民150余户，解决难题80个。", [("150余户", "走访渔民"), ("80个", "解决难题")]),
        ("已累计带动就业近300人。", [("近300人", "累计带动就业")]),
        ("新增3.2万名在校学生。", [("3.2万名", "在校学生")]),
        ("解决2.15亿农村人口饮水问题。", [("2.15亿", "农村人口饮水问题")]),
        # anything else by the noun before it
        ("渔业总产值达249.2亿元。", [("249.2亿元", "渔业总产值")]),
        ("全县森林覆盖率超过60%。", [("超过60%", "森林覆盖率")]),
        ("这里距离县城15公里。", [("15公里", "距离县城")]),
        ("守住18亿亩耕地红线。", [("18亿亩", "守住耕地红线")]),
        ("双方达成一项150亿元的供货协议。", [("150亿元", "供货协议")]),
        ("养殖户每公斤卖出30元。", [("30元", "养殖户每公斤卖出")]),
        ("83岁老人林阿婆仍在织网。", [("83岁", "老人林阿婆年龄")]),
        (
            "渔民平均年龄51.4岁，比上年下降0.9岁。",
            [("51.4岁", "渔民平均年龄"), ("0.9岁", "渔民平均年龄下降")],
        ),
        (
            "从年龄看，7至14岁占31.6%，15至30岁占24.9%。",
            [
                ("7至14岁", "年龄"),
                ("31.6%", "年龄占比"),
                ("15至30岁", "年龄"),
                ("24.9%", "年龄占比"),
            ],
        ),
        # what a share tells of is what the next number tells of
        (
            "老年人18万人，占人口的31%；65周岁及以上13万人，占23%。",
            [
                ("18万人", "老年人"),
                ("31%", "老年人占人口的比重"),
                ("65周岁及以上", "老年人年龄"),
                ("13万人", "老年人"),
                ("23%", "老年人占比"),
            ],
        ),
        # measures side by side
        (
            "养老基金收入7亿元，支出6亿元。",
            [("7亿元", "养老基金收入"), ("6亿元", "养老基金支出")],
        ),
        ("产量318吨。产值45万元。", [("318吨", "产量"), ("45万元", "产值")]),
        # words that only begin or end like a verb or a hedge
        ("火场过火面积486公顷。", [("486公顷", "火场过火面积")]),
        ("受害率0.09‰，基金累计结余97亿元。", [("0.09‰", "受害率"), ("97亿元", "基金累计结余")]),
        # a change by what changes
        ("渔业增加值同比增长13.8%。", [("13.8%", "渔业增加值增速")]),
        (
            "渔业增加值42亿元，同比增长13.8%。",
            [("42亿元", "渔业增加值"), ("13.8%", "渔业增加值增速")],
        ),
        ("鲜鱼价格环比下降2.5%。", [("2.5%", "鲜鱼价格降幅")]),
        (
            "鲜鱼价格上涨3%，涨幅回落0.5个百分点。",
            [("3%", "鲜鱼价格涨幅"), ("0.5个百分点", "鲜鱼价格涨幅回落")],
        ),
        ("鱼粉产能压减3000万吨左右。", [("3000万吨左右", "鱼粉产能压减")]),
        ("渔民收入比上年增加5000元。", [("5000元", "渔民收入增加")]),
        ("增速高于全国平均0.2个百分点。", [("0.2个百分点", "增速高于全国平均")]),
        ("水产总量翻两番。", [("两番", "水产总量翻番")]),
        (
            "养殖、捕捞增加值比上年分别加快0.7、0.3个百分点。",
            [("0.7", "养殖增加值加快"), ("0.3个百分点", "捕捞增加值加快")],
        ),
        (
            "渔船出口增长5%，进口3%，满意率98%。",
            [("5%", "渔船出口增速"), ("3%", "进口增速"), ("98%", "满意率")],
        ),
        (
            "审批事项由过去的23项精简至8项。",
            [("23项", "审批事项"), ("8项", "审批事项")],
        ),
        (
            "开行渔轮50列，发送鱼货17万吨，同比分别增长7%、19%。",
            [
                ("50列", "开行渔轮"),
                ("17万吨", "发送鱼货"),
                ("7%", "开行渔轮增速"),
                ("19%", "发送鱼货增速"),
            ],
        ),
        (
            "对东盟、欧盟分别进出口2亿元、3亿元。",
            [("2亿元", "东盟进出口"), ("3亿元", "欧盟进出口")],
        ),
        ("实施1000个“小而美”民生项目。", [("1000个", "“小而美”民生项目")]),
        ("渔企增加5000名员工。", [("5000名", "员工增加")]),
        ("渔业产值迈上5亿元新台阶。", [("5亿元", "渔业产值迈上")]),
        ("两部门下达44.4亿元渔业救助资金。", [("44.4亿元", "渔业救助资金")]),
        # shares
        (
            "出口额5亿元，占全县份额14.87%，占全市份额1.07%。",
            [
                ("5亿元", "出口额"),
                ("14.87%", "出口额占全县份额"),
                ("1.07%", "出口额占全市份额"),
            ],
        ),
        ("水产业产值占全县总产值的70%以上。", [("70%以上", "水产业产值占全县总产值的比重")]),
        ("民营渔企占到近三成。", [("近三成", "民营渔企占比")]),
        (
            "海水养殖占水产总量的比重为52.9%，比上年同期提高3.1个百分点。",
            [
                ("52.9%", "海水养殖占水产总量的比重"),
                ("3.1个百分点", "海水养殖占水产总量的比重提高"),
            ],
        ),
        # parallel lists
        (
            "第一产业、第二产业和居民生活用电量分别增长3.1%、4.2%和5%。",
            [
                ("3.1%", "第一产业用电量增速"),
                ("4.2%", "第二产业用电量增速"),
                ("5%", "居民生活用电量增速"),
            ],
        ),
        (
            "渔船产销量分别完成69艘和65艘，同比分别增长4.1%和3.9%。",
            [
                ("69艘", "渔船产量"),
                ("65艘", "渔船销量"),
                ("4.1%", "渔船产量增速"),
                ("3.9%", "渔船销量增速"),
            ],
        ),
        ("事故造成3人死亡，5人受伤。", [("3人", "死亡人数"), ("5人", "受伤人数")]),
        (
            "法院判令两厂支付8亿元和2亿元的赔偿金，共计10亿元。",
            [("8亿元", "赔偿金"), ("2亿元", "赔偿金"), ("10亿元", "赔偿金")],
        ),
        ("指标实现两位数增长。", [("两位数增长", "指标增速")]),
    ],
)
def test_measures(text: str, expected: list[tuple[str, str]]) -> None:
    """A number is named as a reader would name it."""
    assert measures(text) == expected


def test_change_has_direction_and_positive_value() -> None:
    """A fall is a positive number with a direction."""
    (number,) = read("鲜鱼价格环比下降2.5%。")
    assert (number.value, number.direction) == (D("0.025"), Direction.DOWN)


def test_a_part_names_its_group() -> None:
    """A count of some among others is not taken for a count of them all."""
    assert measures("全县渔船860艘，认定的12家合作社中，股份社占7家，另有冷库3座。") == [
        ("860艘", "渔船"),
        ("12家", "合作社"),
        ("7家", "合作社中股份社"),
        ("3座", "冷库"),
    ]


def test_level_reached_keeps_its_measure() -> None:
    """从…增长到… gives two levels of one measure, the first the base of the second."""
    first, second = read("每月销售额从去年不到20万元增长到现在的300多万元。")
    assert first.metric == second.metric == "每月销售额"
    assert (first.period, second.period) == ("去年", "现在")
    assert second.comparison is not None
    assert (second.comparison.surface, second.comparison.value) == ("去年不到20万元", D(200_000))


def test_multiple_has_its_base() -> None:
    """比十年前的300多家增长了3.2倍 is measured against 300多家 ten years ago."""
    text = "目前共有渔企1479家，比十年前的300多家增长了3.2倍。"
    times = next(n for n in read(text) if n.unit == "倍")
    assert times.metric == "渔企增长"
    assert times.comparison is not None
    assert times.comparison.surface == "十年前的300多家"
    assert (times.comparison.value, times.comparison.unit) == (D(300), "家")
    assert times.comparison.period == "十年前"


def test_comparison_in_words() -> None:
    """What a change is measured against is kept as printed."""
    (number,) = read("渔民收入比上年增加5000元。")
    assert number.comparison is not None
    assert number.comparison.surface == "上年"


def test_periods_of_a_list_are_given_out_in_order() -> None:
    """分别 binds each number to its own period, and does so once more behind it."""
    text = "3月、4月产鱼分别为6吨和7吨，同比分别增长2%和3%。全年产鱼80吨，售出61吨。"
    assert [number.period for number in read(text) if number.metric] == [
        *("3月", "4月") * 2,
        *("全年",) * 2,
    ]


def test_places_of_a_list_are_the_subjects_of_its_numbers() -> None:
    """What 分别 binds to places is theirs, not that of the place named last."""
    text = "东浦县9吨、西浦县8吨，同比分别增长4%和5%。"
    assert [number.subject for number in read(text)] == ["东浦县", "西浦县"] * 2


def test_a_share_is_told_of_each_of_a_list() -> None:
    """占比 before 分别 is the measure, not the end of the last item."""
    numbers = read("前两位的渔行分别是：海丰渔行和江月渔行，占比分别为31%和22%。")
    assert [number.metric for number in numbers] == ["海丰渔行占比", "江月渔行占比"]


def test_a_note_and_a_rank_are_no_measure() -> None:
    """（下同） names nothing, and 前三位 counts nothing."""
    numbers = read("渔获量70吨，比去年同期（下同）增长6%。居前三位的是带鱼、鲳鱼和鱿鱼。")
    assert [(number.metric, number.surface) for number in numbers] == [
        ("渔获量", "70吨"),
        ("渔获量增速", "6%"),
    ]


@pytest.mark.parametrize(
    "text, period, inherited",
    [
        ("今年上半年出口额达5亿元。", "今年上半年", False),
        ("1—6月，出口额达5亿元。", "1—6月", False),
        ("1—6月，走访渔民20户，出口额达5亿元。", "1—6月", True),
        ("2023年渔港建成。渔船达5亿元。", "2023年", True),
        ("出口额比上年增加5亿元。", None, False),
        ("全年收入7亿元，年末结余2亿元。", "年末", False),
        ("全年收入7亿元，年末结余2亿元；其他收入5亿元。", "全年", True),
        ("县里5月8日发布消息，出口额达5亿元。", None, False),
    ],
)
def test_periods(text: str, period: str | None, inherited: bool) -> None:
    """A number has the period its clause names, else an inherited one, marked."""
    number = read(text)[-1]
    assert (number.period, number.period_inherited) == (period, inherited)


@pytest.mark.parametrize(
    "text, subject",
    [
        ("渔业总产值达5亿元。", "东山县"),
        ("该县渔业总产值达5亿元。", "东山县"),
        ("全县渔业总产值达5亿元。", "东山县"),
        ("铜陵镇渔业总产值达5亿元。", "铜陵镇"),
        ("全国渔业总产值达5亿元。", "全国"),
        ("走进铜陵镇，渔歌阵阵。渔船达20艘。", "铜陵镇"),
        ("铜陵镇水族馆是南海省最大的水族馆，有鱼300种。", "铜陵镇"),
        ("一季度新区成交9宗。", "东山县"),
        ("一次办成的村有271个。", "东山县"),
        ("返乡大学生112人。", "东山县"),
        ("从扬州路水族馆引进海豚3只。", "东山县"),
    ],
)
def test_subjects(text: str, subject: str) -> None:
    """A number is about what its clause, its paragraph or the title names."""
    assert read(text)[-1].subject == subject


@pytest.mark.parametrize(
    "text, tier",
    [
        ("渔业总产值达5亿元。", Tier.KEY),
        ("渔船达20艘。", Tier.KEY),
        ("占比达9%。", Tier.KEY),
        ("5月13日开渔。", Tier.MINOR),
        ("抓好三个方面。", Tier.MINOR),
        ("服务3岁以下婴幼儿。", Tier.MINOR),
        ("渔港建成20年以来。", Tier.MINOR),
    ],
)
def test_tiers(text: str, tier: Tier) -> None:
    """Statistics are key; dates, small counts, bounds and spans are minor."""
    assert [n.tier for n in read(text)] == [tier]


def test_articles_are_left_out() -> None:
    """一个 and 一种 are no key numbers."""
    assert read("这是一个好消息，也是一种期待。") == ()


def test_passages_stay_apart() -> None:
    """Offsets count in each passage; a passage without numbers has none."""
    passages = [
        Passage(
            id=str(i),
            report_id="r",
            report_title="东山县：渔港新貌",
            section=None,
            source="s.txt",
            content=MendedText.at(text, 0),
        )
        for i, text in enumerate(["渔船20艘。", "渔歌阵阵。", "渔港3座。"])
    ]
    found = number_report(passages)
    assert [[n.surface for n in numbers] for numbers in found] == [["20艘"], [], ["3座"]]


def test_no_passages() -> None:
    """A report without passages has no numbers."""
    assert number_report([]) == ()


_WORDS = st.sampled_from(
    [
        "增长",
        "下降",
        "分别",
        "占",
        "比",
        "的",
        "和",
        "、",
        "，",
        "。",
        "为",
        "到",
        "20",
        "3.5%",
        "亿元",
        "家",
        "企业",
        "去年",
        "十年前",
        "翻一番",
        "两位数增长",
        "（",
        "）",
        "第",
        "近",
        "以上",
        "每",
        "一个",
        "精简至",
        "一顿饭",
        "$",
        "「",
        "」",
    ]
)


@given(st.lists(_WORDS, max_size=25).map("".join) | st.text(max_size=80))
def test_every_surface_slices_back(text: str) -> None:
    """No text raises, and every surface is the slice its offsets name."""
    for number in read(text):
        assert number.surface == text[number.start : number.end] != ""
        if number.period is not None:
            assert number.period in text
        if number.comparison is not None:
            assert number.comparison.surface in text


def test_a_reference_is_resolved_to_the_place_named_before() -> None:
    """该村 is the village last named in the paragraph; a report's short name is its subject."""
    (number,) = read(
        "到过北山沙湾村的人都说好，那里有花园，有健身区，还有图书馆。该村总资产35亿元。"
    )
    assert number.subject == "北山沙湾村"
    (number,) = read("在温州东山，219个社区各有特色。", title="东山县：渔港新貌")
    assert number.subject == "东山县"
