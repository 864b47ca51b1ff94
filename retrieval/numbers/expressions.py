"""How is a numeral written, and what is it worth before its unit is known?

The expressions that recognise Arabic, Chinese and mixed numerals, shares, fractions and spans, and
their values. Which text around a numeral belongs to the number is read by `grammar`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.numbers.numerals import parse_numeral, scale_of, times
from retrieval.types import NumberValue

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?: ?\.[0-9]+)?"
_SCALE = r" ?(?:[十百千]?[万亿]+|[十百千](?![瓦米克伏卡帕赫焦字分]))"
_SIGNS = "零〇○一二两三四五六七八九十百千万亿廿卅"
_CHINESE = rf"[{_SIGNS}]+(?:[点·][零〇○一二三四五六七八九]+[百千]?[万亿]*)?"

#: Where a numeral may begin. A set stands first so that the scan runs at the speed of `re`; what
#: follows refuses the commonest signs that count nothing (统一, 一些, 数字).
BEGIN = re.compile(
    rf"[0-9{_SIGNS}数几翻](?:(?<=[0-9])|(?<=[数几])(?=[十百千万亿])"
    r"|(?<=翻)(?=了?[一两二三四]?番)|(?<=一)(?![些定样直起般旦致切带路体]|个?(?:中心|方面|中国))"
    r"|(?<=[二两三四五六七八九十百千万亿廿卅〇○零]))"
)
NUMERAL = re.compile(
    rf"(?P<parts>[百千万])分之(?P<share>{_ARABIC}|{_CHINESE})"
    r"|(?P<digits>[两二三四2-4])位数(?:的?增长|增幅|增速|的?下降)?"
    rf"|(?P<whole>{_CHINESE})分之(?P<part>{_CHINESE})"
    r"|(?P<above>[1-9][0-9]?)/(?P<below>[1-9][0-9]?)(?![0-9/.])"
    rf"|(?P<arabic>{_ARABIC}(?:{_SCALE}(?:零?[0-9]+{_SCALE})*"
    r"(?:零?[0-9]{1,4}(?![0-9.,年月日%]))?)?)"
    rf"(?:(?P<more>[多余几来])(?P<scale>{_SCALE})?)?"
    r"|(?P<some>[数几][十百千万亿]+)"
    r"|翻了?(?P<fold>[一两二三四]?)(?P<doubled>番)"
    r"|(?P<pair>[一二三四五六七八]、[二三四五六七八九](?![一二三四五六七八九十、])[十百千万亿]*)"
    rf"|(?P<chinese>{_CHINESE})(?:(?P<odd>[多余几来])(?P<odd_scale>[百千万亿]+)?)?"
)


def numeral_value(numeral: re.Match[str]) -> tuple[NumberValue | None, bool]:
    """Value a match of `NUMERAL`.

    Returns:
        The value, `None` where the signs make none, and whether the numeral itself is vague
        (十几, 300多, 数千).
    """
    if numeral["arabic"] is not None:
        # 3亿5000多万: what stands behind 多 scales the last term alone
        value = parse_numeral(numeral["arabic"] + (numeral["scale"] or ""))
        return value, numeral["more"] is not None
    if numeral["chinese"] is not None:
        return _chinese_value(numeral)
    if numeral["share"] is not None:
        value = parse_numeral(numeral["share"])
        return value and times(value, Decimal(1) / scale_of(numeral["parts"])), False
    if numeral["part"] is not None:
        return _quotient(parse_numeral(numeral["part"]), parse_numeral(numeral["whole"])), False
    if numeral["above"] is not None:
        above, below = Decimal(numeral["above"]), Decimal(numeral["below"])
        return (above / below if above < below else None), False
    if numeral["doubled"] is not None:
        return parse_numeral(numeral["fold"]) or Decimal(1), False
    if numeral["pair"] is not None:  # 五、六个: neighbours only, else it is a list
        pair = parse_numeral(numeral["pair"].replace("、", ""))
        return (pair if isinstance(pair, tuple) else None), True
    if numeral["some"] is not None:  # 数十: more than one ten, less than a hundred
        scale = scale_of(numeral["some"][1:])
        return (Decimal(2 * scale), Decimal(9 * scale)), True
    return None, False


def common_scale(numeral: re.Match[str]) -> int:
    """Name the scale at the end of a numeral, which a span's lower bound may share (20—30万)."""
    signs = numeral[0]
    return scale_of(signs[len(signs.rstrip("百千万亿")) :])


def _chinese_value(numeral: re.Match[str]) -> tuple[NumberValue | None, bool]:
    signs, odd, scale = numeral["chinese"], numeral["odd"], numeral["odd_scale"] or ""
    if odd == "几" and signs[-1] in "十百千":  # 十几, 二十几万: one to nine more
        low, high = parse_numeral(f"{signs}一{scale}"), parse_numeral(f"{signs}九{scale}")
        if signs[-1] == "十" and isinstance(low, Decimal) and isinstance(high, Decimal):
            return (low, high), True
    return parse_numeral(signs + scale), odd is not None


def _quotient(part: NumberValue | None, whole: NumberValue | None) -> Decimal | None:
    if isinstance(whole, Decimal) and isinstance(part, Decimal) and whole:
        return part / whole
    return None
