"""Where do numbers stand in a text, and what value, unit and hedge do they have?

One scan finds where a numeral may begin; a few anchored expressions then read numeral, scale,
range, unit and hedges. Dates are read by `periods`; what only looks like a number is sorted out by
`exclusions`; what a number means is asked later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from retrieval.numbers.found import Mention, Role
from retrieval.numbers.hedges import hedge_after, hedge_before
from retrieval.numbers.numerals import parse_numeral, scale_of, times
from retrieval.numbers.units import UNIT, UNIT_FIRST, kind_of, reported
from retrieval.types import NumberKind, NumberValue, Qualifier

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?: ?\.[0-9]+)?"
_SCALE = r" ?(?:[十百千]?[万亿]+|[十百千](?![瓦米克伏卡帕赫焦字]))"
_SIGNS = "零〇○一二两三四五六七八九十百千万亿廿卅"
_CHINESE = rf"[{_SIGNS}]+(?:[点·][零〇○一二三四五六七八九]+[百千]?[万亿]*)?"

#: Where a numeral may begin. A set stands first so that the scan runs at the speed of `re`; what
#: follows refuses the commonest signs that count nothing (统一, 一些, 数字, 万).
_BEGIN = re.compile(
    rf"[0-9{_SIGNS}数几翻](?:(?<=[0-9])|(?<=数)(?=[十百千万亿])|(?<=几)(?=[十百千万亿])"
    rf"|(?<=[翻])(?=了?[一两二三四]?番)|(?<=一)(?![些定样直起般旦致切带路体]|个?(?:中心|方面|中国))"
    rf"|(?<=[二两三四五六七八九十百千万亿廿卅〇○零]))"
)
_NUMERAL = re.compile(
    rf"(?P<parts>[百千万])分之(?P<share>{_ARABIC}|{_CHINESE})"
    r"|(?P<digits>[两二三四2-4])位数(?:的?增长|增幅|增速|的?下降)?"
    rf"|(?P<whole>{_CHINESE})分之(?P<part>{_CHINESE})"
    rf"|(?P<above>[0-9]{{1,2}})/(?P<below>[1-9][0-9]?)(?![0-9/.])"
    rf"|(?P<arabic>{_ARABIC}(?:{_SCALE}(?:零?[0-9]+{_SCALE})*)?)"
    rf"(?:(?P<more>[多余几来])(?P<scale>{_SCALE})?)?"
    r"|(?P<some>[数几][十百千万亿]+)"
    rf"|翻了?(?P<fold>[一两二三四]?)(?P<番>番)"
    r"|(?P<pair>[一二三四五六七八]、[二三四五六七八九](?![一二三四五六七八九十、])[十百千万亿]*)"
    rf"|(?P<chinese>{_CHINESE})(?:(?P<odd>[多余几来])(?P<odd_scale>[百千万亿]+)?)?"
)
_RANGE = re.compile(r" ?(?:[—–~～〜−-]{1,2}|至|到) ?(?:近|约|超过?|不足|不到)?")
#: 3比2, 3:2; two digits behind a colon are a time of day.
_SCORE = re.compile(
    r"(?:比|[∶:](?![0-5][0-9](?![0-9])))((?:[0-9]+(?:\.[0-9]+)?|[零一二三四五六七八九十]+))(?![0-9:∶年月日%])"
)
_SCORE_SIGNS = frozenset("比:∶")
_STAT = Role.STATISTIC
_RANGE_FIRST = frozenset(" —–~～〜−-至到")
_TAIL_HALF = re.compile("半(?=[^天年夜数导]|$)")
_METRES = re.compile("[0-9]{1,2}(?![0-9.%])")
#: Before a decimal without a unit: an index or a quotation (净值为2.915).
_MEASURED = re.compile("[为达至到是报值数]$")
_HALF_UNITS = frozenset({"年", "倍", "斤", "公斤", "里", "公里", "亩", "天", "岁", "尺", "成"})
_DIGIT = "零一二三四五六七八九"


def find_numbers(flat: str) -> Iterator[Mention]:
    """Yield what `flat` (half-width text) holds of numbers, in reading order, not overlapping.

    >>> flat = "近300人，占六成五"
    >>> [(flat[m.start : m.end], m.value, m.unit) for m in find_numbers(flat)]
    [('近300人', Decimal('300'), '人'), ('六成五', Decimal('0.65'), '成')]
    """
    position = 0
    search = _BEGIN.search
    while (begin := search(flat, position)) is not None:
        start = begin.start()
        numeral = _NUMERAL.match(flat, start)
        if numeral is None:
            position = start + 1
            continue
        mention = _read(flat, numeral)
        if mention is None:
            position = max(numeral.end(), start + 1)
        else:
            yield mention
            position = mention.end


def _read(flat: str, numeral: re.Match[str]) -> Mention | None:
    """Read numeral, range, unit and hedges from where `numeral` begins."""
    start, end = numeral.span()
    if numeral["digits"] is not None:  # 两位数增长: a statistic without a value
        kind = NumberKind.PERCENT if end - start > 3 else NumberKind.OTHER
        return Mention(start, end, None, None, kind, None, Role.STATISTIC, numeral[0], start, end)
    value, hedged = _value(numeral)
    if value is None:
        return None
    unit: str | None = None
    kind = NumberKind.OTHER
    if numeral["share"] is not None:
        unit, kind = "%", NumberKind.PERCENT
    elif numeral["part"] is not None or numeral["above"] is not None:
        kind = NumberKind.RATIO
    elif numeral["番"] is not None:
        unit, kind = "番", NumberKind.RATIO
        start = numeral.start("fold")
    else:
        printed = UNIT.match(flat, end) if flat[end : end + 1] in UNIT_FIRST else None
        if printed is not None:
            unit = printed["unit"]
            end = printed.end()
    if unit is None and flat[end : end + 1] in _SCORE_SIGNS and isinstance(value, Decimal):
        score = _SCORE.match(flat, end)
        if score is not None:
            other = parse_numeral(score[1])
            pair = (value, other) if isinstance(other, Decimal) else None
            if pair is not None:
                ratio = NumberKind.RATIO
                return Mention(
                    start,
                    score.end(),
                    pair,
                    "比",
                    ratio,
                    None,
                    _STAT,
                    numeral[0],
                    start,
                    score.end(),
                )
    scaled = numeral["arabic"] is not None and not numeral["arabic"][-1].isdigit()
    if flat[end : end + 1] in _RANGE_FIRST and isinstance(value, Decimal):
        span = _range(flat, numeral, value, unit, end)
        if span is not None:
            value, unit, end = span
    if numeral["share"] is None and unit is not None:
        kind = kind_of(unit)
        value, end = _with_tail(flat, value, unit, end)
        if unit in _PERCENT_UNITS:
            value, kind = times(value, _PERCENT_UNITS[unit]), NumberKind.PERCENT
        else:
            unit = reported(unit)
    left, before = hedge_before(flat, start)
    right, after = hedge_after(flat, end) if unit is not None or scaled else (end, None)
    ordinal = flat[start - 1 : start] == "第"
    if unit is None and kind is NumberKind.OTHER and not (ordinal or scaled or before):
        if numeral["arabic"] is None or not (
            hedged or _MEASURED.search(flat, max(start - 2, 0), start)
        ):
            return None
    if flat[left - 1 : left] == "-" and unit in {"%", "℃"} and isinstance(value, Decimal):
        if left < 2 or not (flat[left - 2].isascii() and flat[left - 2].isalnum()):
            left, value = left - 1, -value
    return Mention(
        start=left,
        end=right,
        value=value,
        unit=unit,
        kind=kind,
        qualifier=before or after or (Qualifier.APPROX if hedged else None),
        role=Role.STATISTIC,
        numeral=numeral[0],
        core_start=start,
        core_end=end,
    )


_PERCENT_UNITS = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "成": Decimal("0.1")}


def _value(numeral: re.Match[str]) -> tuple[NumberValue | None, bool]:
    """Value the numeral alone; the second value tells whether 多, 余, 几, 数 stand in it."""
    which = numeral.lastgroup
    if numeral["arabic"] is not None:
        value = parse_numeral(numeral["arabic"])
        if value is not None and numeral["scale"] is not None:
            value = times(value, Decimal(scale_of(numeral["scale"])))
        return value, numeral["more"] is not None
    if numeral["chinese"] is not None:
        return _chinese_value(numeral)
    if numeral["pair"] is not None:  # 五、六个: neighbours only, else it is a list
        pair = parse_numeral(numeral["pair"].replace("、", ""))
        return (pair if isinstance(pair, tuple) else None), True
    if numeral["share"] is not None:
        value = parse_numeral(numeral["share"])
        return value and times(value, Decimal(1) / scale_of(numeral["parts"])), False
    if numeral["part"] is not None:
        whole, part = parse_numeral(numeral["whole"]), parse_numeral(numeral["part"])
        if isinstance(whole, Decimal) and isinstance(part, Decimal) and whole:
            return part / whole, False
        return None, False
    if numeral["above"] is not None:
        return Decimal(numeral["above"]) / Decimal(numeral["below"]), False
    if which == "番":
        return parse_numeral(numeral["fold"]) or Decimal(1), False
    scale = scale_of(numeral["some"][1:])
    return (Decimal(2 * scale), Decimal(9 * scale)), True


def _chinese_value(numeral: re.Match[str]) -> tuple[NumberValue | None, bool]:
    value = parse_numeral(numeral["chinese"])
    odd = numeral["odd"]
    if value is None:
        return None, False
    if odd == "几" and isinstance(value, Decimal):  # 十几, 二十几: between one and nine more
        low, high = value + 1, value + 9
        value = (low, high)
    if numeral["odd_scale"] is not None:
        value = times(value, Decimal(scale_of(numeral["odd_scale"])))
    return value, odd is not None


def _range(
    flat: str, first: re.Match[str], low: Decimal, unit: str | None, end: int
) -> tuple[NumberValue, str | None, int] | None:
    """Read the upper bound after `end`; scale and unit may stand once, behind it."""
    between = _RANGE.match(flat, end)
    second = _NUMERAL.match(flat, between.end()) if between is not None else None
    if second is None:
        return None
    high, _ = _value(second)
    if not isinstance(high, Decimal):
        return None
    behind = UNIT.match(flat, second.end())
    if behind is None:
        if unit is not None or first["share"] is None:
            return None
        shared = None
    else:
        shared = behind["unit"]
    if unit is not None and unit != shared:
        return None
    if first["share"] is None and first["arabic"] is not None and second["arabic"] is not None:
        low = _share_scale(first, second, low, high)
    if low >= high:
        return None
    stop = behind.end() if behind is not None else second.end()
    return (low, high), shared, stop


def _share_scale(
    first: re.Match[str], second: re.Match[str], low: Decimal, high: Decimal
) -> Decimal:
    """Give the lower bound the scale of the upper one (20—30万), unless it has its own."""
    scale = scale_of(second["arabic"]) * scale_of(second["scale"] or "")
    if scale == 1 or not first[0][-1].isdigit() or low * scale >= high:
        return low
    return low * scale


def _counts_alone(flat: str, numeral: re.Match[str], *, hedged: bool) -> bool:
    """Tell whether a numeral without unit is a number: a rank, a hedged one, an index."""
    start = numeral.start()
    if flat[start - 1 : start] == "第":
        return True
    if numeral["arabic"] is None:
        return False
    return hedged or (
        "." in numeral[0] and _MEASURED.search(flat, max(start - 2, 0), start) is not None
    )


def _is_negative(flat: str, start: int, unit: str | None) -> bool:
    """Tell whether a minus sign stands before `start`; after a digit or letter it is a dash."""
    if unit not in {"%", "℃"} or flat[start - 1 : start] not in {"-", "−"}:
        return False
    before = flat[max(start - 2, 0) : start - 1]
    return not (before.isascii() and before.isalnum())


def _with_tail(flat: str, value: NumberValue, unit: str, end: int) -> tuple[NumberValue, int]:
    """Add what may follow a unit: 斤半, 成五, 米06."""
    if not isinstance(value, Decimal) or end >= len(flat):
        return value, end
    if unit.startswith("个半"):
        return value + Decimal("0.5"), end
    sign = flat[end]
    if sign == "半" and unit in _HALF_UNITS:
        if flat[end + 1 : end + 2] not in {"年", "数"}:
            return value + Decimal("0.5"), end + 1
    elif unit == "成" and sign in _DIGIT and flat[end + 1 : end + 2] not in {"个", "倍"}:
        return value + Decimal(_DIGIT.index(sign)) / 10, end + 1
    elif unit == "米":
        rest = _METRES.match(flat, end)
        if rest is not None and value == int(value):
            return value + Decimal(f"0.{rest[0]}"), rest.end()
    return value, end
