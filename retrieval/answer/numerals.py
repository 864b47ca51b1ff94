"""How else may a number of a question be written in a report?

In Chinese characters, by its decade of a century, or as a part of a hundred. Only forms that say
the very same are known here; values are compared in `retrieval.numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

_DIGITS = "零一二三四五六七八九"
_SCALES = ("", "十", "百", "千")
_LARGEST = 99_999_999
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
#: What makes a single digit a number and no part of a name (四川, 三星).
_COUNTS = "[个名位人家项条次届岁年月日号级种类座所间辆艘架台件倍成代天周所县市区省分]"

_SMALL = 100  # from here on numbers are hardly written in characters
_COUNT = re.compile(
    rf"(?<![\d.{_NUMERAL}第])(?P<number>[2-9]|[1-9]\d|[{_NUMERAL}]{{1,3}})(?P<unit>{_COUNTS}|度)"
)


@lru_cache(maxsize=4096)
def written_otherwise(number: str) -> tuple[re.Pattern[str], ...]:
    """Give expressions for the other forms of a number, as searched for; none for a decimal.

    >>> [form.pattern.count("九千") for form in written_otherwise("9000")]
    [1]
    >>> bool(written_otherwise("1980")[-1].search("20世纪80年代"))
    True
    """
    percent = number.removesuffix("%")
    if not percent.isascii() or not percent.isdigit() or int(percent) > _LARGEST:
        return ()
    words = chinese_numeral(int(percent))
    if percent != number:
        return (re.compile(f"百分之{words}(?![{_NUMERAL}])"),)
    counted = f"(?<=第){words}|{words}(?={_COUNTS})" if len(words) == 1 else words
    if words.startswith("二") and len(words) == 1:
        counted += f"|两(?={_COUNTS})"
    forms = [re.compile(f"(?<![{_NUMERAL}\\d])(?:{counted})(?![{_NUMERAL}])")]
    if len(number) == 4 and number[3] == "0" and number[:2] in {"18", "19"}:
        forms.append(re.compile(f"{int(number[:2]) + 1}世纪{number[2:]}年代"))
    return tuple(forms)


class Counted(NamedTuple):
    """A number with what it counts, in the other of the two ways of writing it."""

    start: int
    end: int
    text: str


def counted_otherwise(text: str) -> Iterator[Counted]:
    """Go through the small counts of a comparable text, written the other way.

    >>> [counted.text for counted in counted_otherwise("3年来，十二个村三度获奖，四川2024年")]
    ['三年', '12个', '3度']
    """
    for match in _COUNT.finditer(text):
        number, unit = match["number"], match["unit"]
        if number.isdigit():
            other: str | None = chinese_numeral(int(number))
        else:
            other = _small_numerals().get(number)
        if other is not None:
            yield Counted(*match.span(), other + unit)


@cache
def _small_numerals() -> dict[str, str]:
    """Map Chinese numerals to digits; of the number one, most are articles (一个)."""
    return {"两": "2", **{chinese_numeral(n): str(n) for n in range(2, _SMALL)}}


def chinese_numeral(value: int) -> str:
    """Write a whole number below a hundred million in Chinese characters.

    >>> chinese_numeral(2050), chinese_numeral(12), chinese_numeral(30_004)
    ('二千零五十', '十二', '三万零四')
    """
    if value == 0:
        return _DIGITS[0]
    high, low = divmod(value, 10_000)
    if high:
        zero = _DIGITS[0] if 0 < low < 1000 else ""
        return f"{chinese_numeral(high)}万{zero}{chinese_numeral(low) if low else ''}"
    signs = []
    for place, digit in enumerate(reversed(str(value))):
        if digit != "0":
            signs.append(_DIGITS[int(digit)] + _SCALES[place])
        elif signs and not signs[-1].startswith(_DIGITS[0]):
            signs.append(_DIGITS[0])
    text = "".join(reversed(signs))
    return text[1:] if text.startswith("一十") else text
