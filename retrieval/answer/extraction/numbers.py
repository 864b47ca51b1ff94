"""Which numbers of the passages found might be the one asked for?

Key numbers, and beside them numerals with the very unit that the question asks in. What plainly
counts something else is left out where a passage holds better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from retrieval.answer.evidence import Reading
from retrieval.answer.extraction.joined import OR, NumberCandidate, joined
from retrieval.answer.extraction.numerals import CLEAR, asked_numeral, asked_ordinal, numerals
from retrieval.answer.extraction.timing import (
    asks_for_former,
    bears,
    leads_to_present,
    times_named,
)
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.types import NumberKind, Span

__all__ = ["NumberCandidate", "number_candidates", "unit_fit"]

_AMOUNTS = frozenset({NumberKind.MONEY, NumberKind.AREA, NumberKind.MASS, NumberKind.OTHER})
_INCLUDED = re.compile("(?:包括|包含|含)[^，。；]{1,20}在内")
_RANGE_MARK = re.compile("(?<=[0-9])(?:[—–~～-]{1,2}|至|到)(?=[0-9])")
_NOUN = re.compile("[\u4e00-\u9fff]{2}")
_PEOPLE = frozenset(["人", "名", "位", "口", "个人"])


def number_candidates(
    question: Question, _terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> list[NumberCandidate]:
    """List the numbers of the readings in their sentences, in reading order."""
    is_ordinal = question.dimension is NumberKind.ORDINAL
    asked = asked_ordinal(question) if is_ordinal else asked_numeral(question)
    found: list[NumberCandidate] = []
    for reading in readings:
        n = 0
        for sentence in reading.sentences:
            own = []
            while n < len(reading.numbers) and reading.numbers[n].end <= sentence.span.end:
                number = reading.numbers[n]
                n += 1
                if number.start >= sentence.span.start:
                    span = Span(number.start, number.end)
                    own.append(
                        NumberCandidate(
                            reading, sentence, span, number.unit or "", number.kind, number
                        )
                    )
            taken = [candidate.span for candidate in own]
            own.extend(
                NumberCandidate(reading, sentence, span, unit, kind)
                for span, unit, kind in numerals(sentence, asked, is_ordinal=is_ordinal)
                if not any(span.start < end and start < span.end for start, end in taken)
            )
            found.extend(sorted(own, key=lambda candidate: candidate.span))
    if is_ordinal:
        found = [one for one in found if one.kind is NumberKind.ORDINAL] or found
    if question.unit is not None or question.dimension in CLEAR:
        found = _fitting(question, found)
    said = _RANGE_MARK.sub("-", question.folded)
    found = [one for one in found if _RANGE_MARK.sub("-", one.folded) not in said] or found
    found = _counting(question, _without_included(_without_dates(question, found)))
    return joined(question, _at_time(question, _present(question, found)))


def _fitting(question: Question, candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Drop numbers of another kind from passages that hold one with the very unit asked in."""
    fits = [unit_fit(question, one.unit, one.kind) for one in candidates]
    sure = {id(one.reading) for one, fit in zip(candidates, fits, strict=True) if fit == 1.0}
    return [
        one
        for one, fit in zip(candidates, fits, strict=True)
        if fit > 0.0 or id(one.reading) not in sure
    ]


def _without_dates(
    question: Question, candidates: Sequence[NumberCandidate]
) -> list[NumberCandidate]:
    """Drop dates where a bare 多少 asks, from sentences that hold another number."""
    if question.unit is not None or question.dimension is not None or "年" in question.after:
        return list(candidates)
    others = {id(one.sentence) for one in candidates if one.kind is not NumberKind.DATE}
    return [
        one
        for one in candidates
        if one.kind is not NumberKind.DATE or id(one.sentence) not in others
    ]


def _present(question: Question, candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Drop values that have changed since (由28.6%降至25.1%), unless one may be meant."""
    return [
        one
        for one, following in zip_longest(candidates, candidates[1:])
        if following is None
        or asks_for_former(question, one.left)
        or not _is_replaced(question, one, following)
    ]


def _is_replaced(question: Question, one: NumberCandidate, following: NumberCandidate) -> bool:
    if following.sentence is not one.sentence:
        return False
    between = one.right[: following.span.start - one.span.end]
    is_range = one.unit in ("", following.unit) and len(between) == 1
    return not is_range and leads_to_present(question, between)


def _counting(question: Question, candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Let the noun behind the asking words choose: 多少名老人 of 3名儿童和2名老人."""
    noun = question.after[:2]
    if question.unit is None or not _NOUN.fullmatch(noun):
        return list(candidates)
    fits = [unit_fit(question, one.unit, one.kind) == 1.0 for one in candidates]
    counts = [
        fit and one.right.startswith(noun) for fit, one in zip(fits, candidates, strict=True)
    ]
    for n in range(len(candidates) - 2, -1, -1):
        # 第一班或|第二班车: the noun is said once.
        one, following = candidates[n], candidates[n + 1]
        if fits[n] and counts[n + 1] and following.sentence is one.sentence:
            counts[n] |= one.right[: following.span.start - one.span.end] in OR
    told = {id(one.sentence) for one, does in zip(candidates, counts, strict=True) if does}
    return [
        one
        for one, does, fit in zip(candidates, counts, fits, strict=True)
        if does or not fit or id(one.sentence) not in told
    ]


def _without_included(candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Drop 4名 of 包括4名袭击者在内的22人, unless the question speaks of what is included."""
    kept = []
    for one in candidates:
        included = [
            match.span()
            for match in _INCLUDED.finditer(one.sentence.folded)
            if match.start() < one.within.start < match.end()
        ]
        asked = any(
            start <= at < end
            for start, end in included
            for held in one.sentence.held
            for at in held.starts
        )
        if not included or asked:
            kept.append(one)
    return kept


def _at_time(question: Question, candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Let a time that a number bears itself (十年前的300多家) choose among its siblings."""
    asked = times_named(question.folded)
    own = [
        unit_fit(question, one.unit, one.kind) > 0.0 and bears(one.left, asked)
        for one in candidates
    ]
    chosen = {id(one.sentence) for one, does in zip(candidates, own, strict=True) if does}
    return [
        one
        for one, does in zip(candidates, own, strict=True)
        if does or id(one.sentence) not in chosen
    ]


def unit_fit(question: Question, unit: str, kind: NumberKind) -> float:
    """Say how a unit agrees with the one asked in: 1, 0.5 (same kind, or none asked), or 0.

    >>> from retrieval.answer.questions import parse_question
    >>> unit_fit(parse_question("有多少户？"), "户", NumberKind.COUNT)
    1.0
    >>> unit_fit(parse_question("多少钱？"), "户", NumberKind.COUNT)
    0.0
    """
    asked = question.unit
    if asked is not None:
        if unit == asked or (asked in _PEOPLE and unit in _PEOPLE):
            return 1.0
        if unit and (unit.startswith(asked) or unit.endswith(asked)):
            return 1.0
    if question.dimension is None:
        return 0.5
    if kind is question.dimension:
        return 1.0 if asked is None else 0.5
    if asked is None and question.dimension is NumberKind.COUNT and kind in _AMOUNTS:
        return 0.5
    if {kind, question.dimension} == {NumberKind.PERCENT, NumberKind.RATIO}:
        return 0.5
    return 0.0
