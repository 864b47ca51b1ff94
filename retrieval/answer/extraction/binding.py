"""Is a number tied to something else than what is asked?

A number states one measure, of one subject, at one time. That its sentence holds the words of the
question is not enough: 规上工业总产值249.2亿元，增加值42.74亿元，同比增长13.8% says nothing of how
the 总产值 grew, and a village's income answers no question about its district. Each check finds a
contradiction, never a mere lack: what is not said settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.answer.comparing import comparable
from retrieval.answer.evidence import AskedTerm
from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.extraction.measures import measure_words
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.extraction.periods import other_time
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name
from retrieval.types import KeyNumber, NumberKind

_PEOPLE = frozenset({"人", "名", "位", "口"})
_THINGS = frozenset("起例宗家户所座栋幢台辆艘架条件套张只头匹亩株棵部艘列把")
_CHANGE = re.compile(
    "同比|环比|增长|增加|上升|提高|下降|减少|下跌|上涨|回落|增速|增幅|涨幅|降幅|增|降"
)
_ASKS_TIMES = re.compile("倍|翻|增|涨|升|降")
_LEVELS = ("村", "社区", "街道", "镇", "乡", "县", "区", "市", "自治州", "省")
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,8}}?(?:{'|'.join(_LEVELS)})")
_ANAPHOR = re.compile(r"^[该本此我全这]")
#: What a metric says of any measure.
_GENERIC = re.compile("增速|降幅|增长|占比|比重|总数|总额|[的占]")
_MIN_MEASURE = 2  # characters of a word that tells measures apart


def words_elsewhere(
    question: Question, terms: Sequence[AskedTerm], candidate: Candidate
) -> tuple[str, ...]:
    """List the words of the question that what is known of a number contradicts, as folded.

    Candidates that are no number, or that nothing contradicts, give none.
    """
    if not isinstance(candidate, NumberCandidate):
        return ()
    found = _other_count(question, candidate) or _times_as_much(question, candidate)
    number = candidate.number
    if number is None:
        return tuple(found or _other_place(question, terms, candidate, _place_before(candidate)))
    return tuple(
        found
        or other_time(question, candidate, number)
        or _other_place(question, terms, candidate, comparable(number.subject or ""))
        or _other_measure(question, terms, candidate, number)
    )


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


def is_of_another_part(
    question: Question, terms: Sequence[AskedTerm], candidate: Candidate
) -> bool:
    """Say whether a number's measure has a word of its own where the question has another.

    硕士毕业生就业率 may be no answer to 博士毕业生就业率: too doubtful to be shown alone.
    """
    number = candidate.number if isinstance(candidate, NumberCandidate) else None
    if number is None or not number.metric:
        return False
    metric = comparable(number.metric)
    title = comparable(candidate.reading.hit.passage.report_title)
    said = f"{title}\n{candidate.sentence.folded}"
    for word, head in pairwise(terms):
        at = metric.find(head.text)
        other = metric[max(at - len(word.text), 0) : max(at, 0)]
        if (
            other
            and word.end == head.start
            and min(len(word.text), len(head.text)) >= _MIN_MEASURE
            and word.text not in said
            and other not in question.folded
        ):
            return True
    return False


def _times_as_much(question: Question, candidate: NumberCandidate) -> list[str]:
    """箱量是多少 is not answered by 是去年同期的1.8倍."""
    phrase = question.phrase or question.head
    if candidate.unit != "倍" or phrase is None or _ASKS_TIMES.search(question.folded):
        return []
    return [question.folded[phrase.start : phrase.end]]


def _place_before(candidate: NumberCandidate) -> str:
    """Name the place last told of in the clause before a number that is bound to nothing."""
    start, end = clause_of(candidate)
    before = candidate.sentence.folded[start : min(end, candidate.within.start)]
    found = [match.group() for match in _PLACE.finditer(before)]
    return found[-1] if found else ""


def _other_place(
    question: Question,
    terms: Sequence[AskedTerm],
    candidate: NumberCandidate,
    subject: str,
) -> list[str]:
    """Compare the places asked about with the number's subject, where that is a place.

    A district's report tells of its villages too: there, only a number of a lower place that the
    question does not name is another's.
    """
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
    behind = candidate.sentence.folded[candidate.within.end : clause_of(candidate).end]
    if any(place in behind for place in asked):
        return []  # 500名士兵被部署到洛杉矶市
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
    if replaced := _replaced(question, terms, candidate, metric):
        return replaced
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


def _replaced(
    question: Question, terms: Sequence[AskedTerm], candidate: NumberCandidate, metric: str
) -> list[str]:
    """Find words of another measure in whose place this one has its own.

    Asked for 消费电子收入占比, that of 汽车电子收入 is no answer where 消费电子收入 is told too.
    """
    words = [t.text for t in terms if len(t.text) >= _MIN_MEASURE and not _CHANGE.search(t.text)]
    shared = [word for word in words if word in metric]
    own = _GENERIC.sub("", metric)
    for word in shared:
        own = own.replace(word, " ")
    foreign = any(piece and piece not in question.folded for piece in own.split())
    if not shared or not foreign:
        return []
    title = comparable(candidate.reading.hit.passage.report_title)
    start, end = clause_of(candidate)
    clause = candidate.sentence.folded[start:end]
    span = candidate.sentence.span
    others = [
        comparable(other.metric)
        for other in candidate.reading.numbers
        if other.metric and span.start <= other.start < span.end
    ]
    return [
        word
        for word in words
        if word not in metric and word not in clause and word not in title
        if any(word in other and any(one in other for one in shared) for other in others)
    ]


def _group_and_part(metric: str) -> tuple[str, str]:
    """Take a measure apart that names the group of a part (合作社中股份社); else no part."""
    group, _, part = metric.rpartition("中")
    return (group, part) if group and part else (metric, metric)
