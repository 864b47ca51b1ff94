"""Which numbers, dates and periods does a text hold, and what is each to its reader?

The one place where numbers, dates and what only looks like either are weighed against each other.
"""

from __future__ import annotations

import re

from retrieval.numbers.exclusions import is_name
from retrieval.numbers.found import Mention, Role
from retrieval.numbers.grammar import find_numbers
from retrieval.numbers.periods import find_periods
from retrieval.numbers.plain import plain
from retrieval.types import NumberKind

_RANKED = re.compile(
    "(?:全[国省市区县球]|世界|亚洲|国内|行业|同类|排[名在行]|位[居列]|跃居|名列|居|列|总分)"
    "[^，。；]{0,6}$"
)
#: What may follow a rank without a unit: 世界第二大经济体, 居全国第一。
_AFTER_RANK = re.compile("[，。；、）！的大高长多]|$")


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Find every number, date and period of `text`, in reading order.

    Numerals inside names, codes and idioms are not among them. Dates and periods carry no value.
    A counted span (十年前) is followed by the duration it holds, the one overlap there is.

    >>> text = "今年上半年，181社区有12家企业，居全国第8位"
    >>> [(text[m.start : m.end], m.role.value) for m in find_mentions(text)]
    [('今年上半年', 'date'), ('12家', 'statistic'), ('第8位', 'rank')]
    """
    flat = plain(text)
    found: list[Mention] = []
    for mention in merge(numbers_of(flat), dates_of(flat)):
        found.append(mention)
        if mention.inner is not None:
            found.append(mention.inner)
    return tuple(found)


def numbers_of(flat: str) -> list[Mention]:
    """Find the numbers of half-width text that are no part of a name."""
    kept = []
    for number in find_numbers(flat):
        if number.core_start and flat[number.core_start - 1] == "第":
            _as_ordinal(flat, number)
        elif is_name(flat, number):
            continue
        elif number.numeral == "一" and number.kind is NumberKind.COUNT:
            number.role = Role.ARTICLE
        kept.append(number)
    return kept


def dates_of(flat: str) -> list[Mention]:
    """Find the dates and periods of half-width text."""
    return [
        Mention(
            period.start,
            period.end,
            None,
            None,
            NumberKind.DATE,
            role=Role.SPAN if period.counted else Role.DATE,
            core_start=period.start,
            core_end=period.end,
        )
        for period in find_periods(flat)
    ]


def merge(numbers: list[Mention], dates: list[Mention]) -> tuple[Mention, ...]:
    """Let dates win over numbers inside them; a counted span (20年以来) keeps its number."""
    merged: list[Mention] = []
    at = 0
    for number in numbers:
        while at < len(dates) and dates[at].end <= number.core_start:
            merged.append(dates[at])
            at += 1
        date = dates[at] if at < len(dates) else None
        if date is None or number.core_end <= date.start:
            merged.append(number)
        elif number.core_start < date.start or number.core_end > date.end:
            if number.end > date.start:
                at += 1
            merged.append(number)
        elif date.role is Role.SPAN and number.kind is NumberKind.DURATION:
            date.inner = number
    merged.extend(dates[at:])
    return tuple(merged)


def _is_foremost(flat: str, number: Mention) -> bool:
    """放在第一位, 是第一位的: the foremost thing, no place in an order."""
    if number.numeral != "一":
        return False
    return flat.startswith("的", number.core_end) or flat[number.core_start - 2] in "在是"


def _as_ordinal(flat: str, number: Mention) -> None:
    """Read 第11位 and 全国第一 as ranks; any other 第 + numeral names its noun."""
    start = number.core_start - 1
    ranked = number.unit in {"位", "名"} and not _is_foremost(flat, number)
    if not ranked and number.unit in {None, "大"}:
        ranked = (
            number.unit == "大" or _AFTER_RANK.match(flat, number.core_end) is not None
        ) and _RANKED.search(flat, max(start - 12, 0), start) is not None
    if not ranked and number.unit == "次":
        ranked = flat[number.core_end : number.core_end + 1] not in {"全", "会", "代"}
    number.role = Role.RANK if ranked else Role.ORDINAL
    number.kind = NumberKind.ORDINAL
    number.start = start
