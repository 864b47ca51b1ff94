"""Which numbers matter in a digest?"""

from __future__ import annotations

import re

from retrieval.numbers.found import Mention, Role
from retrieval.types import NumberKind, Qualifier, Tier

_MINOR_UNITS = frozenset(
    {"度", "GB", "TB", "MB", "KB", "mAh", "Hz", "英寸", "纳米", "nm", "mm", "W", "级", "点", "°"}
)
_SMALL = frozenset("一二两三四五六七八九十")
#: Classifiers before any noun: a small count of them introduces more often than it tells.
_GENERAL = frozenset("大个种项次位条类件届点代层门场对面步批部方本句段首页角期级道份片张座")
_TIMED = re.compile("(?:缩短|压缩|延长|平均|寿命|累计|长达|时间|时长|周期)[^，。；]{0,8}$")


def tier_of(number: Mention, flat: str) -> Tier:
    """Say whether a digest should show a number."""
    if number.kind is NumberKind.DURATION:
        before = flat[max(number.start - 14, 0) : number.start]
        timed = number.qualifier is not None and number.numeral.isascii()
        return Tier.KEY if timed or _TIMED.search(before) else Tier.MINOR
    if number.role in {Role.DATE, Role.SPAN, Role.ARTICLE, Role.ORDINAL}:
        return Tier.MINOR
    if number.role is Role.RANK:
        return Tier.MINOR if number.unit == "次" else Tier.KEY
    if number.unit in _MINOR_UNITS:
        return Tier.MINOR
    if number.numeral in _SMALL and (number.unit is None or number.unit in _GENERAL):
        return Tier.MINOR
    if number.numeral == "1" and number.unit in _GENERAL:
        return Tier.MINOR
    if _is_bound(number, flat):
        return Tier.MINOR
    return Tier.KEY


def _is_bound(number: Mention, flat: str) -> bool:
    """3岁以下婴幼儿, 30万千瓦以下机组: the number bounds a class of things."""
    if number.core_end == number.end or number.kind is NumberKind.PERCENT:
        return False
    if number.qualifier not in {Qualifier.OVER, Qualifier.UNDER}:
        return False
    return "一" <= flat[number.end : number.end + 1] <= "龥"
