"""Where do numbers stand in a text, and what do they say?

One scan finds where a numeral may begin; a few anchored expressions then read numeral, scale,
unit, range and hedges. Meaning (measure, subject, period) is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from retrieval.numbers.hedges import hedge_after, hedge_before
from retrieval.numbers.numerals import half_width, parse_numeral, scale_of
from retrieval.numbers.units import UNIT, kind_of
from retrieval.types import NumberKind, NumberValue, Qualifier

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_SCALE = r" ?(?:[十百千]?[万亿]+|[十百千](?![瓦米克伏卡帕赫焦]))"
_CHINESE_SIGN = "零〇○一二两三四五六七八九十百千万亿廿卅"
_CHINESE = rf"[{_CHINESE_SIGN}]+(?:点[零〇○一二三四五六七八九]+[百千]?[万亿]*)?"

#: Where a numeral may begin. The set comes first so that the scan runs at the speed of `re`.
_BEGIN = re.compile(rf"[0-9{_CHINESE_SIGN}数几]")
_NUMERAL = re.compile(
    rf"(?P<parts>[百千万])分之(?P<share>{_ARABIC}|{_CHINESE})"
    rf"|(?P<whole>{_CHINESE})分之(?P<part>{_CHINESE})"
    rf"|(?P<arabic>{_ARABIC}(?:{_SCALE}(?:[0-9]+{_SCALE})*)?)(?P<more>[多余几])?(?P<scale>{_SCALE})?"
    r"|(?P<some>[数几][十百千万亿]+)"
    rf"|(?P<chinese>{_CHINESE})(?P<odd>[多余几来])?(?P<odd_scale>[百千万亿]+)?"
)
_RANGE = re.compile(r"\s?(?:[—–~～〜−-]{1,2}|至|到)\s?")
_SPACE = re.compile(" ?")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number as it stands in a text, hedges included."""

    start: int
    end: int
    numeral_start: int
    unit_end: int
    value: NumberValue | None
    unit: str | None
    kind: NumberKind
    qualifier: Qualifier | None
    numeral: str


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield the numbers of `text` in reading order; they do not overlap."""
    flat = half_width(text)
    position = 0
    while True:
        begin = _BEGIN.search(flat, position)
        if begin is None:
            return
        found = _read(flat, begin.start())
        if found is None:
            run = _NUMERAL.match(flat, begin.start())
            position = max(run.end() if run else 0, begin.end())
            continue
        yield found
        position = found.end


def _read(flat: str, start: int) -> FoundNumber | None:
    numeral = _NUMERAL.match(flat, start)
    if numeral is None:
        return None
    value, hedged = _value(numeral)
    if value is None:
        return None
    end = numeral.end()
    unit_match = UNIT.match(flat, _SPACE.match(flat, end).end())  # type: ignore[union-attr]
    unit = None
    if numeral["share"] or numeral["part"]:
        unit = "%" if numeral["share"] else None
        unit_match = None
        kind = NumberKind.PERCENT if unit else NumberKind.RATIO
    elif unit_match is None:
        between = _RANGE.match(flat, end)
        second = _NUMERAL.match(flat, between.end()) if between else None
        kind = NumberKind.OTHER
        if second is not None:
            other, _ = _value(second)
            unit_match = UNIT.match(flat, second.end())
            if unit_match and isinstance(value, Decimal) and isinstance(other, Decimal):
                own = scale_of(second["scale"] or "") if second["arabic"] else 1
                del own
                if value < other:
                    value = (value, other)
                    end = second.end()
    if unit_match is not None:
        unit = unit_match[0]
        end = unit_match.end()
        kind = kind_of(unit)
        if unit == "%":
            value = _times(value, Decimal("0.01"))
        elif unit == "‰":
            value = _times(value, Decimal("0.001"))
        elif unit == "成":
            value = _times(value, Decimal("0.1"))
            kind = NumberKind.PERCENT
    if unit is None and kind is NumberKind.OTHER:
        return None
    left, before = hedge_before(flat, start)
    right, after = hedge_after(flat, end)
    qualifier = before or after or (Qualifier.APPROX if hedged else None)
    return FoundNumber(left, right, start, end, value, unit, kind, qualifier, numeral[0])


def _times(value: NumberValue, factor: Decimal) -> NumberValue:
    if isinstance(value, tuple):
        return (value[0] * factor, value[1] * factor)
    return value * factor


def _value(numeral: re.Match[str]) -> tuple[NumberValue | None, bool]:
    if numeral["share"]:
        value = parse_numeral(numeral["share"])
        per = Decimal(1) / scale_of(numeral["parts"])
        return (None if value is None else _times(value, per)), False
    if numeral["part"]:
        whole, part = parse_numeral(numeral["whole"]), parse_numeral(numeral["part"])
        if isinstance(whole, Decimal) and isinstance(part, Decimal) and whole:
            return part / whole, False
        return None, False
    if numeral["arabic"]:
        value = parse_numeral(numeral["arabic"])
        if value is not None and numeral["scale"]:
            value = _times(value, Decimal(scale_of(numeral["scale"])))
        return value, bool(numeral["more"])
    if numeral["some"]:
        scale = scale_of(numeral["some"][1:])
        return (Decimal(2 * scale), Decimal(9 * scale)), True
    value = parse_numeral(numeral["chinese"])
    if value is not None and numeral["odd_scale"]:
        value = _times(value, Decimal(scale_of(numeral["odd_scale"])))
    return value, bool(numeral["odd"])
