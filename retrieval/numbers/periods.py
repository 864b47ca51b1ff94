"""Which dates and periods does a text name?

Found as printed; what a period says in days is not asked, and nothing is invented: 今年上半年
stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DIGIT = "一二三四五六七八九"
_YEAR = rf"(?:[12][0-9]{{3}}|[一二][〇○零{_DIGIT}]{{3}})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_DIGIT}])"
_DAY = rf"(?:[12][0-9]|3[01]|0?[1-9]|[一二]?十[{_DIGIT}]?|三十一?|廿[{_DIGIT}]?|[{_DIGIT}])"
_BARE_DAY = "(?:[12][0-9]|3[01]|[1-9])"
_TO = " ?(?:[—–~～−-]{1,2}|至|到) ?"
_COUNT = rf"(?:[0-9]{{1,3}}|[{_DIGIT}两十百几数]{{1,3}})"
_EDGE = "[初中末底](?![层步级])"  # 年底, 7月末
_QUARTER = "第?[一二三四1-4]季度末?"
_HALF = "上半年|下半年|全年|前[一二三两1-3]个?季度|" + _QUARTER
_PART = rf"(?:{_HALF}|前 ?{_COUNT} ?个?月|年?{_EDGE}|同期|[春夏秋冬]季|春节|国庆|暑期|以来)"

_DATED = (
    rf"{_MONTH} ?月份?(?! ?[球饼薪供])(?: ?{_DAY} ?[日号]"
    rf"(?:{_TO}(?:{_MONTH} ?月 ?)?{_DAY} ?[日号])?|{_DAY}(?=[）)])|[上中下]旬|{_EDGE})?"
)
_MONTHS = rf"{_MONTH}(?: ?月份?)?{_TO}{_MONTH} ?月份?(?:{_DAY}日)?"
_CLOCK = (
    "(?:(?:凌晨|早上|上午|中午|下午|晚上?|傍晚|夜间)?(?:[01]?[0-9]|2[0-4])"
    "(?:[时点](?![间代尚刻])(?:[0-5]?[0-9]分|许|半)?|:[0-5][0-9]))"
)
_AFTER_YEAR = rf"(?:代{_EDGE}|代|度| ?(?:{_MONTHS}|{_DATED})| ?{_PART})?"
_THIS_YEAR = "(?:今年|去年|前年|明年|上年|上一年|当年|同年|本年度?|次年|翌年|来年|后年)"
_PLAN = rf"[{_DIGIT}十]{{1,2}}五"

#: Kinds of expression, the longer readings first.
_KINDS = (
    # 2019—2022年, 2023年上半年, 2022年度, 二〇二三年五月十三日, 2023-07-15
    rf"(?:公元前?)?{_YEAR} ?年?{_TO}{_YEAR} ?年[度间]?",
    rf"(?:公元前?)?{_YEAR} ?年(?![多余轻级]|以[上下内]){_AFTER_YEAR}",
    rf"{_YEAR}(?P<separator>[-/.]){_MONTH}(?P=separator){_DAY}",
    # 今年1—6月, 去年同期; 1—6月, 5月13日, 7月份, 九月底
    rf"{_THIS_YEAR}(?: ?(?:{_MONTHS}|{_DATED})|{_PART})?",
    rf"{_MONTHS}",
    rf"{_DATED}(?:以来)?",
    # 15日, 20日至22日: Arabic only, so that 三日 stays a duration
    rf"(?<![0-9.]){_BARE_DAY} ?日(?![元游均内间常])(?:{_TO}{_BARE_DAY} ?日)?",
    # “十四五”期间, 第六个五年计划期间
    rf"[“\"]?{_PLAN}[”\"]?(?:规划)?(?:期间|时期|以来|末)",
    rf"第[{_DIGIT}十]{{1,3}}个五年计划(?:期间|时期)?",
    # 上半年, 前7个月, 年底
    rf"{_HALF}|前 ?{_COUNT} ?个月|年初|年底|年末|本季度?|上季度|上半月",
    # 近三年, 五年来, 十年前
    rf"(?P<counted>(?:近|过去|最近|此前|未来|今后)的?{_COUNT}[多余]?(?:年|个月|天|周)[间来内]?"
    rf"|{_COUNT}[多余]?(?:年|个月|天)(?:[前后来间内]|以来)(?![期沿部外容存地资]))",
    # 十八大以来, 改革开放以来, 建国初期
    "(?:党的)?(?:十[八九]|二十)大以来|改革开放(?:以来|初期)|解放前|建国初期",
    "(?:新中国|建国|解放)[^，。；、]{0,4}以来",
    # 20世纪90年代, 本世纪末, 80年代初
    rf"(?:[12][0-9]|[一二]?十[{_DIGIT}]?|上个?|本)世纪(?:[0-9{_DIGIT}][0十]年代)?[初中末]?(?!金)",
    r"(?:[0-9]0|[二三四五六七八九]十)年代[初中末]?",
    # 今天, 当日, 目前; 18时30分
    "今[天日晨晚早]|昨[天日晚]|明[天日]|当[天日晚月]|本月|上个?月|本周|上周|同期",
    "截至目前|目前|现在|迄今|当前|如今|眼下|近年来",
    rf"{_CLOCK}(?:{_TO}(?:次日|当日)?{_CLOCK})?",
)
#: The signs a period may begin with; looked at first, since most signs of a text are none.
_TRIGGER = (
    "[0-9〇○零一二三四五六七八九十两几数今去前明上下当同本次翌来后全年第近过最此未党改新建解"
    '公昨目现截迄如眼凌早中晚傍夜“"]'
)
_PERIOD = re.compile(f"(?={_TRIGGER})(?:{'|'.join(_KINDS)})")


class Period(NamedTuple):
    """A date or period as printed."""

    start: int
    end: int
    counted: bool  #: it counts years, months or days from somewhere (近三年, 十年前)


def find_periods(flat: str) -> Iterator[Period]:
    """Yield dates and periods of half-width text, in reading order, not overlapping.

    >>> text = "今年上半年，5月13日，1—6月，“十四五”期间"
    >>> [text[p.start : p.end] for p in find_periods(text)]
    ['今年上半年', '5月13日', '1—6月', '“十四五”期间']
    """
    for match in _PERIOD.finditer(flat):
        yield Period(match.start(), match.end(), match["counted"] is not None)
