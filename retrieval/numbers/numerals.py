"""What value does a written numeral have?

Arabic, Chinese and mixed numerals, formal and spoken, become exact decimals. Where a numeral
stands in a text, and whether it counts anything, is asked elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.types import NumberValue

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_LONGEST = 64  #: signs; a longer run is no number a person wrote
_ZEROS = frozenset("零〇○")
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "兆": 10**12}
_ARABIC_TERM = re.compile(r"([0-9,]+(?: ?\.[0-9]+)?)\s*([十百千万亿兆]*)")
_ADJACENT = re.compile("[一二两三四五六七八]{1}[二三四五六七八九](?![一二两三四五六七八九])")


def parse_numeral(numeral: str) -> NumberValue | None:
    """Value a numeral that carries no unit; `None` where it is not one.

    Two neighbouring digits in a row stand for the span between them (三五个, 七八十人).

    >>> parse_numeral("3亿5000万"), parse_numeral("一万二"), parse_numeral("七八十")
    (Decimal('350000000'), Decimal('12000'), (Decimal('70'), Decimal('80')))
    """
    if not numeral or len(numeral) > _LONGEST:
        return None
    if numeral[0].isascii():
        return _arabic(numeral)
    whole, point, decimals = numeral.replace("·", "点").partition("点")
    if point:
        return _chinese_decimal(whole, decimals)
    if len(numeral) > 1 and numeral not in _TENS and _ADJACENT.search(numeral):
        span = _adjacent(numeral)
        if span is not None:
            return span
    value = chinese_integer(numeral)
    return None if value is None else Decimal(value)


_TENS = frozenset({"十", "百", "千", "万", "亿"})


def chinese_integer(numeral: str) -> int | None:
    """Value a whole number written in Chinese; `None` where it is not well formed.

    A last digit that follows 百, 千, 万 or 亿 without 零 counts tenths of it, as in speech.

    >>> chinese_integer("两千零五十"), chinese_integer("三千五"), chinese_integer("廿一")
    (2050, 3500, 21)
    """
    if len(numeral) > _LONGEST:
        return None
    if "廿" in numeral or "卅" in numeral:
        numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if len(numeral) > 1 and all(c in _DIGITS for c in numeral):
        if len(numeral) < 4 and not _ZEROS & set(numeral):  # 唯一一个 is no eleven
            return None
        return int("".join(str(_DIGITS[c]) for c in numeral))
    return _integer(numeral, limit=10**20)


def scale_of(signs: str) -> int:
    """Multiply the scale signs of `signs` (万亿 → 10¹²); anything else in it counts as 1."""
    product = 1
    for sign in signs:
        product *= _SCALES.get(sign, 1)
    return product


def times(value: NumberValue, factor: Decimal) -> NumberValue:
    """Multiply a value, or both bounds of a span."""
    if isinstance(value, tuple):
        return value[0] * factor, value[1] * factor
    return value * factor


def _integer(numeral: str, *, limit: int) -> int | None:
    """Value `numeral`, which must stay under `limit`."""
    if len(numeral) == 1 and numeral in _DIGITS:
        return _DIGITS[numeral]
    for sign in "亿万千百十":
        left, found, right = numeral.rpartition(sign)
        if found:
            scale = _SCALES[sign]
            if scale <= 1000 and left and left not in _DIGITS:  # 十百 is no number, 十万 is one
                return None
            head = 1 if not left else _integer(left, limit=limit // scale + 1)
            tail = _tail(right, scale)
            if head is None or tail is None:
                return None
            value = head * scale + tail
            return value if value < limit else None
    return None


def _tail(numeral: str, scale: int) -> int | None:
    """Value what follows a scale sign."""
    rest = numeral.lstrip("零〇○")
    if not rest:
        return 0
    if len(numeral) == 1 and scale >= 100:  # 一万二
        return _DIGITS[rest] * scale // 10 if rest in _DIGITS else None
    return _integer(rest, limit=scale)


def _chinese_decimal(whole: str, decimals: str) -> Decimal | None:
    digits = decimals.rstrip("百千万亿")
    integer = chinese_integer(whole)
    if integer is None or not digits or any(c not in _DIGITS for c in digits):
        return None
    fraction = "".join(str(_DIGITS[c]) for c in digits)
    return Decimal(f"{integer}.{fraction}") * scale_of(decimals[len(digits) :])


def _adjacent(numeral: str) -> tuple[Decimal, Decimal] | None:
    """Read 三五, 两三百, 十七八 as the span between the two digits."""
    match = _ADJACENT.search(numeral)
    if match is None or (all(c in _DIGITS for c in numeral) and len(numeral) > 2):
        return None
    at = match.start()
    low = _integer(numeral[: at + 1] + numeral[at + 2 :], limit=10**20)
    high = _integer(numeral[:at] + numeral[at + 1 :], limit=10**20)
    if low is None or high is None or high <= low:
        return None
    return Decimal(low), Decimal(high)


def _arabic(numeral: str) -> Decimal | None:
    """Add up Arabic terms, each with its scale (3亿5000万)."""
    total = Decimal(0)
    signs = ""
    found = False
    for digits, signs in _ARABIC_TERM.findall(numeral):
        if not digits.strip(","):
            continue
        found = True
        total += Decimal(digits.replace(",", "").replace(" ", "")) * scale_of(signs)
    if not found:
        return None
    return Decimal(int(total)) if signs and total == int(total) else total
