"""Which unit follows a numeral, and what does it measure?

Units and classifiers come from the lexicon `units`; the longest one that fits wins. A rate
(元/吨, 微克/立方米) is a unit of its own.
"""

from __future__ import annotations

import re
from functools import cache

from retrieval.lexicons import rows
from retrieval.types import NumberKind

_KINDS = {row[0]: NumberKind(row[1]) for row in rows("units")}
_REPORTED = {row[0]: row[2] for row in rows("units") if len(row) > 2}

#: A sign is no unit before these: there it begins another word (元旦, 个体户, 人工智能).
_NOT_BEFORE = {row[0]: row[1] for row in rows("unit_exceptions")}


def _alternatives() -> str:
    parts = []
    for unit in sorted(_KINDS, key=lambda unit: (-len(unit), unit)):
        guard = f"(?![{_NOT_BEFORE[unit]}])" if unit in _NOT_BEFORE else ""
        if unit[-1].isascii() and unit[-1].isalpha():
            guard += "(?![A-Za-z])"
        parts.append(re.escape(unit) + guard)
    return "|".join(parts)


_UNIT = _alternatives()
#: A unit, with its rate, at a position.
UNIT = re.compile(rf" ?(?P<unit>(?:{_UNIT})(?:/(?:{_UNIT}|[万千百]人))?)")
#: The signs a unit may begin with, for a quick refusal.
UNIT_FIRST = frozenset(unit[0] for unit in _KINDS) | {" "}


@cache
def kind_of(unit: str) -> NumberKind:
    """Say what a unit measures; a unit outside the lexicon counts things.

    >>> kind_of("公顷").value, kind_of("元/吨").value, kind_of("车位").value
    ('area', 'money', 'count')
    """
    return _KINDS.get(unit) or _KINDS.get(unit.partition("/")[0], NumberKind.COUNT)


def reported(unit: str) -> str:
    """Name a unit as a report of numbers does (元钱 and 元人民币 → 元).

    >>> reported("元人民币"), reported("公里")
    ('元', '公里')
    """
    return _REPORTED.get(unit, unit)
