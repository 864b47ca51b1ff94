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
from retrieval.answer.extraction.behind import told_behind
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.extraction.lower_places import lower_place
from retrieval.answer.extraction.metrics import CHANGE, other_measure
from retrieval.answer.extraction.modifiers import other_modifier
from retrieval.answer.extraction.namesakes import other_namesake
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.extraction.openers import told_ahead
from retrieval.answer.extraction.ordered import place_in_row
from retrieval.answer.extraction.parts import per_head, whole_for_part
from retrieval.answer.extraction.periods import other_time
from retrieval.answer.extraction.places import other_place, place_before, subject_of
from retrieval.answer.extraction.plans import other_aspect
from retrieval.answer.extraction.sides import other_side
from retrieval.answer.extraction.sums import is_no_difference
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.types import NumberKind

_PEOPLE = frozenset({"人", "名", "位", "口"})
_THINGS = frozenset("班起例宗家户所座栋幢台辆艘架条件套张只头匹亩株棵部艘列把")
#: By how much, not how much: 下降7.5%; but 提高到7.5%.
_CHANGE_BEFORE = re.compile("(?:增长|增加|上升|提高|提升|下降|减少|下跌|上涨|回落)了?[约近]?$")
#: May be answered by a percentage.
_ASKS_SHARE = re.compile("[率幅速占比增涨跌升降减扩缩加%]|(?<!最)[快慢高低]|百分|变化")
_RANGE = re.compile("([0-9]+)(?:[—–~～-]{1,2}|至|到)([0-9]+)[岁年]?")
_OF_THE_WHOLE = frozenset({"占比", "比重", "份额", "比例"})
_SHARES = frozenset({NumberKind.PERCENT, NumberKind.RATIO})
_ENDED = re.compile("[;；。]")
_QUALIFIED = 4  # characters between a number and its noun: 近百家重点企业
_MARK = re.compile("[，。、,;；:：()（）]")
_LINK = re.compile("(?:一共|总共|共|总|有|是|为|的)*")  # between a noun and 多少人
_RECORD = re.compile("创|刷新|打破|突破")
_ASKS_TIMES = re.compile("倍|翻|增|涨|升|降")
_MIN_MEASURE = 2  # characters of a word that tells measures apart


def words_elsewhere(
    question: Question, terms: Sequence[AskedTerm], candidate: Candidate
) -> tuple[str, ...]:
    """List the words of the question that what is known of a number contradicts, as folded.

    Of what is no number, only namesakes are looked for.
    """
    if not isinstance(candidate, NumberCandidate):
        return tuple(other_namesake(question, candidate))
    placed = place_in_row(question, candidate)
    if placed is not None and not placed.is_own:
        return (placed.item,)
    found = (
        _other_count(question, candidate)
        or _no_difference(question, candidate)
        or _times_as_much(question, candidate)
        or _noun_beside(question, terms, candidate)
        or _other_range(question, candidate)
        or _change_for_level(question, candidate)
        or other_namesake(question, candidate)
        or other_modifier(question, terms, candidate)
        or whole_for_part(question, terms, candidate)
        or per_head(question, terms, candidate)
        or other_side(question, candidate)
        or other_aspect(question, candidate)
        or _no_share(question, candidate)
        or lower_place(question, candidate)
        or told_ahead(question, terms, candidate)
    )
    number = candidate.number
    if number is None:
        return tuple(found or other_place(question, terms, candidate, place_before(candidate)))
    if placed is not None:
        return tuple(found)
    return tuple(
        found
        or other_time(question, candidate, number)
        or other_place(question, terms, candidate, subject_of(candidate, number))
        or other_measure(question, terms, candidate, number)
        or told_behind(terms, candidate)
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


def _no_share(question: Question, candidate: NumberCandidate) -> list[str]:
    """占比多少 is answered by the share beside an amount: 费用288万元，占5.7%; by no change."""
    start = candidate.sentence.span.start
    if question.dimension is not NumberKind.PERCENT:
        return []
    if candidate.kind in _SHARES:
        is_change = _CHANGE_BEFORE.search(candidate.left) is not None
        asked = question.noun if question.noun in _OF_THE_WHOLE else ""
        return [asked] if asked and is_change and not CHANGE.search(question.folded) else []
    behind = [
        number
        for number in candidate.reading.numbers
        if candidate.span.end <= number.start < candidate.sentence.span.end
        and not _ENDED.search(
            candidate.sentence.folded[candidate.within.end : number.start - start]
        )
    ]
    shares = any(number.kind in _SHARES for number in behind)
    head = question.noun or (question.folded[slice(*question.phrase)] if question.phrase else "")
    return [head] if shares and head else []


def _noun_beside(
    question: Question, terms: Sequence[AskedTerm], candidate: NumberCandidate
) -> list[str]:
    """运动员多少人 is answered by 9263名运动员, not by 2175名教练员."""
    if question.unit is None or candidate.right.startswith(tuple("的，。、,;；()（）")):
        return []
    nouns = [
        term.text
        for term in terms
        if question.phrase and _LINK.fullmatch(question.before[term.end :])
        if term.end <= question.phrase.start
    ]
    noun = nouns[-1] if nouns else ""
    offset = candidate.sentence.span.start
    others = (
        candidate.sentence.folded[number.end - offset :]
        for number in candidate.reading.numbers
        if number.unit == candidate.unit or {number.unit, candidate.unit} <= _PEOPLE
        if offset <= number.start < candidate.sentence.span.end
    )
    behind = _MARK.split(candidate.right[: len(noun) + _QUALIFIED])[0]
    if len(noun) < _MIN_MEASURE or noun in behind:
        return []
    return [noun] if any(other.startswith(noun) for other in others) else []


def _other_range(question: Question, candidate: NumberCandidate) -> list[str]:
    """5到14岁 is answered by the number right behind 5—14岁."""
    text, offset = candidate.sentence.folded, candidate.sentence.span.start
    for asked in _RANGE.finditer(question.folded):
        for said in _RANGE.finditer(text):
            if said.groups() != asked.groups():
                continue
            behind = [
                number.start
                for number in candidate.reading.numbers
                if 0 <= number.start - offset - said.end() <= 1
            ]
            if behind and candidate.span.start not in behind:
                return [question.folded[slice(*asked.span())]]
    return []


def _change_for_level(question: Question, candidate: NumberCandidate) -> list[str]:
    """负荷多少 is not answered by 比去年增长7.9%."""
    phrase = question.phrase or question.head
    if (
        candidate.kind is not NumberKind.PERCENT
        or phrase is None
        or question.dimension is NumberKind.PERCENT
        or _ASKS_SHARE.search(question.folded)
        or not _CHANGE_BEFORE.search(candidate.left)
    ):
        return []
    return [question.folded[slice(*phrase)]]


def _times_as_much(question: Question, candidate: NumberCandidate) -> list[str]:
    """箱量是多少 is not answered by 是去年同期的1.8倍, nor by 5次创新高."""
    phrase = question.phrase or question.head
    is_times = candidate.unit == "次" and _RECORD.match(candidate.right) and question.unit != "次"
    if candidate.unit != "倍" and not is_times:
        return []
    if phrase is None or _ASKS_TIMES.search(question.folded):
        return []
    return [question.folded[phrase.start : phrase.end]]
