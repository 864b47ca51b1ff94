"""Is a number of another time than the one asked about?

前三季度 is not 第三季度, 上年 not this year; 本季度 is the quarter that the report names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import clause_of
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.questions import Question
from retrieval.answer.years import years_named
from retrieval.types import KeyNumber

#: Behind a year: 2008年政府工作报告 tells of the year before.
_NAMES_A_REPORT = re.compile("年度?[\u4e00-\u9fff]{0,8}?(?:报告|公报|年报|年鉴|白皮书|蓝皮书)")
_COMPARED = re.compile("[比较]$")
#: Parts of a year as months; a number of one answers no question about another.
_PARTS = {
    "全年": (1, 12), "上半年": (1, 6), "半年度": (1, 6), "下半年": (7, 12),
    "前三季度": (1, 9), "前两季度": (1, 6),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
_NUMERALS = {numeral: n for n, numeral in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11,
    "十二": 12,
}
_NUMERAL = "[0-9]{1,2}|十[一二]?|[一二三四五六七八九]"
_PART = re.compile(
    f"{'|'.join(_PARTS)}|([0-9]{{1,2}})月?[-—–~至到]([0-9]{{1,2}})月|前({_NUMERAL})个?月"
    f"|(?<![0-9-—–~至到个十])({_NUMERAL})月份?(?![0-9底末初上中下])"
)
_MONTH = re.compile(f"({_NUMERAL})月")
_THIS_MONTH = re.compile("[本当上次]月|月?[—–~～至到-][0-9]{1,2}月")
_DAY = re.compile("([0-9]{1,2})月([0-9]{1,2})[日号]")
_THIS_QUARTER = re.compile("[本该]季度?")
_BY_DISTANCE = re.compile("去年|前年|上年|明年")
_YEAR_BEFORE = re.compile("去年|上年|前年")
_SAME_YEAR = {"上年": "去年"}
#: A year that the number right behind it takes for itself: 上年的28.6%, 去年不到20万.
_TAKEN = re.compile(r"(?:去年|上年|前年)(?:同期)?的?[为约近达]?(?:不到|超过)?\d(?![\d年]*月)")


def other_time(question: Question, candidate: NumberCandidate, number: KeyNumber) -> list[str]:
    """List the times of the question that what is known of a number contradicts."""
    return (
        _other_year(question, candidate, number)
        or _year_before(question, candidate, number)
        or _other_part(question, candidate, number)
        or _other_day(question, candidate)
    )


def _other_year(question: Question, candidate: NumberCandidate, number: KeyNumber) -> list[str]:
    """Compare the year asked with the number's own, else with the year last named before it."""
    of = candidate.reading.written
    title = comparable(candidate.reading.hit.passage.report_title)
    asked = {
        named.year
        for named in years_named(question.folded, None)
        if not _COMPARED.search(question.folded[: named.start])
        if not (_NAMES_A_REPORT.match(question.folded[named.end :]) and str(named.year) in title)
    }
    if of is not None and "今年" in question.folded:
        asked.add(of.year)
    if not asked:
        return []
    if _years(candidate.left[clause_of(candidate).start :]) & asked:
        return []  # whatever frames the sentence: 2006年表示，曾于1998年宣布的25个
    period = comparable(number.period or "")
    if of is None and _BY_DISTANCE.search(period) and not _BY_DISTANCE.search(question.folded):
        return [f"{year}年" for year in sorted(asked)]  # 去年 of an undated text is any year
    said = [named.year for named in years_named(period, of)]
    if not said:
        before = candidate.reading.folded[: number.start]
        named = [
            one.year
            for one in years_named(before, of)
            if not _COMPARED.search(before[: one.start])
        ]
        said = named[-1:] or [one.year for one in years_named(title, None)][-1:]
    return [] if not said or set(said) & asked else [f"{year}年" for year in sorted(asked)]


def _years(text: str) -> set[int]:
    return {named.year for named in years_named(text, None)}


