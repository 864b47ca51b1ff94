"""Which unit follows a numeral, and what does it measure?

Units and classifiers come from the lexicon `units`; the longest one that fits wins. A rate
(元/吨, 微克/立方米) is a unit of its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from retrieval.lexicons import rows
from retrieval.types import NumberKind

_KINDS = {row[0]: NumberKind(row[1]) for row in rows("units")}
_REPORTED = {row[0]: row[2] for row in rows("units") if len(row) > 2}

#: A sign is no unit before these: there it begins another word (元旦, 个体户, 人工智能).
_NOT_BEFORE = {row[0]: row[1] for row in rows("unit_exceptions")}


def _alternatives(first: str) -> str:
    """Write the units that begin with one of some signs as an expression, the longest first."""
    parts = []
    for unit in sorted(_KINDS, key=lambda unit: (-len(unit), unit)):
        if unit[0] not in first:
            continue
        guard = f"(?![{_NOT_BEFORE[unit]}])" if unit in _NOT_BEFORE else ""
        if unit[-1].isascii() and unit[-1].isalpha():
            guard += "(?![A-Za-z])"
        parts.append(re.escape(unit) + guard)
    return "|".join(parts)


_FIRST = frozenset(unit[0] for unit in _KINDS)
#: The signs a unit may begin with, for a quick refusal.
UNIT_FIRST = _FIRST | {" "}


class Printed(NamedTuple):
    """A unit in a text."""

    unit: str  #: with its rate
    end: int


def match_unit(flat: str, at: int) -> Printed | None:
    """Read the unit at a position, with its rate; the longest one that fits wins.

    >>> match_unit("5 元/吨左右", 1), match_unit("5元旦", 1)
    (Printed(unit='元/吨', end=5), None)
    """
    start = at + 1 if flat[at : at + 1] == " " else at
    first = flat[start : start + 1]
    found = _units(first).match(flat, start) if first in _FIRST else None
    if found is None:
        return None
    end = found.end()
    if flat[end : end + 1] == "/":
        other = flat[end + 1 : end + 2]
        per = _units(other).match(flat, end + 1) if other in _FIRST else None
        per = per or _PEOPLE.match(flat, end + 1)
        end = per.end() if per is not None else end
    return Printed(flat[start:end], end)


_PEOPLE = re.compile("[万千百]人")


@cache
def _units(first: str) -> re.Pattern[str]:
    """Give the expression of the units that begin with a sign: few, where all are hundreds."""
    return re.compile(_alternatives(first))


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
