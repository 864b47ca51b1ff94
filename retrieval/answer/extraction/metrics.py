"""Is a number of another measure than the one asked for, which its passage tells, too?

By the measures that the key numbers are bound to: 增加值42.74亿元 beside 总产值249.2亿元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import clause_of
from retrieval.answer.extraction.measures import measure_words
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.extraction.periods import other_time
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.questions import Question
from retrieval.types import KeyNumber, NumberKind, Span

_GROWTH = re.compile("(?:同比|环比|[比较]上[年月季]同?期?)?(?:增长|下降|上升|减少|增加)")
#: Words that tell of a change, in questions too.
CHANGE = re.compile(
    "同比|环比|增长|增加|上升|提高|下降|减少|下跌|上涨|回落|增速|增幅|涨幅|降幅|增|降"
)
#: What a metric says of any measure.
_GENERIC = re.compile("增速|降幅|增长|占比|比重|总数|总额|[的占]")
_DIVIDED = "分别"  # each its own, in the order of what they are of
_IN_SHORT = 0.9  # share of a word that its abbreviation holds
_MIN_MEASURE = 2  # characters of a word that tells measures apart


def other_measure(
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
        if len(terms[n].text) >= _MIN_MEASURE and not CHANGE.search(terms[n].text)
    ]
    lacking = [word for word in asked if word not in metric]
    if not metric:
        return []
    if replaced := _replaced(question, terms, candidate, metric):
        return replaced
    if plain := _unasked_part(question, candidate, number, metric):
        return plain
    if named := _named_beside(question, candidate, number, metric):
        return named
    start, end = clause_of(candidate)
    clause = candidate.sentence.folded[start:end]
    siblings = [
        comparable(other.metric or "")
        for other in _measured(candidate)
        if other.metric != number.metric
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


def _unasked_part(
    question: Question, candidate: NumberCandidate, number: KeyNumber, metric: str
) -> list[str]:
    """Find the measure asked for, where a number is told of a part of it: 国际旅客, of all 旅客.

    Only where the passage tells the whole, too, and for the time asked about.
    """
    for sentence in candidate.reading.sentences:
        for other in candidate.reading.numbers:
            whole = comparable(other.metric or "")
            if (
                sentence.span.start <= other.start < sentence.span.end
                and len(whole) > _MIN_MEASURE
                and metric.endswith(whole)
                and whole in question.folded
                and other.unit == number.unit
                and _is_foreign(metric.removesuffix(whole), question, candidate)
            ):
                span = Span(other.start, other.end)
                one = replace(candidate, sentence=sentence, span=span, number=other)
                if not other_time(question, one, other):
                    return [whole]
    return []


def _is_foreign(words: str, question: Question, candidate: NumberCandidate) -> bool:
    """Say whether words before a measure are none of the question, nor of the report's title."""
    title = comparable(candidate.reading.hit.passage.report_title)
    return len(words) >= _MIN_MEASURE and not any(
        word[i : i + 2] in question.folded or word[i : i + 2] in title
        for word in [_GENERIC.sub("", words)]
        for i in range(len(word) - 1)
    )


def _named_beside(
    question: Question, candidate: NumberCandidate, number: KeyNumber, metric: str
) -> list[str]:
    """Name the item of a list that is asked for, where a number is told of another.

    二氧化硫和二氧化氮浓度分别为7微克和24微克: each is bound to its own.
    """
    if number.metric is None or metric in question.folded or _DIVIDED not in candidate.left:
        return []
    return [
        name
        for other in _measured(candidate)
        if other is not number and other.unit == number.unit
        if len(name := comparable(other.metric or "")) > _MIN_MEASURE
        and name in question.folded
        and name not in metric
    ]


def _is_growth_of(measures: Sequence[str], candidate: NumberCandidate) -> bool:
    """Say whether a clause only tells how the amount last told of has changed: 同比增长14.3%."""
    start, end = clause_of(candidate)
    if _GROWTH.match(candidate.sentence.folded[start:end]) is None:
        return False
    amounts = [
        other
        for other in _measured(candidate)
        if other.start < candidate.span.start and other.kind is not NumberKind.PERCENT
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
    ) or any(  # 银保 of 银行保险渠道
        locate(term, metric).share >= _IN_SHORT
        and not any(locate(term, sibling).share >= _IN_SHORT for sibling in siblings)
        for term in terms
        if len(term.text) >= _MIN_MEASURE
    )


def _replaced(
    question: Question, terms: Sequence[AskedTerm], candidate: NumberCandidate, metric: str
) -> list[str]:
    """Find words of another measure in whose place this one has its own.

    Asked for 消费电子收入占比, that of 汽车电子收入 is no answer where 消费电子收入 is told too.
    """
    words = [t.text for t in terms if len(t.text) >= _MIN_MEASURE and not CHANGE.search(t.text)]
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
    others = [comparable(other.metric or "") for other in _measured(candidate)]
    return [
        word
        for word in words
        if word not in metric and word not in clause and word not in title
        if any(word in other and any(one in other for one in shared) for other in others)
    ]


def _measured(candidate: NumberCandidate) -> list[KeyNumber]:
    """List the numbers of the candidate's sentence that are bound to a measure."""
    span = candidate.sentence.span
    return [
        number
        for number in candidate.reading.numbers
        if number.metric and span.start <= number.start < span.end
    ]


def _group_and_part(metric: str) -> tuple[str, str]:
    """Take a measure apart that names the group of a part (合作社中股份社); else no part."""
    group, _, part = metric.rpartition("中")
    return (group, part) if group and part else (metric, metric)
