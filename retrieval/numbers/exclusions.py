"""Which numerals count nothing?

Numerals inside names, codes, idioms and quoted coinages (八八战略, 1+4+N, 5G, “15分钟托育服务圈”)
look like numbers and are none. Each test below is one such reason; the cheapest stands first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from retrieval.lexicons import rows
from retrieval.numbers.found import Mention
from retrieval.types import NumberKind

_QUOTE_REACH = 14  # characters: a quoted coinage is short, a quoted sentence is not
_OPEN, _CLOSE = '“‘「『"', '”’」』"'
_OPENING = re.compile(f"[{_OPEN}]")
_CHAIN = frozenset("+＋×*#&_@=")
_CHAIN_AFTER = frozenset("+＋×*_#@")
_BARE_SCALES = frozenset("百千万亿") | {"千万", "百万", "亿万", "万亿", "千亿", "百亿", "万万"}
_PLACE = re.compile("[县乡镇村山河桥屯沟坡岭庙寺巷营湖庄寨堡坝桠甲埠铺子]")
_EDITIONS = frozenset("届版款级期")  #: behind a year they name an edition (2026届毕业生)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_PLENARY = frozenset("一二三四五六七八九中全")  #: after 届: 十一届三中全会
_HELD = frozenset("了办续共近约满")  #: before 届: the meetings are counted (举办了十届)
_PARTY = frozenset("的、届和")
_PLACES = frozenset("位名强")
_LITERAL_UNITS = frozenset("门台里家口步面份道头棵间塔层方角星团堂坪会孔眼路条")


class _Alike(NamedTuple):
    """Words of one length with one sign at one place."""

    offset: int  #: of the sign
    length: int
    words: frozenset[str]


def _words_by_numeral() -> dict[str, tuple[_Alike, ...]]:
    """Sort words by the signs of numerals in them: a sign is in many words, of few shapes."""
    found: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    for word, *_ in rows("numeral_words"):
        for offset, sign in enumerate(word):
            if sign in "一二三四五六七八九十百千万亿两":
                found[sign][offset, len(word)].add(word)
    return {
        sign: tuple(_Alike(*shape, frozenset(words)) for shape, words in shapes.items())
        for sign, shapes in found.items()
    }


_WORDS = _words_by_numeral()


def is_name(flat: str, number: Mention) -> bool:
    """Tell whether the numeral of `number` belongs to a name, a code or an idiom.

    Args:
        flat: half-width text.
        number: what the grammar read there.
    """
    start, end = number.core_start, number.core_end
    before = flat[start - 1] if start else ""
    after = flat[end : end + 1]
    return (
        _beside_latin(flat, number, before, after)
        or before in _CHAIN
        or (before == "前" and number.unit in _PLACES)  # 居前三位的是
        or after in _CHAIN_AFTER
        or _bare_scale(number)
        or number.numeral == "零"  # 零部件, 零距离
        or (number.unit in _EDITIONS and _YEAR.fullmatch(number.numeral) is not None)
        or _in_meeting_name(number, before, after)
        or (number.unit == "日" and before in {"周", "期"})  # 周六日
        or _in_word(flat, number)
        or _in_place_name(number, after)
        or _in_quotes(flat, number)
    )


def _beside_latin(flat: str, number: Mention, before: str, after: str) -> bool:
    """5G, COVID-19, S23, 5.1.2; but not GDP134.9万亿元."""
    if before.isascii() and before.isalpha():
        return number.kind not in {NumberKind.MONEY, NumberKind.PERCENT}
    if before and before in "-./:":
        further = flat[max(number.core_start - 2, 0) : number.core_start - 1]
        lettered = number.unit is not None and number.unit.isascii() and number.unit.isalpha()
        return (further.isascii() and further.isalnum()) or lettered  # 5.1.2, 直-8L
    return number.unit is None and after.isascii() and after.isalpha()


def _bare_scale(number: Mention) -> bool:
    """千名干部, 百亿元: without a hedge a bare scale is a manner of speaking."""
    return number.numeral in _BARE_SCALES and number.qualifier is None


def _in_meeting_name(number: Mention, before: str, after: str) -> bool:
    """二十大, 党的八大, 十一届三中全会."""
    if number.numeral.isascii():
        return False
    if number.unit == "届":
        return after in _PLENARY or before not in _HELD
    return number.unit == "大" and (len(number.numeral) > 1 or before in _PARTY)


def _in_word(flat: str, number: Mention) -> bool:
    """Tell whether a word holds the whole number: 十分 holds no 十分钟."""
    start, end = number.core_start, number.core_end
    for offset, length, words in _WORDS.get(flat[start], ()):
        first = start - offset
        if first >= 0 and first + length >= end and flat[first : first + length] in words:
            return True
    return False


def _in_place_name(number: Mention, after: str) -> bool:
    """三门县, 五台山, 七里河: a single sign, a unit that is no general classifier, a place."""
    return (
        len(number.numeral) == 1
        and number.unit is not None
        and number.unit in _LITERAL_UNITS
        and not number.numeral.isascii()
        and _PLACE.match(after) is not None
    )


def _in_quotes(flat: str, number: Mention) -> bool:
    start, end = number.core_start, number.core_end
    if number.kind is NumberKind.PERCENT and number.unit == "%":
        return False
    book = flat.rfind("《", max(start - 40, 0), start)
    if book >= 0 and flat.find("》", book, start) < 0 and flat.find("》", end, end + 40) >= 0:
        return True
    reach = max(start - _QUOTE_REACH, 0)
    if _OPENING.search(flat, reach, start) is None:
        return False
    opening = max(flat.rfind(sign, reach, start) for sign in _OPEN)
    closing = _CLOSE[_OPEN.index(flat[opening])]
    if flat.find(closing, opening + 1, start) >= 0:
        return False
    close = flat.find(closing, end, opening + _QUOTE_REACH + 2)
    return close >= 0 and not any(sign in "，。；！？" for sign in flat[opening:close])