def _year_before(question: Question, candidate: NumberCandidate, number: KeyNumber) -> list[str]:
    """Say which year before (上年) is asked about and not told of where the number stands."""
    asked = _YEAR_BEFORE.findall(question.folded)
    if not asked:
        return []
    # The year before may frame all that follows (去年，…), or belong to one number alone.
    text = f"{candidate.left}0"
    taken = {match.start(): match.end() for match in _TAKEN.finditer(text)}
    named = list(_YEAR_BEFORE.finditer(text))
    said = {
        _same_year(match.group())
        for match in named
        if taken.get(match.start(), len(text)) == len(text)
    }
    period = comparable(number.period or "")
    if not named:
        said = set(map(_same_year, _YEAR_BEFORE.findall(period)))
    of = candidate.reading.written
    if of is not None:
        meant = {one.year for one in years_named(question.folded, of)}
        if meant & {one.year for one in years_named(period or candidate.left, None)}:
            return []  # 去年 asked of a report that says 2023年
    return [] if said & set(map(_same_year, asked)) else asked


def _same_year(year: str) -> str:
    return _SAME_YEAR.get(year, year)


def _other_part(question: Question, candidate: NumberCandidate, number: KeyNumber) -> list[str]:
    """全年 is not 上半年, nor 前三季度 第三季度."""
    asked = parts_named(question.folded)
    if not asked:
        return []
    start, end = clause_of(candidate)
    told = f"{comparable(number.period or '')} {candidate.sentence.folded[start:end]}"
    said = parts_named(told)
    title = comparable(candidate.reading.hit.passage.report_title)
    if not said and _THIS_QUARTER.search(told):
        before = candidate.reading.folded[: number.start]
        said = parts_named(before) or parts_named(title)
        if not said:  # some quarter it is
            return [words for (first, last), words in asked.items() if last - first != 2]
    if not said and not _names_month(asked, candidate):
        return list(asked.values())
    if not said:
        said = _last(candidate.left) or _last(candidate.reading.folded[: number.start])
    if not said:  # all of a report on half a year, or on a month, is of that
        said = parts_named(title)
    return [] if not said or set(said) & set(asked) else list(asked.values())


def _other_day(question: Question, candidate: NumberCandidate) -> list[str]:
    """5月4日 is not 5月1日至5日: a day that the passage does not name, where others are."""
    asked = list(_DAY.finditer(question.folded))
    end = max(clause_of(candidate).end, candidate.within.end)
    told = _DAY.search(candidate.sentence.folded, 0, end)
    text = candidate.reading.folded
    if len(asked) != 1 or told is None or re.search(f"(?<![0-9]){asked[0][2]}[日号]", text):
        return []
    return [asked[0].group()]


def _names_month(asked: Iterable[tuple[int, int]], candidate: NumberCandidate) -> bool:
    """Say whether a report names the month asked for at all, by itself or within a date."""
    passage = candidate.reading.hit.passage
    text = comparable(f"{passage.report_title}\n{passage.section or ''}\n{passage.text}")
    months = [first for first, last in asked if first == last]
    named = {_number(numeral) for numeral in _MONTH.findall(text)}
    return (
        not months
        or _THIS_MONTH.search(text) is not None
        or not named.isdisjoint(months)
        or (not named)
    )


def _last(text: str) -> dict[tuple[int, int], str]:
    """Read the part of a year that a text names last."""
    return dict(list(parts_named(text).items())[-1:])


def parts_named(text: str) -> dict[tuple[int, int], str]:
    """Read the parts of a year that a text names: first and last month, and the words.

    >>> parts_named("1—6月出口，前三季度进口")
    {(1, 6): '1—6月', (1, 9): '前三季度'}
    >>> parts_named("前5个月进口，三月份出口")
    {(1, 5): '前5个月', (3, 3): '三月份'}
    """
    return {_months(match): match[0] for match in _PART.finditer(text)}


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match[1]:
        return int(match[1]), int(match[2])
    if match[3]:
        return 1, _number(match[3])
    return (_number(match[4]), _number(match[4])) if match[4] else _PARTS[match[0]]


def _number(numeral: str) -> int:
    return _NUMERALS[numeral] if numeral in _NUMERALS else int(numeral)
