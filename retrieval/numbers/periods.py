"""Which dates and periods does a text name?

Found as printed; what a period says in days is not asked, and nothing is invented: 今年上半年 stays
what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CN = "〇○零一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20|18|17|21)[0-9]{{2}}|[12][0-9]{{3}}(?= ?年)|[一二][{_CN}]{{3}}(?= ?年))"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r" ?(?:[—–~～−-]{1,2}|至|到) ?"
_PART = (
    r"(?:上半年|下半年|全年|前?第?[一二三四1-4]季度|前[一二三两]个?季度|前[0-9一二三四五六七八九十]{1,2}个?月|[上中下]旬"
    r"|年?[初底末](?![步层级])|同期|年中|[春夏秋冬]季|春节|国庆|暑期|以来|[一二三四]季度末?)"
)
_CLOCK = (
    r"(?:(?:凌晨|早上|上午|中午|下午|晚上?|傍晚|夜间)?(?:[01]?[0-9]|2[0-4])"
    r"(?:[时点](?![间代尚刻])(?:[0-5]?[0-9]分|许|半)?|:[0-5][0-9]))"
)
_MONTH_DAY = (
    rf"{_MONTH} ?月份?(?! ?[球饼薪供])(?: ?{_DAY} ?[日号](?:{_TO}(?:{_MONTH} ?月 ?)?{_DAY} ?[日号])?"
    rf"|{_DAY}(?=[）)])|[上中下]旬|[初中末底](?![层步级]))?"
)
_MONTHS = rf"{_MONTH}(?: ?月份?)?{_TO}{_MONTH} ?月份?(?:{_DAY}日)?"
_RELATIVE_YEAR = r"(?:今年|去年|前年|明年|上年|上一年|当年|同年|本年度?|次年|翌年|来年|后年)"
_COUNT = r"(?:[0-9]{1,3}|[一二三两四五六七八九十百几数]{1,3})"

#: The signs a period may begin with; looked at first, since most signs of a text are none.
_TRIGGER = (
    "[0-9〇○零一二三四五六七八九十两几数今去前明上下当同本次翌来后全年第近过最此未党改新建解"
    '公昨目现截迄如眼凌早中晚傍夜“"]'
)

_PERIOD = re.compile(
    rf"(?={_TRIGGER})(?:"
    # 2023年, 2022年度, 2023年上半年, 2019—2022年, 二〇二三年五月十三日
    rf"(?:公元前?)?{_YEAR} ?年?{_TO}{_YEAR} ?年(?:度|间)?"
    rf"|(?:公元前?)?{_YEAR} ?年(?![多余轻级]|以[上下内])(?:代[初末中]?|度"
    rf"| ?(?:{_MONTHS}|{_MONTH_DAY})| ?{_PART})?"
    rf"|{_YEAR}/{_MONTH}/{_DAY}|{_YEAR}-{_MONTH}-{_DAY}|{_YEAR}\.{_MONTH}\.{_DAY}"
    # 今年上半年, 去年同期, 今年1—6月
    rf"|{_RELATIVE_YEAR}(?: ?(?:{_MONTHS}|{_MONTH_DAY})|{_PART})?"
    # 1—6月, 5月13日, 7月份
    rf"|{_MONTHS}|{_MONTH_DAY}(?:(?=以来)以来)?"
    # 15日, 20日至22日 (bare days: Arabic only, so that 三日 stays a duration)
    rf"|(?<![0-9.])(?:[12][0-9]|3[01]|[1-9]) ?日(?![元游均内间常])(?:{_TO}(?:[12][0-9]|3[01]|[1-9]) ?日)?"
    # “十四五”期间, 第六个五年计划期间
    r"|[“\"]?[一二三四五六七八九十]{1,2}五[”\"]?(?:规划)?(?:期间|时期|以来|末)|第[一二三四五六七八九十]{1,3}个五年计划(?:期间|时期)?"
    # 上半年, 前三季度, 前7个月
    rf"|(?:上半年|下半年|前[一二三两1-3]个?季度|第?[一二三四1-4]季度|前 ?{_COUNT} ?个月|全年|年初|年底|年末|本季度?|上季度|上半月)"
    # 近三年, 过去五年, 五年来, 十年前, 十八大以来
    rf"|(?P<counted>(?:近|过去|最近|此前|未来|今后)的?{_COUNT}(?:多|余)?(?:年|个月|天|周)(?:间|来|内)?"
    rf"|{_COUNT}(?:多|余)?(?:年|个月|天)(?:前|后|来|间|内|以来)(?![期沿部外容存地资]))"
    r"|(?:党的)?十[八九]大以来|(?:党的)?二十大以来|改革开放(?:以来|初期)|(?:新中国|建国|解放)[^，。；、]{0,4}以来|解放前|建国初期"
    # 20世纪90年代, 本世纪末
    r"|(?:(?:[12][0-9]|[一二]?十[一二三四五六七八九]?|上个?|本)世纪)(?:[0-9]0年代|[二三四五六七八九]十年代)?[初中末]?(?![金])"
    r"|[0-9]0年代[初中末]?|[二三四五六七八九]十年代[初中末]?"
    # 今天, 当日, 本月, 同期, 目前
    r"|今[天日晨晚早](?![安])|昨[天日晚]|明[天日]|当[天日晚月]|本月|上月|上个月|本周|上周|同期|目前|现在|截至目前|迄今|当前|如今|眼下|近年来"
    rf"|{_CLOCK}(?:{_TO}(?:次日|当日)?{_CLOCK})?"
    ")"
)


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
