from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.followups import resolve

#: Names whose ending does not show that they are names.
NAMES = frozenset({"镇海", "余杭"})

#: A question, then what is asked after it and how each is understood, one leaning on the other.
CHAINS = [
    (
        "五常街道出口金额占全区多少？",
        ("那占全市呢？", "五常街道出口金额占全市多少"),
        ("镇海区呢", "镇海区出口金额占全市多少"),
        ("去年呢", "去年镇海区出口金额占全市多少"),
        ("那进口金额呢", "去年镇海区进口金额占全市多少"),
    ),
    (
        "路桥有多少个车位实现错时共享？",
        ("那办公车位呢", "路桥有多少个办公车位实现错时共享"),
        ("余杭区呢", "余杭区有多少个办公车位实现错时共享"),
        ("2021年呢", "2021年余杭区有多少个办公车位实现错时共享"),
    ),
    (
        "方林村的集体经济总资产是多少？",
        ("人均年纯收入呢", "方林村的人均年纯收入是多少"),
        ("那小稠村呢", "小稠村的人均年纯收入是多少"),
        ("它的书记是谁", "小稠村的书记是谁"),
    ),
    (
        "今年上半年海盐经济开发区规上工业总产值是多少亿元？",
        ("同比增长多少？", "今年上半年海盐经济开发区规上工业总产值同比增长多少"),
        ("去年同期呢", "去年同期海盐经济开发区规上工业总产值同比增长多少"),
        ("占全县多少", "去年同期海盐经济开发区规上工业总产值占全县多少"),
    ),
    (
        "华立集团的董事长是谁",
        ("总经理呢", "华立集团的总经理是谁"),
        ("那阿里巴巴集团呢", "阿里巴巴集团的总经理是谁"),
        ("成立时间呢", "阿里巴巴集团的成立时间是什么时候"),
    ),
    (
        "2021年北京市常住人口有多少万人",
        ("上海呢", "2021年上海常住人口有多少万人"),
        ("2022年呢", "2022年上海常住人口有多少万人"),
        ("那户籍人口呢", "2022年上海户籍人口有多少万人"),
    ),
    (
        "海盐经开区民营企业有几家",
        ("国有企业呢", "海盐经开区国有企业有几家"),
        ("镇海呢", "镇海国有企业有几家"),
        ("占比是多少呢", "镇海国有企业占比是多少"),
    ),
    (
        "杭州亚运会什么时候开幕",
        ("闭幕呢", "杭州亚运会什么时候闭幕"),
        ("广州亚运会呢", "广州亚运会什么时候闭幕"),
        ("那北京奥运会呢", "北京奥运会什么时候闭幕"),
    ),
    (
        "该校男生有多少人",
        ("女生呢", "该校女生有多少人"),
        ("那教师呢", "该校教师有多少人"),
        ("去年女生呢", "去年该校女生有多少人"),
    ),
    (
        "五常街道走访了多少家外贸企业？",
        ("解决了多少个问题呢？", "五常街道解决了多少个问题"),
        ("满意率呢", "五常街道满意率是多少"),
        ("那余杭呢", "余杭满意率是多少"),
    ),
    (
        "五常街道出口金额是多少",
        ("占全区多少", "五常街道出口金额占全区多少"),
        ("那全市呢", "五常街道出口金额占全市多少"),
        ("该街道走访了多少家企业", "五常街道走访了多少家企业"),
    ),
    (
        "五常街道出口金额占全区份额是多少？",
        ("那出口金额呢", "五常街道出口金额是多少"),
        ("去年呢", "去年五常街道出口金额是多少"),
        ("同比呢", "去年五常街道出口金额同比增长多少"),
    ),
    (
        "鎮海區空氣優良率是多少？",
        ("那去年餘杭區呢？", "去年餘杭區空氣優良率是多少"),
        ("它的出口金額是多少？", "餘杭區的出口金額是多少"),
        ("佔全市多少", "餘杭區的出口金額佔全市多少"),
    ),
    (
        "路桥区首富村是哪个村？",
        ("海盐县呢", "海盐县首富村是哪个村"),
        ("那村民人均收入呢", "海盐县村民人均收入是多少"),
        ("去年呢", "去年海盐县村民人均收入是多少"),
    ),
]


@pytest.mark.parametrize("chain", CHAINS, ids=[chain[0] for chain in CHAINS])
def test_a_chain_of_questions_is_understood(
    chain: tuple[str, *tuple[tuple[str, str], ...]],
) -> None:
    """Each question leans on the one before it as that was understood."""
    previous, *asked = chain
    understood = []
    for question, _ in asked:
        previous = resolve(question, previous, is_name=NAMES.__contains__) or ""
        understood.append(previous)
    assert understood == [expected for _, expected in asked]


@pytest.mark.parametrize(
    "question",
    [
        "首篮枇杷拍出了多少元？",
        "路桥区有多少个车位？",
        "那镇海区空气优良率是多少？",
        "谁写的",
        "为什么呢",
        "全国呢",
        "那",
        "？",
        "",
        "海盐经济开发区今年上半年规上工业总产值达到了多少亿元，同比增长多少呢",
    ],
)
def test_what_leans_on_nothing_stands_for_itself(question: str) -> None:
    """A whole question, one too short to tell, and one whose part is not there are left alone."""
    assert resolve(question, "五常街道出口金额是多少？") is None


def test_the_same_question_again_is_no_other() -> None:
    """A fragment that changes nothing completes nothing."""
    assert resolve("五常街道呢", "五常街道出口金额是多少？") is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_is_too_odd(question: str, previous: str) -> None:
    """Whatever is typed, there is a completed question or none."""
    completed = resolve(question, previous)
    assert completed is None or completed.strip()
