"""Which date or time of the passages found is the one asked for?

Of the dates around the words of the question the fullest expression wins where they say the same:
2023年5月13日上午 over 5月13日.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.answer.evidence import Reading
from retrieval.answer.extraction.context import (
    Candidate,
    alignment,
    coverage_beside,
)
from retrieval.answer.extraction.measures import in_own_clause, measure_words
from retrieval.answer.extraction.scope import scopes
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.types import Span

FEATURES = (
    "sentence", "titled", "beside", "passage", "rank", "before", "after",
    "fullness", "shape", "wrong shape", "repeated", "vague", "own clause",
    "scope",
)  # fmt: skip

_SPELT = "[零〇○一二三四五六七八九十廿]{1,5}"
_DIGITS = rf"(?:\d{{1,4}}|{_SPELT})"
_DAY = rf"{_DIGITS} ?(?:日|号)(?![线楼院店馆])"
_MONTH = rf" ?{_DIGITS} ?(?:月份?)(?!亮|球)(?:{_DAY}|[上中下]旬|初|底|末|中)?"
_PART_OF_DAY = "(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|深夜|夜间|晚|夜)"
_AROUND = "(?:许|左右|前后)"
#: 三点 alone are three points, 一时 a while: spelt out, an hour needs more than that.
_SPELT_HOUR = (
    rf"{_PART_OF_DAY}{_SPELT}[时点](?!候)(?:{_SPELT}分|半|整)?{_AROUND}?"
    rf"|{_SPELT}[时点](?:{_SPELT}分|半|整|钟|{_AROUND})"
)
_CLOCK = (
    rf"(?:(?:当地时间|北京时间)?(?:{_PART_OF_DAY}?(?:\d{{1,2}}[时点](?!候)(?:\d{{1,2}}分|半|整)?{_AROUND}?"
    rf"|\d{{1,2}}:\d{{2}})|{_SPELT_HOUR}))"
)
_ERAS = (
    "公元前|公元|西元前|西元|民国|中华民国|明治|大正|昭和|平成|令和|洪武|永乐|宣德|正统|成化|弘治|正德|嘉靖|万历|"
    "天启|崇祯|顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|贞观|开元|天宝|建安|黄初|太康|开皇|"
    "建文|洪熙|景泰|天顺|隆庆|泰昌|天命|天聪|崇德|至元|中统|大德|至正|元贞|延祐|武德|永徽|仁寿|大业|建武|"
    "太建|建隆|太平兴国|熙宁|元丰|政和|宣和|靖康|建炎|绍兴|淳熙|嘉定|嘉泰|绍熙|咸淳|嘉永|安政|庆应|文久"
)
#: 3年后 and 20年来 are spans of time, 1945年后 is a date.
_NO_SPAN = (
    r"(?:(?<=[12]\d{3}年)|(?<=[12]\d{3} 年)|(?!轻|前|来|内|以上|以下|后|多))(?!级|龄|度|的时间)"
)
_COUNTED = r"(?:\d{1,4}|[零〇○一二三四五六七八九十元]{1,4})"
_PART_OF_YEAR = (
    "(?:代(?:初期?|前期|早期|中期|中后期|后期|晚期|末期?)?|初期?|底|末期?|中期?"
    "|[春夏秋冬][天季]?|[上下]半年|第?[一二三四]季度)"
)
_YEAR = (
    rf"(?:(?:(?:{_ERAS}){_COUNTED}年|\d{{3,4}} ?年|\d{{2}}年(?=代|\d{{1,2}}月)"
    r"|[二三四五六七八九]十年(?=代)|[一二][零〇○一二三四五六七八九]{3}年|[\u4e00-\u9fff]{2}元年)"
    rf"{_NO_SPAN}{_PART_OF_YEAR}?|\d[\d.]*[万亿]年前)"
)
_RELATIVE = (
    r"(?:今天|昨天|前天|明天|当天|当日|今年|去年|前年|明年|本月|上月|下月|本周|上周|近日|日前"
    r"|(?:每|本|上|下|当)?(?:周|星期|礼拜)[一二三四五六日天]+(?:[至到、和及]*(?:周|星期)?[一二三四五六日天])*"
    r"|节假日|双休日|周末|春节|元旦|国庆节?|[早晚初盛]?[春夏秋冬][天季]|白天|夜间)"
)
_PERIOD = (
    "(?:(?:[旧新中]石器|青铜|铁器|战国|春秋|三国|南北朝|江户|明治|大正|昭和)时[代期]|南北朝|明末清初"
    "|[东西南北前后]?(?:夏|商|周|秦|汉|晋|隋|唐|宋|元|明|清|辽|金)[朝代](?:初年?|中叶|中期|末年?|[早晚]期)?"
    "|(?:侏罗|白垩|三叠|二叠|石炭|泥盆|志留|奥陶|寒武)纪(?:[早中晚]期)?"
    "|“?十[一二三四五]五”?(?:时期|期间)|(?:第?[一二]次?世界大战|[一二]战|抗战)(?:时期|期间|[前后]))"
)
_CENTURY = (
    rf"(?:公元前?)?{_DIGITS}世纪(?:(?:{_DIGITS}|\d)0?年代)?(?:初期?|中叶|中期|末期?|后期|前期)?"
)
_ONE = (
    rf"(?:{_CENTURY}|{_PERIOD}|{_YEAR}(?:{_MONTH})?|{_RELATIVE}(?:{_MONTH})?|{_MONTH}|{_DAY})"
    rf"(?:{_CLOCK}|{_PART_OF_DAY})?|{_CLOCK}"
)
_TO = r"\s?(?:至|到|或|—|-|–|~|～)+\s?"
_FROM = rf"(?:\d{{3,4}}{_TO}(?=\d{{3,4}}年)|\d{{1,2}}{_TO}(?=\d{{1,2}}月))"  # 1861至1865年, 1—6月
_DATE = rf"(?:{_FROM})?(?:{_ONE})(?:{_TO}(?:{_ONE}|次日{_CLOCK}))?"
#: Says nothing by itself: which day, the date before tells.
_THAT_DAY = re.compile("当[天日]")
_VAGUE = re.compile("[今昨前明当]天|当日|[今去前明]年|本[月周]|[上下][月周]|近日|日前")
_DAY_NAMED = re.compile(_DAY)

#: What the words that ask demand of a date.
_SHAPES = (
    (re.compile("年份|哪一?年|何年|几年"), "年"),
    (re.compile("哪一?天|几号|哪一?日|何日|几月几"), "日"),
    (re.compile("几点|几时"), "点时:"),
    (re.compile("哪个?月|几月|何月"), "月"),
)
_YEAR_ASKED = re.compile("哪一?年(?!.?月|代)|何年(?!何月)|几年(?!几月|代)|年份")
_MONTH_ASKED = re.compile("几月(?!几)|哪一?个月|何月(?!何)")
_ONLY_YEAR = re.compile(r"[^年月日]{2,8}年(?!代)")
_ONLY_MONTH = re.compile(r"(?:[^年月日]{2,8}年)?[^年月日]{1,3}月份?")
_PARTS = re.compile("年|月|日|号|时|点|分|世纪|代|午|晚|晨")


@dataclass(frozen=True, slots=True)
class DatedThatDay(Candidate):
    """A date that the sentence comes back to: 官员3日证实，当天发生袭击."""

    spoken: Candidate  #: 当天


def date_candidates(
    question: Question, _terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> list[Candidate]:
    """List the dates of the readings in reading order, cut to the part asked for (哪一年).

    Those that the question itself names are left out where there are others.

    >>> [match.group() for match in _dates().finditer("5月13日上午，1—6月，每周六周日，上世纪")]
    ['5月13日上午', '1—6月', '每周六周日']
    """
    part = next((part for asked, part in _PARTS_ASKED if asked.search(question.folded)), None)
    found: list[Candidate] = []
    for reading in readings:
        for sentence in reading.sentences:
            day: Candidate | None = None
            for match in _dates().finditer(sentence.folded):
                start, end = match.span() if part is None else _cut(match, part)
                offset = sentence.span.start
                one = Candidate(reading, sentence, Span(offset + start, offset + end))
                if _THAT_DAY.match(match.group()) and day is not None:
                    one = DatedThatDay(reading, sentence, day.span, one)
                elif _DAY_NAMED.search(match.group()):
                    day = one
                found.append(one)
    return [one for one in found if one.folded not in question.folded] or found


_PARTS_ASKED = ((_YEAR_ASKED, _ONLY_YEAR), (_MONTH_ASKED, _ONLY_MONTH))


def _cut(match: re.Match[str], part: re.Pattern[str]) -> Span:
    asked = part.match(match.group())
    return (
        Span(*match.span()) if asked is None else Span(match.start(), match.start() + asked.end())
    )


def date_features(
    question: Question, terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    asked = question.folded
    measured = measure_words(question, terms)
    wanted = next((parts for pattern, parts in _SHAPES if pattern.search(asked)), "")
    rows: list[tuple[float, ...]] = []
    # What is said of 当天 is said of the date that it stands for.
    spoken_of = [one.spoken if isinstance(one, DatedThatDay) else one for one in candidates]
    told = scopes(spoken_of, terms)
    for candidate, spoken, scope in zip(candidates, spoken_of, told, strict=True):
        text = candidate.folded
        before, after = alignment(spoken, question)
        fits = any(part in text for part in wanted)
        rows.append(
            (
                candidate.sentence.coverage,
                candidate.sentence.coverage_titled,
                coverage_beside(candidate),
                candidate.reading.coverage,
                candidate.reading.hit.score / top if top > 0 else 1.0,
                before,
                after,
                min(len(_PARTS.findall(text)), 4) / 4,
                float(bool(wanted) and fits),
                float(bool(wanted) and not fits),
                float(text in asked),
                float(bool(_VAGUE.fullmatch(text))),
                in_own_clause(spoken, measured),
                scope,
            )
        )
    return rows


@cache
def _dates() -> re.Pattern[str]:
    """Compile the expression when a date is first asked for: it takes as long as an answer."""
    return re.compile(_DATE)
