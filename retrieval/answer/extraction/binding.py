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
from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.extraction.lower_places import lower_place
from retrieval.answer.extraction.measures import measure_words
from retrieval.answer.extraction.modifiers import other_modifier
from retrieval.answer.extraction.namesakes import other_namesake
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.extraction.parts import per_head, whole_for_part
from retrieval.answer.extraction.periods import other_time
from retrieval.answer.extraction.places import other_place, place_before
from retrieval.answer.extraction.sides import other_side
from retrieval.answer.extraction.sums import is_no_difference
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.types import KeyNumber, NumberKind

_PEOPLE = frozenset({"人", "名", "位", "口"})
_GROWTH = re.compile("(?:同比|环比|[比较]上[年月季]同?期?)?(?:增长|下降|上升|减少|增加)")
_THINGS = frozenset("起例宗家户所座栋幢台辆艘架条件套张只头匹亩株棵部艘列把")
_CHANGE = re.compile(
    "同比|环比|增长|增加|上升|提高|下降|减少|下跌|上涨|回落|增速|增幅|涨幅|降幅|增|降"
)
_ASKS_TIMES = re.compile("倍|翻|增|涨|升|降")
#: What a metric says of any measure.
_GENERIC = re.compile("增速|降幅|增长|占比|比重|总数|总额|[的占]")
_MIN_MEASURE = 2  # characters of a word that tells measures apart


def words_elsewhere(
    question: Question, terms: Sequence[AskedTerm], candidate: Candidate
) -> tuple[str, ...]:
    """List the words of the question that what is known of a number contradicts, as folded.

    Of what is no number, only namesakes are looked for.
    """
    if not isinstance(candidate, NumberCandidate):
        return tuple(other_namesake(question, candidate))
    found = (
        _other_count(question, candidate)
        or _no_difference(question, candidate)
        or _times_as_much(question, candidate)
        or other_namesake(question, candidate)
        or other_modifier(question, terms, candidate)
        or whole_for_part(question, terms, candidate)
        or per_head(question, terms, candidate)
        or other_side(question, candidate)
        or lower_place(question, candidate)
    )
    number = candidate.number
    if number is None:
        return tuple(found or other_place(question, terms, candidate, place_before(candidate)))
    return tuple(
        found
        or other_time(question, candidate, number)
        or other_place(question, terms, candidate, comparable(number.subject or ""))
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


def _no_difference(question: Question, candidate: NumberCandidate) -> list[str]:
    """比上年多多少 is answered by a change, not by the amount of a year."""
    phrase = question.phrase
    if phrase is None or not is_no_difference(question, candidate):
        return []
    return [question.folded[phrase.start - 1 : phrase.end]]


def _times_as_much(question: Question, candidate: NumberCandidate) -> list[str]:
    """箱量是多少 is not answered by 是去年同期的1.8倍."""
    phrase = question.phrase or question.head
    if candidate.unit != "倍" or phrase is None or _ASKS_TIMES.search(question.folded):
        return []
    return [question.folded[phrase.start : phrase.end]]


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
    full = [sibling for sibling in siblings if all(word in sibling for word in asked)]
    if not lacking or not full or _is_named_by_itself(question, terms, metric, full):
        return []
    if _is_growth_of(full, candidate):
        return []
    return [
        word
        for word in lacking
        if word not in clause and any(word in sibling for sibling in siblings)
    ]


def _is_growth_of(measures: Sequence[str], candidate: NumberCandidate) -> bool:
    """Say whether a clause only tells how the amount last told of has changed: 同比增长14.3%."""
    start, end = clause_of(candidate)
    if _GROWTH.match(candidate.sentence.folded[start:end]) is None:
        return False
    span = candidate.sentence.span
    amounts = [
        other
        for other in candidate.reading.numbers
        if span.start <= other.start < candidate.span.start
        and other.kind is not NumberKind.PERCENT
        and other.metric
    ]
    return bool(amounts) and comparable(amounts[-1].metric or "") in measures


def _is_named_by_itself(
    question: Question, terms: Sequence[AskedTerm], metric: str, siblings: Sequence[str]
) -> bool:
    """Say whether a number leaves out its measure: 高新区产值增长11.5%，临江区增长8.9%.

    What the question and its metric name, and no other that tells the measure, is whose it is.
    """
    names = [term.text for term in terms]
    names += [question.folded[one.start : next_.end] for one, next_ in pairwise(terms)]
    return any(
        len(name) >= _MIN_MEASURE
        and name in metric
        and not any(name in sibling for sibling in siblings)
        for name in names
    )


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
