"""The lists of words hold together."""

from __future__ import annotations

from itertools import combinations

import pytest

from retrieval.lexicons import rows
from retrieval.text import searchable

#: Words that a report counts apart; a number of one is no answer about the other.
SIBLINGS = [
    *("出口 进口", "收入 利润", "收入 支出", "同比 环比", "总产值 增加值", "户籍人口 常住人口"),
    *("门诊 急诊", "逮捕 拘留", "农户 农民", "人次 人", "预算 决算", "存款 贷款", "酒驾 醉驾"),
    *("医生 护士", "医护 医生", "本科生 大学生", "硕士 博士", "出生率 死亡率", "平均 人均"),
    *("增速 增加值", "法律 法规", "民警 辅警", "公路 铁路", "森林 草原", "台风 暴雨", "住宅 商铺"),
    *("校长 院长", "书记 主任", "儿子 女儿", "哥哥 弟弟", "爷爷 外公", "冠军 亚军", "去年 今年"),
    *("上午 下午", "周六 周日", "上半年 下半年", "一季度 二季度", "债务 资产", "行贿 受贿"),
    *("GDP 增加值", "CPI PPI", "甲肝 乙肝", "甲亢 甲减", "一产 二产", "第一 第二", "国企 民企"),
    *("举报 投诉", "产量 销量", "营业额 利润", "发改委 国资委", "住建局 人社局", "中国 美国"),
]


def groups(name: str) -> list[tuple[str, ...]]:
    return [tuple(map(searchable, row)) for row in rows(name)]


def pairs(name: str) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups(name) for pair in combinations(group, 2)}


@pytest.mark.parametrize("name", ["synonyms", "abbreviations"])
def test_a_group_holds_different_words(name: str) -> None:
    """Two at least, none twice, none of spaces, and no group that another one holds."""
    found = groups(name)

    assert [group for group in found if len(group) < 2 or len(set(group)) < len(group)] == []
    assert [word for group in found for word in group if not word or word != word.strip()] == []
    sets = list(map(set, found))
    assert [a for a, b in combinations(sets, 2) if a <= b or b <= a] == []


def test_a_pair_is_either_the_same_or_kin() -> None:
    """What is a name of the same thing is listed as nothing less, but within a wider group."""
    names = pairs("abbreviations")

    assert [group for group in groups("synonyms") if _all_pairs(group) <= names] == []


@pytest.mark.parametrize("name", ["synonyms", "abbreviations"])
def test_contraries_are_no_synonyms(name: str) -> None:
    """Two sides of a scale never stand in one group."""
    contrary = {
        frozenset((searchable(one), searchable(other)))
        for row in rows("contraries")
        for side, against in combinations([side.split() for side in row], 2)
        for one in side
        for other in against
    }

    assert contrary & pairs(name) == set()


@pytest.mark.parametrize("siblings", SIBLINGS)
def test_measures_that_are_told_apart_are_no_synonyms(siblings: str) -> None:
    """A report gives each a number of its own."""
    pair = frozenset(map(searchable, siblings.split()))

    assert pair not in pairs("synonyms") | pairs("abbreviations")


@pytest.mark.parametrize("name", ["synonyms", "abbreviations"])
def test_no_word_opens_onto_too_many(name: str) -> None:
    """Each is looked for in every sentence, so a word has some dozens at most."""
    others: dict[str, set[str]] = {}
    for group in groups(name):
        for word in group:
            others.setdefault(word, set()).update(group)

    assert [word for word, found in others.items() if len(found) > 30] == []


def _all_pairs(group: tuple[str, ...]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in combinations(group, 2)}
