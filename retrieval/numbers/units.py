"""Which unit follows a numeral, and what does it measure?

Units and classifiers come from the lexicon `units`; the longest one that fits wins. A rate
(元/吨, 微克/立方米) is a unit of its own.
"""

from __future__ import annotations

import re

from retrieval.lexicons import rows
from retrieval.types import NumberKind

UNIT_KINDS: dict[str, NumberKind] = {unit: NumberKind(kind) for unit, kind in rows("units")}

#: A unit that these follow belongs to another word (元旦, 年度, 个体户, 人工智能).
_NOT_BEFORE = {
    "元": "旦宵素首老件器勋",
    "人": "工民士大口才物均类心",
    "个": "体性别",
    "家": "庭长乡具电",
    "度": "假",
    "分": "之别类",
    "级": "别",
    "代": "表化",
    "次": "数序生",
    "条": "件例",
    "所": "有以",
    "种": "子植业养",
    "成": "都果功立为长员本效就绩品型交人熟份分",
    "口": "岸",
    "头": "部条",
    "场": "馆景",
    "字": "节母",
    "部": "门队委署长分",
    "组": "织成",
    "期": "间",
    "块": "钱",
    "月": "",
    "里": "面",
    "层": "面次级",
    "批": "准",
    "起": "来到步",
    "项": "目",
    "位": "于",
    "张": "家",
    "周": "边",
    "包": "括含",
    "点": "",
    "集": "团中体",
    "道": "路",
}


def _alternatives() -> str:
    units = sorted(UNIT_KINDS, key=len, reverse=True)
    parts = []
    for unit in units:
        follow = _NOT_BEFORE.get(unit)
        parts.append(re.escape(unit) + (f"(?![{follow}])" if follow else ""))
        if unit.isascii() and unit.isalpha():
            parts[-1] += "(?![A-Za-z])"
    return "|".join(parts)


_UNIT = _alternatives()
#: Matches a unit, with its rate, at a position.
UNIT = re.compile(rf"(?:{_UNIT})(?:[/每](?:{_UNIT}|万人|平方米))?")


def kind_of(unit: str) -> NumberKind:
    """Say what a unit measures; a unit outside the lexicon counts things.

    >>> kind_of("公顷"), kind_of("元/吨"), kind_of("车位")
    (<NumberKind.AREA: 'area'>, <NumberKind.MONEY: 'money'>, <NumberKind.COUNT: 'count'>)
    """
    kind = UNIT_KINDS.get(unit)
    if kind is None:
        kind = UNIT_KINDS.get(re.split("[/每]", unit)[0], NumberKind.COUNT)
    return kind
