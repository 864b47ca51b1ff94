"""Is a number told of the other side of a scale than the one asked about?

白天停留2小时，消费60元；晚上…: what stands before a semicolon is of the first side. In
新开工74个，建成29个 each clause has a side of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer.contraries import Side, asked_sides, contradicts
from retrieval.answer.extraction.context import clause_of
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.questions import Question
from retrieval.types import Span

_SEASONS = "春夏秋冬"
_OF_A_SEASON = re.compile(f"[{_SEASONS}][\u4e00-\u9fff]")
_SEMICOLON = re.compile("[;；]")


def other_side(question: Question, candidate: NumberCandidate) -> list[str]:
    """List the words of the question that name a side, where a number is of the other."""
    text, (start, end) = candidate.sentence.folded, candidate.within
    parts = [0, *(m.end() for m in _SEMICOLON.finditer(text)), len(text)]
    first, last = max(n for n in parts if n <= start), min(n for n in parts if n >= end)
    sides = asked_sides(question.folded)
    if not contradicts(sides, text[first:last]) and not _is_beside(sides, candidate):
        return _other_season(question, text[:last])
    return [word for side in sides for word in side.same if word in question.folded]


def _other_season(question: Question, told: str) -> list[str]:
    """夏粮 is not 秋粮: what stands behind a season is told of others only."""
    return [
        word
        for word in _OF_A_SEASON.findall(question.folded)
        if word not in told and re.search(f"[{_SEASONS}]{word[1]}", told)
    ]


def _is_beside(sides: Sequence[Side], candidate: NumberCandidate) -> bool:
    """Say whether another clause tells of the side asked about: 新开工74个，建成29个."""
    text, span = candidate.sentence.folded, candidate.sentence.span
    own = clause_of(candidate)
    if not contradicts(sides, text[own.start : own.end]):
        return False
    others = (
        clause_of(replace(candidate, span=Span(number.start, number.end)))
        for number in candidate.reading.numbers
        if span.start <= number.start < span.end and number.unit == candidate.unit
    )
    return any(
        word in text[other.start : other.end]
        for other in others
        if other != own
        for side in sides
        for word in side.same
    )
