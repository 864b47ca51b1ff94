"""Numbers, dates and periods found in text."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.numbers import Role, find_mentions
from retrieval.types import NumberKind, Qualifier


def only(text: str) -> tuple[str, object, str | None, str | None]:
    """Find the one mention of a text: surface, value, unit, qualifier."""
    (mention,) = find_mentions(text)
    qualifier = mention.qualifier.value if mention.qualifier is not None else None
    return text[mention.start : mention.end], mention.value, mention.unit, qualifier


D = Decimal


@pytest.mark.parametrize(
    "text, surface, value, unit, qualifier",
    [
        # Arabic, full-width, with white space
        ("共2,704个车位", "2,704个", D(2704), "个", None),
        ("共２，７０４个车位", "２，７０４个", D(2704), "个", None),
        ("共 3.5 亿 元", "3.5 亿 元", D(350_000_000), "元", None),
        ("出口3亿5000万美元", "3亿5000万美元", D(350_000_000), "美元", None),
        ("出口3亿5000多万美元", "3亿5000多万美元", D(350_000_000), "美元", "approx"),
        ("出口3万5000元", "3万5000元", D(35_000), "元", None),
        ("浪费二十三亿五千多万元", "二十三亿五千多万元", D(2_350_000_000), "元", "approx"),
        ("共二十几万人", "二十几万人", (D(210_000), D(290_000)), "人", "approx"),
        ("投入1.2万亿元", "1.2万亿元", D(1_200_000_000_000), "元", None),
        # Chinese
        ("生产一千二百万吨", "一千二百万吨", D(12_000_000), "吨", None),
        ("行程二万五千里", "二万五千里", D(25_000), "里", None),
        ("月入一万二，", "一万二", D(12_000), None, None),
        ("重达三点五吨", "三点五吨", D("3.5"), "吨", None),
        ("多产十三斤半", "十三斤半", D("13.5"), "斤", None),
        ("耗时十分钟，", "十分钟", D(10), "分钟", None),
        ("增长一倍半", "一倍半", D("1.5"), "倍", None),
        ("耗时两个半小时", "两个半小时", D("2.5"), "小时", None),
        ("身高1米75", "1米75", D("1.75"), "米", None),
        ("身高一米八五", "一米八五", D("1.85"), "米", None),
        ("高一米零五", "一米零五", D("1.05"), "米", None),
        ("宽二尺五，", "二尺五", D("2.5"), "尺", None),
        ("共50米二楼", "50米", D(50), "米", None),
        # shares
        ("占13.8%", "13.8%", D("0.138"), "%", None),
        ("占０．８％", "０．８％", D("0.008"), "%", None),
        ("占百分之十三点八", "百分之十三点八", D("0.138"), "%", None),
        ("占千分之二", "千分之二", D("0.002"), "%", None),
        ("占六成五", "六成五", D("0.65"), "成", None),
        ("占三成多", "三成多", D("0.3"), "成", "approx"),
        ("占近六成", "近六成", D("0.6"), "成", "approx"),
        ("占1/4", "1/4", D("0.25"), None, None),
        ("占五分之二", "五分之二", D("0.4"), None, None),
        ("提高3.1个百分点", "3.1个百分点", D("3.1"), "个百分点", None),
        ("提高2百分点", "2百分点", D(2), "个百分点", None),
        ("下调25个基点", "25个基点", D(25), "个基点", None),
        ("同比增长-2.5%", "-2.5%", D("-0.025"), "%", None),
        ("财务费用-810.89万元", "-810.89万元", D("-8108900"), "元", None),
        ("就业人口录得-0.2万人", "-0.2万人", D(-2000), "人", None),
        ("列车-3列", "3列", D(3), "列", None),
        ("气温零下5℃", "零下5℃", D(-5), "℃", None),
        ("增长3.2倍", "3.2倍", D("3.2"), "倍", None),
        ("总产值翻两番", "两番", D(2), "番", None),
        ("总产值翻了一番", "一番", D(1), "番", None),
        # spans
        ("需20—30万元", "20—30万元", (D(200_000), D(300_000)), "元", None),
        ("需三至五年", "三至五年", (D(3), D(5)), "年", None),
        ("需1元至2万元", "1元至2万元", (D(1), D(20_000)), "元", None),
        ("涨10%—15%", "10%—15%", (D("0.10"), D("0.15")), "%", None),
        ("占百分之三至百分之五", "百分之三至百分之五", (D("0.03"), D("0.05")), "%", None),
        ("有5到10家", "5到10家", (D(5), D(10)), "家", None),
        ("有五、六个", "五、六个", (D(5), D(6)), "个", "approx"),
        ("有数十家", "数十家", (D(20), D(90)), "家", "approx"),
        ("有十几家", "十几家", (D(11), D(19)), "家", "approx"),
        ("从不足20万到300多万，", "不足20万到300多万", (D(200_000), D(3_000_000)), None, "under"),
        # hedges
        ("带动近300人", "近300人", D(300), "人", "approx"),
        ("带动大约300人", "大约300人", D(300), "人", "approx"),
        ("带动300人左右", "300人左右", D(300), "人", "approx"),
        ("解决100余个", "100余个", D(100), "个", "approx"),
        ("达300多万美元", "300多万美元", D(3_000_000), "美元", "approx"),
        ("共一亿余斤", "一亿余斤", D(100_000_000), "斤", "approx"),
        ("比重超过85%", "超过85%", D("0.85"), "%", "over"),
        ("比重70%以上", "70%以上", D("0.7"), "%", "over"),
        ("带动逾千人", "逾千人", D(1000), "人", "over"),
        ("带动上千家", "上千家", D(1000), "家", "over"),
        ("售价不到20万美元", "不到20万美元", D(200_000), "美元", "under"),
        ("比重不足三成", "不足三成", D("0.3"), "成", "under"),
        ("年满3岁以下", "3岁以下", D(3), "岁", "under"),
        ("人数过百。", "过百", D(100), None, "over"),
        ("近百家", "近百家", D(100), "家", "approx"),
        # currencies are kept apart
        ("获5元钱", "5元钱", D(5), "元", None),
        ("获100亿元人民币", "100亿元人民币", D(10_000_000_000), "元", None),
        ("获7000万港元", "7000万港元", D(70_000_000), "港元", None),
        ("获20欧元", "20欧元", D(20), "欧元", None),
        ("奖金$4.9万，", "$4.9万", D(49_000), "美元", None),
        ("奖金NT$25,000。", "NT$25,000", D(25_000), "新台币", None),
        ("营收10亿元新台币", "10亿元新台币", D(1_000_000_000), "新台币", None),
        # units
        ("排放5微克/立方米", "5微克/立方米", D(5), "微克/立方米", None),
        ("发电100亿千瓦时", "100亿千瓦时", D(10_000_000_000), "千瓦时", None),
        ("运送15.6万余人次", "15.6万余人次", D(156_000), "人次", "approx"),
        ("建成12爿商铺", "12爿", D(12), "爿", None),
        ("容量为16GB", "16GB", D(16), "GB", None),
        ("人口达2,790,060，", "2,790,060", D(2_790_060), None, None),
        ("净值为2.915，", "2.915", D("2.915"), None, None),
        # ranks and scores
        ("居全国第11位", "第11位", D(11), "位", None),
        ("居全国第一", "第一", D(1), None, None),
        ("以3比2取胜", "3比2", (D(3), D(2)), "比", None),
        ("比分为3:2", "3:2", (D(3), D(2)), "比", None),
        # without a value
        ("指标实现两位数增长", "两位数增长", None, None, None),
    ],
)
def test_forms(
    text: str, surface: str, value: object, unit: str | None, qualifier: str | None
) -> None:
    """Every form has its surface, value, unit and hedge."""
    assert only(text) == (surface, value, unit, qualifier)


@pytest.mark.parametrize(
    "text, kind",
    [
        ("83岁", NumberKind.AGE),
        ("15公里", NumberKind.DISTANCE),
        ("11万元", NumberKind.MONEY),
        ("3亩", NumberKind.AREA),
        ("5吨", NumberKind.MASS),
        ("3个月", NumberKind.DURATION),
        ("6人", NumberKind.COUNT),
        ("2倍", NumberKind.RATIO),
        ("9%", NumberKind.PERCENT),
        ("3个百分点", NumberKind.OTHER),
        ("第11位", NumberKind.ORDINAL),
    ],
)
def test_kinds(text: str, kind: NumberKind) -> None:
    """A unit tells what a number counts in."""
    (mention,) = find_mentions(text)
    assert mention.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "深化“八八战略”",
        "构建“1+4+N”体系",
        "打造“1+24”基地",
        "5G电子信息",
        "依托181社区",
        "打造“15分钟托育服务圈”",
        "做好“一老一小”服务",
        "“双百双千”行动",
        "创建三星级“无废城市”",
        "“千名干部助千企”活动",
        "建立“一企一策”方案",
        "企业三位一体",
        "停车一位难求",
        "C919首飞",
        "拨打0571-88888888",
        "12345热线",
        "沿G60走廊",
        "新版5.1.2发布",
        "学习党的二十大精神",
        "十一届三中全会",
        "第二十届会议",
        "第三产业发展",
        "来到三门县",
        "登上五台山",
        "红十字会",
        "《三体》第二部",
        "2026届毕业生",
        "直-8L起飞",
        "百亿元产业",
        "千名干部",
        "不断统一思想",
        "逐步健全",
        "每周六日开放",
        "长三角地区",
    ],
)
def test_names_are_no_numbers(text: str) -> None:
    """A numeral inside a name, a code, an idiom or a coinage is not a number."""
    assert [m for m in find_mentions(text) if m.role is not Role.ORDINAL] == []


@pytest.mark.parametrize(
    "text, surface, role",
    [
        ("居全国第11位", "第11位", Role.RANK),
        ("世界第二大经济体", "第二大", Role.RANK),
        ("第三产业", "第三", Role.ORDINAL),
        ("第二十届会议", "第二十届", Role.ORDINAL),
        ("把它放在第一位", "第一位", Role.ORDINAL),
    ],
)
def test_ranks_and_ordinals(text: str, surface: str, role: Role) -> None:
    """第 makes a rank where an order is told, else it names a noun."""
    (mention,) = find_mentions(text)
    assert (text[mention.start : mention.end], mention.role) == (surface, role)


@pytest.mark.parametrize(
    "text, period",
    [
        ("1—6月，出口增加", "1—6月"),
        ("今年上半年平稳", "今年上半年"),
        ("前三季度平稳", "前三季度"),
        ("“十四五”期间平稳", "“十四五”期间"),
        ("5月13日开幕", "5月13日"),
        ("去年同期平稳", "去年同期"),
        ("二〇二三年平稳", "二〇二三年"),
        ("一九五○年平稳", "一九五○年"),
        ("2022年度平稳", "2022年度"),
        ("2019—2022年平稳", "2019—2022年"),
        ("2023 年 1 月平稳", "2023 年 1 月"),
        ("上世纪90年代平稳", "上世纪90年代"),
        ("2023-07-15平稳", "2023-07-15"),
        ("18时30分抵达", "18时30分"),
        ("前11个月平稳", "前11个月"),
        ("改革开放以来平稳", "改革开放以来"),
    ],
)
def test_dates(text: str, period: str) -> None:
    """Dates and periods are found whole, as printed, without a value."""
    (mention,) = find_mentions(text)
    assert (text[mention.start : mention.end], mention.value) == (period, None)
    assert mention.role is Role.DATE


def test_counted_span_holds_its_duration() -> None:
    """A span that counts is a period and a duration."""
    span, duration = find_mentions("比十年前多")
    assert (span.role, duration.role) == (Role.SPAN, Role.STATISTIC)
    assert (duration.value, duration.unit) == (D(10), "年")


def test_article_is_told_apart() -> None:
    """一个 is found, as an article."""
    (mention,) = find_mentions("迎来一个好消息")
    assert mention.role is Role.ARTICLE


def test_hedge_inside_a_word_is_none() -> None:
    """附近 and 节约 do not hedge."""
    assert only("附近3家") == ("3家", D(3), "家", None)
    assert only("节约3吨") == ("3吨", D(3), "吨", None)


_SIGNS = (
    "0123456789０９．％.,%，。、“”《》（）-—至到近约超不到足余多以上下第一二两三五十百千万亿点成倍番"
    "年月日时个家元公里数几半GN+ \n"
)


@given(st.text(alphabet=_SIGNS, max_size=60) | st.text(max_size=60))
@example("成0第两")  # 第 is no classifier of the number before it
def test_offsets_slice_back(text: str) -> None:
    """No text raises; mentions ascend, are not empty and lie inside the text."""
    end = 0
    for mention in find_mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.core_start <= mention.core_end <= mention.end
        assert mention.start >= end or mention.kind is NumberKind.DURATION
        end = mention.end


@given(
    st.integers(min_value=2, max_value=10**9),
    st.sampled_from(["家", "元", "公里", "吨", "亩", "人次", "万元", "亿千瓦时"]),
    st.sampled_from(["", "近", "约", "超过", "不到"]),
)
def test_values_round_trip(value: int, unit: str, hedge: str) -> None:
    """What is written is what is read, hedge and unit included."""
    text = f"共有{hedge}{value}{unit}，"
    (mention,) = find_mentions(text)
    scale = {"万元": 10**4, "亿千瓦时": 10**8}.get(unit, 1)
    assert text[mention.start : mention.end] == f"{hedge}{value}{unit}"
    assert mention.value == value * scale
    expected = {"近": Qualifier.APPROX, "约": Qualifier.APPROX, "超过": Qualifier.OVER}
    assert mention.qualifier == (expected | {"不到": Qualifier.UNDER}).get(hedge)


@pytest.mark.parametrize(
    "text",
    [
        "一" * 5000,
        "万" * 5000,
        "一二三" * 5000 + "家",
        "零" * 5000,
        "1" * 5000 + "家",
        "3家" * 3000,
    ],
    ids=["ones", "scales", "digits", "zeros", "arabic", "list"],
)
def test_endless_runs(text: str) -> None:
    """A run of signs longer than any number is read without failing."""
    find_mentions(text)
