"""Which noun phrase beside a number may name it?

`phrases` cuts text at words that end a phrase; here what is left is made presentable: half quotes
and particles go, long attributes are shortened, what is no noun is refused.
"""

from __future__ import annotations

import re

from retrieval.lexicons import words
from retrieval.numbers.found import Mention
from retrieval.numbers.phrases import GAP, phrase_after, phrase_before, without_linking

LONG = 16  #: characters; a longer phrase before a number is cut at its last 的
#: Measures that say nothing without what they measure.
GENERIC = words("generic_measures")
#: Nouns of change: alone they do not say what changes.
CHANGE_NOUN = re.compile(
    "^(?:同比|环比|累计|平均)?(?:增幅|涨幅|降幅|跌幅|升幅|增速|增长率|增长|下降|上涨|下跌)$"
)
#: Measures that stand side by side of one thing: none is measured of another.
_PEER = re.compile(
    "(?:收入|支出|利润|资产|负债|产量|产值|销量|价格|面积|长度|宽度|高度|深度|重量|人数|户数)$"
)
_LEFT_EDGE = "的和与及、， "
_RIGHT_EDGE = "的中内里等均和与及、， "
_SELF_NAMED = frozenset({"人", "人次", "户", "亩", "元", "美元"})  #: no noun need follow these
_SHORT = frozenset("国省市县区州镇乡村站馆港岛车船药井树牛羊猪马鱼")  #: nouns of one sign (9个市)
#: What becomes of a number is no noun behind it (23项精简至8项, 50家快速增长到300家).
_TURNS = re.compile(
    "[一-龥]{0,4}?(?:[增减升降涨跌扩缩压]|精简|提高|拓展)[一-龥]{0,2}(?:到|至|为)"
    "|的?新?(?:台阶|大关|关口|门槛)"
)


def noun_before(stripped: str) -> str:
    """Cut the noun phrase out of what stands before a number, linking words gone.

    >>> noun_before("全县建成高标准农田")
    '建成高标准农田'
    """
    phrase = _trim(phrase_before(stripped))
    if 0 < len(phrase) <= 2 or phrase in GENERIC:
        phrase = _owner_before_date(stripped, phrase) + phrase
    if len(phrase) == 2 and phrase[0] == "一":  # an article whose noun is the number
        return ""
    if len(phrase) > LONG:
        _, found, tail = phrase.rpartition("的")
        if found and len(tail) > 2:
            phrase = tail
    return phrase.rpartition("、")[2] if len(phrase) > LONG else phrase


def noun_after(number: Mention, right: str) -> str:
    """Cut the noun phrase out of what follows a number; empty where none does."""
    if _TURNS.match(right):
        return ""
    phrase = phrase_after(right.lstrip("的 "), named=number.unit not in _SELF_NAMED)
    phrase = phrase if phrase in _SHORT else _trim(phrase)
    return "" if CHANGE_NOUN.match(phrase) else phrase


def of(owner: str | None, measure: str) -> str:
    """Put what is measured before a measure that does not say it, in the place of another.

    >>> of("转移支付", "规模"), of("成交", "成交额")
    ('转移支付规模', '成交额')
    >>> of("养老基金收入", "支出"), of("养老基金收入", "增速")
    ('养老基金支出', '养老基金收入增速')
    """
    if owner is None or measure.startswith(owner):
        return measure
    return (_PEER.sub("", owner) if _PEER.fullmatch(measure) else owner) + measure


def trimmed_end(phrase: str) -> str:
    """Drop particles at the end of a phrase."""
    return phrase.rstrip(_RIGHT_EDGE)


def _owner_before_date(stripped: str, phrase: str) -> str:
    """Find whose measure it is where a date stands between (中央财政五年支出)."""
    head, gap, _ = stripped.rpartition(GAP)
    if not gap or not stripped.endswith(GAP + phrase):
        return ""
    owner = _trim(phrase_before(without_linking(head)))
    return owner if 2 <= len(owner) <= 10 else ""


def _trim(phrase: str) -> str:
    """Drop what a cut leaves at the edges: particles, half of a pair of quotes."""
    phrase = trimmed_end(phrase.lstrip(_LEFT_EDGE)).removesuffix("之一")
    for opening, closing in ("“”", "《》"):
        if (opening in phrase) != (closing in phrase):
            phrase = phrase.rpartition(closing)[2].partition(opening)[0]
    return phrase.strip(_LEFT_EDGE) if len(phrase) > 1 else ""
