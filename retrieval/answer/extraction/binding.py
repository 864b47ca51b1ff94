"""Is a number tied to something else than what is asked?

A number states one measure, of one subject, at one time. That its sentence holds the words of the
question is not enough: 规上工业总产值249.2亿元，增加值42.74亿元，同比增长13.8% says nothing of how
the 总产值 grew, and a village's income answers no question about its district. Each check finds a
contradiction, never a mere lack: what is not said settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.comparing import comparable
from retrieval.answer.evidence import AskedTerm
from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.extraction.measures import measure_words
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name
from retrieval.types import KeyNumber, NumberKind

_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})(?=年|年度|$)")
_COMPARED = re.compile("[比较]$")
#: Parts of a year as months; a number of one answers no question about another.
_PARTS = {
    "全年": (1, 12), "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "前两季度": (1, 6),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
}  # fmt: skip
_PART = re.compile(f"{'|'.join(_PARTS)}|([0-9]{{1,2}})[-—–~至到]([0-9]{{1,2}})月")
_PEOPLE = frozenset({"人", "名", "位", "口"})
_THINGS = frozenset("家户所座栋幢台辆艘架条件套张只头匹亩株棵部艘列把")
_CHANGE = re.compile(
    "同比|环比|增长|增加|上升|提高|下降|减少|下跌|上涨|回落|增速|增幅|涨幅|降幅|增|降"
)
_LEVELS = ("村", "社区", "街道", "镇", "乡", "县", "区", "市", "自治州", "省")
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,8}}?(?:{'|'.join(_LEVELS)})")
_ANAPHOR = re.compile(r"^[该本此我全这]")
_MIN_MEASURE = 2  # characters of a word that tells measures apart


def words_elsewhere(
    question: Question, terms: Sequence[AskedTerm], candidate: Candidate
) -> tuple[str, ...]:
    """List the words of the question that what is known of a number contradicts, as folded.

    Candidates that are no number, or that nothing contradicts, give none.
    """
    if not isinstance(candidate, NumberCandidate):
        return ()
    found = _other_count(question, candidate)
    if not found and (number := candidate.number) is not None:
        found = (
            _other_year(question, candidate, number)
            or _other_part(question, candidate, number)
            or _other_place(question, terms, candidate, number)
            or _other_measure(question, terms, candidate, number)
        )
    return tuple(found)


def _other_count(question: Question, candidate: NumberCandidate) -> list[str]:
    """多少名员工 is not answered by 749家, nor by 八大."""
    asked, unit = question.unit, candidate.unit
    if asked is None or asked == unit or candidate.kind is not NumberKind.COUNT:
        return []
    others = (asked in _PEOPLE and unit in _THINGS) or (asked in _THINGS and unit in _PEOPLE)
    if not others and unit != "大":
        return []
    phrase = question.phrase
    return [asked] if phrase is None else [question.folded[phrase.start : phrase.end]]


def _other_year(question: Question, candidate: NumberCandidate, number: KeyNumber) -> list[str]:
    """Compare the year asked with the number's own, else with the year last named before it."""
    asked = _YEAR.findall(question.folded)
    if not asked:
        return []
    said = _YEAR.findall(comparable(number.period or ""))
    if not said:
        before = candidate.reading.folded[: number.start]
        named = [m[1] for m in _YEAR.finditer(before) if not _COMPARED.search(before[: m.start()])]
        title = comparable(candidate.reading.hit.passage.report_title)
        said = named[-1:] or _YEAR.findall(title)[-1:]
    return [] if not said or set(said) & set(asked) else [f"{year}年" for year in asked]


def _other_part(question: Question, candidate: NumberCandidate, number: KeyNumber) -> list[str]:
    """全年 is not 上半年, nor 前三季度 第三季度."""
    asked = _parts(question.folded)
    if not asked:
        return []
    start, end = clause_of(candidate)
    clause = candidate.sentence.folded[start:end]
    said = _parts(f"{comparable(number.period or '')} {clause}")
    return [] if not said or set(said) & set(asked) else list(asked.values())


def _parts(text: str) -> dict[tuple[int, int], str]:
    """Read the parts of a year that a text names: first and last month, and the words.

    >>> _parts("1—6月出口，前三季度进口")
    {(1, 6): '1—6月', (1, 9): '前三季度'}
    """
    return {
        (int(match[1]), int(match[2])) if match[1] else _PARTS[match[0]]: match[0]
        for match in _PART.finditer(text)
    }


def _other_place(
    question: Question,
    terms: Sequence[AskedTerm],
    candidate: NumberCandidate,
    number: KeyNumber,
) -> list[str]:
    """Compare the places asked about with the number's subject, where that is a place.

    A district's report tells of its villages too: there, only a number of a lower place that the
    question does not name is another's.
    """
    subject = comparable(number.subject or "")
    level = _level(subject)
    asked = [
        term.text
        for term in terms
        if _level(term.text) is not None and is_name(term) and not _ANAPHOR.match(term.text)
    ]
    if level is None or not asked or any(subject.endswith(place) for place in asked):
        return []
    if any(part in question.folded for part in _PLACE.findall(subject)[-1:]):
        return []
    title = comparable(candidate.reading.hit.passage.report_title)
    lower = [place for place in asked if (_level(place) or 0) < level]
    if subject in title and len(lower) == len(asked):
        return []
    told = [place for place in asked if place in title and place not in subject]
    if _ANAPHOR.match(subject) or told:
        same = [place for place in asked if place.endswith(_LEVELS[level])]
        return [] if same or set(told) & set(lower) else asked
    return asked


def _level(place: str) -> int | None:
    """Give the administrative level of a place by its last characters, the lowest first."""
    return next((n for n, ending in enumerate(_LEVELS) if place.endswith(ending)), None)


def _other_measure(
    question: Question,
    terms: Sequence[AskedTerm],
    candidate: NumberCandidate,
    number: KeyNumber,
) -> list[str]:
    """Find the words that another number of the sentence is told with, and this one is not."""
    metric = comparable(number.metric or "")
    asked = [
        terms[n].text
        for n in measure_words(question, terms)
        if len(terms[n].text) >= _MIN_MEASURE and not _CHANGE.search(terms[n].text)
    ]
    lacking = [word for word in asked if word not in metric]
    if not metric:
        return []
    start, end = clause_of(candidate)
    clause = candidate.sentence.folded[start:end]
    span = candidate.sentence.span
    siblings = [
        comparable(other.metric)
        for other in candidate.reading.numbers
        if other is not number
        and other.metric
        and other.metric != number.metric
        and span.start <= other.start < span.end
    ]
    group, part = _group_and_part(metric)
    telling = {part[i : i + 2] for i in range(len(part) - 1)} - {
        group[i : i + 2] for i in range(len(group) - 1)
    }
    if group in siblings and not any(pair in question.folded for pair in telling):
        return [group]  # 29家企业中，民营企业26家: asked for them all, the part is no answer
    if not lacking or not any(all(word in sibling for word in asked) for sibling in siblings):
        return []
    return [
        word
        for word in lacking
        if word not in clause and any(word in sibling for sibling in siblings)
    ]


def _group_and_part(metric: str) -> tuple[str, str]:
    """Take a measure apart that names the group of a part (合作社中股份社); else no part."""
    group, _, part = metric.rpartition("中")
    return (group, part) if group and part else (metric, metric)
