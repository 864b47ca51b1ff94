"""Where do numbers stand in a text, and what value, unit and hedge do they have?

One scan finds where a numeral may begin; anchored expressions then read span, unit and hedges.
Dates are read by `periods`; what only looks like a number is sorted out by `exclusions`; what a
number means is asked later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from retrieval.numbers.expressions import BEGIN, NUMERAL, common_scale, numeral_value
from retrieval.numbers.found import Mention
from retrieval.numbers.hedges import hedge_after, hedge_before
from retrieval.numbers.numerals import parse_numeral, times
from retrieval.numbers.units import UNIT_FIRST, kind_of, match_unit, reported
from retrieval.types import NumberKind, NumberValue, Qualifier

_RANGE = re.compile(r" ?(?:[—–~～〜−-]{1,2}|至|到) ?(?:近|约|超过?|不足|不到)?")
_RANGE_FIRST = frozenset(" —–~～〜−-至到")
#: 3比2, 3:2; two digits behind a colon are a time of day.
_SCORE = re.compile(
    r"(?:比|[∶:](?![0-5][0-9](?![0-9])))([0-9]+(?:\.[0-9]+)?|[零一二三四五六七八九十]+)(?![0-9:∶年月日%])"
)
_SCORE_FIRST = frozenset("比:∶")
_METRES = re.compile("[0-9]{1,2}(?![0-9.%])")
#: 一米八五, 三尺二: tenths and hundredths, unless they begin a number of their own.
_SPELT_PARTS = re.compile(
    "[零一二三四五六七八九]{1,2}(?![零〇一二两三四五六七八九十百千万亿点几多])"
)
_SPOKEN_LENGTHS = 10  # below which people say 两米六, not 两点六米; 50米二楼 is none
#: Before a decimal without a unit: an index or a quotation (净值为2.915).
_MEASURED = re.compile("[为达至到是报值数]$")
#: A Chinese numeral too exact to be a manner of speaking (月入一万二).
_SPOKEN = re.compile(
    "[一二两三四五六七八九][一二两三四五六七八九十百千]*[万亿][一二三四五六七八九千百十]+"
)
_PERCENT = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "成": Decimal("0.1")}
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_CURRENCY = {"$": "美元", "＄": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}
_PREFIXED = {"US$": "美元", "HK$": "港元", "NT$": "新台币"}
_COLD = frozenset({"℃", "摄氏度", "度"})
_SIGNED = frozenset({NumberKind.PERCENT, NumberKind.MONEY})
_HALVED = frozenset({"年", "倍", "斤", "公斤", "里", "公里", "亩", "天", "岁", "尺", "成"})
_DIGITS = "零一二三四五六七八九"
#: Behind these an unknown sign between a numeral and a noun is a classifier (建成12爿商铺).
_COUNTING = frozenset("有达共成增计设建引购种养")
_RARE_CLASSIFIER = re.compile(
    "(?![的了在是和与及之到至等月日年号余多个为以第])[一-龥](?=[一-龥，。；、]|$)"
)


class _Read(NamedTuple):
    """Value and unit of a number, and where its unit ends."""

    value: NumberValue
    unit: str | None
    kind: NumberKind
    end: int


def find_numbers(flat: str) -> Iterator[Mention]:
    """Yield what `flat` (half-width text) holds of numbers, in reading order, not overlapping.

    >>> flat = "近300人，占六成五"
    >>> [(flat[m.start : m.end], m.value, m.unit) for m in find_numbers(flat)]
    [('近300人', Decimal('300'), '人'), ('六成五', Decimal('0.65'), '成')]
    """
    position = 0
    search, match = BEGIN.search, NUMERAL.match
    while (begin := search(flat, position)) is not None:
        start = begin.start()
        numeral = match(flat, start)
        if numeral is None:
            position = start + 1
            continue
        mention = _mention(flat, numeral)
        if mention is None:
            position = numeral.end()
        else:
            yield mention
            position = mention.end


def _mention(flat: str, numeral: re.Match[str]) -> Mention | None:
    """Read the number whose numeral is `numeral`; `None` where it counts nothing."""
    start = numeral.start()
    if numeral["digits"] is not None:  # 两位数增长: a statistic without a value
        kind = NumberKind.PERCENT if len(numeral[0]) > 3 else NumberKind.OTHER
        return Mention(
            start, numeral.end(), None, None, kind,
            numeral=numeral[0], core_start=start, core_end=numeral.end(),
        )  # fmt: skip
    value, vague = numeral_value(numeral)
    if value is None:
        return None
    read = _with_unit(flat, numeral, value)
    if numeral["doubled"] is not None:
        start = numeral.start("fold")
    sign = flat[start - 1 : start]
    if sign in _CURRENCY and read.kind in {NumberKind.OTHER, NumberKind.MONEY}:
        start, currency = _currency(flat, start)
        read = read._replace(unit=read.unit or currency, kind=NumberKind.MONEY)
    left, before = hedge_before(flat, start)
    counts = (
        read.unit is not None
        or read.kind is NumberKind.RATIO
        or numeral[0].endswith(("万", "亿"))
        or before is not None
        or _counts_alone(flat, numeral, vague=vague)
    )
    if not counts:
        return None
    right, after = hedge_after(flat, read.end)
    value = read.value
    minus = _negative_sign(flat, left, numeral[0], read)
    if minus and isinstance(value, Decimal):
        left, value = left - minus, -value
    return Mention(
        start=left,
        end=right,
        value=value,
        unit=read.unit,
        kind=read.kind,
        qualifier=before or after or (Qualifier.APPROX if vague else None),
        numeral=numeral[0],
        core_start=start,
        core_end=read.end,
    )


def _currency(flat: str, start: int) -> tuple[int, str]:
    """Read the currency sign before `start`, with the letters that tell whose dollar it is."""
    for printed, currency in _PREFIXED.items():
        if flat.endswith(printed, 0, start):
            return start - len(printed), currency
    return start - 1, _CURRENCY[flat[start - 1]]


def _with_unit(flat: str, numeral: re.Match[str], value: NumberValue) -> _Read:
    """Read the unit behind a numeral, with the upper bound of a span where one follows."""
    end = numeral.end()
    if numeral["doubled"] is not None:
        return _Read(value, "番", NumberKind.RATIO, end)
    if numeral["part"] is not None or numeral["above"] is not None:
        return _Read(value, None, NumberKind.RATIO, end)
    unit: str | None = None
    if numeral["share"] is None:
        printed = match_unit(flat, end) if flat[end : end + 1] in UNIT_FIRST else None
        if printed is not None:
            unit, end = printed
        elif flat[end : end + 1] in _SCORE_FIRST:
            score = _score(flat, end, value)
            if score is not None:
                return score
    if isinstance(value, Decimal) and flat[end : end + 1] in _RANGE_FIRST:
        value, unit, end = _range(flat, numeral, value, unit, end)
    if numeral["share"] is not None:
        return _Read(value, "%", NumberKind.PERCENT, end)
    if unit is None:
        borrowed = _borrowed_unit(flat, numeral, end)
        if borrowed is not None:
            factor = _PERCENT.get(borrowed, Decimal(1))
            return _Read(times(value, factor), reported(borrowed), kind_of(borrowed), end)
        if _has_rare_classifier(flat, numeral, end):
            return _Read(value, flat[end], NumberKind.COUNT, end + 1)
        return _Read(value, None, NumberKind.OTHER, end)
    value, end = _with_tail(flat, value, unit, end)
    if unit in _PERCENT:
        return _Read(times(value, _PERCENT[unit]), unit, NumberKind.PERCENT, end)
    return _Read(value, reported(unit), kind_of(unit), end)


def _score(flat: str, end: int, value: NumberValue) -> _Read | None:
    """Read 3比2: both sides, in the order they are said."""
    match = _SCORE.match(flat, end)
    other = parse_numeral(match[1]) if match is not None else None
    if match is None or not isinstance(value, Decimal) or not isinstance(other, Decimal):
        return None
    return _Read((value, other), "比", NumberKind.RATIO, match.end())


def _range(
    flat: str, first: re.Match[str], low: Decimal, unit: str | None, end: int
) -> tuple[NumberValue, str | None, int]:
    """Read the upper bound behind `end`; scale and unit may stand once, behind it."""
    alone = low, unit, end
    between = _RANGE.match(flat, end)
    second = NUMERAL.match(flat, between.end()) if between is not None else None
    if second is None:
        return alone
    high, _ = numeral_value(second)
    behind = match_unit(flat, second.end())
    if not isinstance(high, Decimal) or (first["share"] is None) != (second["share"] is None):
        return alone
    if behind is None:
        scaled = unit is None and second[0].endswith(("万", "亿"))
        if not scaled and first["share"] is None:
            return alone
        shared, stop = unit, second.end()
    else:
        shared, stop = behind
    if unit is not None and unit != shared:
        return alone
    scale = common_scale(second)
    if unit is None and scale > 1 and common_scale(first) == 1 and low * scale < high:
        low *= scale
    return ((low, high), shared, stop) if low < high else alone


def _with_tail(flat: str, value: NumberValue, unit: str, end: int) -> tuple[NumberValue, int]:
    """Add what may follow a unit: 斤半, 成五, 米06, 米八五."""
    if not isinstance(value, Decimal):
        return value, end
    if unit.startswith("个半"):
        return value + Decimal("0.5"), end
    sign, further = flat[end : end + 1], flat[end + 1 : end + 2]
    if sign == "半" and unit in _HALVED and further not in {"年", "数"}:
        return value + Decimal("0.5"), end + 1
    if unit == "成" and sign and sign in _DIGITS and further not in {"个", "倍"}:
        return value + Decimal(_DIGITS.index(sign)) / 10, end + 1
    if unit in {"米", "尺"} and value == int(value):
        rest = _METRES.match(flat, end) if unit == "米" else None
        if rest is not None:
            return value + Decimal(f"0.{rest[0]}"), rest.end()
        rest = _SPELT_PARTS.match(flat, end) if value < _SPOKEN_LENGTHS else None
        if rest is not None and match_unit(flat, rest.end()) is None:
            digits = "".join(str(_DIGITS.index(sign)) for sign in rest[0])
            return value + Decimal(f"0.{digits}"), rest.end()
    return value, end


def _borrowed_unit(flat: str, numeral: re.Match[str], end: int) -> str | None:
    """Find the unit that a list says once, behind its last number (加快0.7、0.3个百分点)."""
    if numeral["arabic"] is None or flat[end : end + 1] != "、" or not numeral.start():
        return None
    second = NUMERAL.match(flat, end + 1)
    if second is None or second["arabic"] is None:
        return None
    printed = match_unit(flat, second.end())
    if printed is None or kind_of(printed.unit) is NumberKind.COUNT:
        return None
    return printed.unit


def _has_rare_classifier(flat: str, numeral: re.Match[str], end: int) -> bool:
    return (
        numeral["arabic"] is not None
        and numeral[0].isdigit()
        and not _YEAR.fullmatch(numeral[0])
        and flat[numeral.start() - 1 : numeral.start()] in _COUNTING
        and _RARE_CLASSIFIER.match(flat, end) is not None
    )


def _counts_alone(flat: str, numeral: re.Match[str], *, vague: bool) -> bool:
    """Tell whether a numeral without unit is a number: a rank, a vague one, an index."""
    start = numeral.start()
    if flat[start - 1 : start] == "第":
        return True
    if numeral["arabic"] is None:
        return _SPOKEN.fullmatch(numeral[0]) is not None
    if "," in numeral[0]:
        return True
    measured = _MEASURED.search(flat, max(start - 2, 0), start) is not None
    return vague or ("." in numeral[0] and measured)


def _negative_sign(flat: str, start: int, numeral: str, read: _Read) -> int:
    """Measure the sign of a negative number before `start`.

    A dash after a digit or a letter is none, nor is one before a plain count (歼-20架).
    """
    if read.unit in _COLD and flat[max(start - 2, 0) : start] == "零下":
        return 2
    if read.kind not in _SIGNED and read.unit not in _COLD and "." not in numeral:
        return 0
    before = flat[max(start - 2, 0) : max(start - 1, 0)]
    dash = flat[max(start - 1, 0) : start] in {"-", "−"}
    return 1 if dash and not (before.isascii() and before.isalnum()) else 0
