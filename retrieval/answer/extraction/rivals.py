"""Which other numbers could answer as well as the one chosen, and which say the same?

A vague question (袭击造成多少人死亡) fits many passages. What several of them say alike is surer.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answer.evidence import Reading, Sentence
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.extraction.numbers import NumberCandidate, unit_fit
from retrieval.answer.questions import Question

_AS_MUCH = 0.9  # share of the question that a rival's sentence holds, of what the chosen one does
_LEAST_HELD = 0.05  # of the question, in the sentence of the chosen one


def n_elsewhere(question: Question, chosen: Candidate, readings: Sequence[Reading]) -> int:
    """Count the other passages that say another value, of a unit and in a sentence as fitting."""
    if not isinstance(chosen, NumberCandidate):
        return 0
    least = _AS_MUCH * chosen.sentence.coverage_titled
    return sum(
        any(
            sentence.coverage_titled >= least and _holds_rival(question, chosen, reading, sentence)
            for sentence in reading.sentences
        )
        for reading in readings
        if reading.ordinal != chosen.reading.ordinal
    )


def rival_beside(question: Question, chosen: Candidate) -> float:
    """Give how well another sentence of the passage that holds a rival fits, 1 for as well."""
    if not isinstance(chosen, NumberCandidate):
        return 0.0
    held = max(
        (
            sentence.coverage_titled
            for sentence in chosen.reading.sentences
            if sentence is not chosen.sentence
            and _holds_rival(question, chosen, chosen.reading, sentence)
        ),
        default=0.0,
    )
    return held / max(chosen.sentence.coverage_titled, _LEAST_HELD)


def n_agreed(chosen: Candidate, readings: Sequence[Reading]) -> int:
    """Count the other passages that say the same value in the same unit."""
    number = chosen.number if isinstance(chosen, NumberCandidate) else None
    if number is None or number.value is None:
        return 0
    return sum(
        any(other.value == number.value and other.unit == number.unit for other in reading.numbers)
        for reading in readings
        if reading.ordinal != chosen.reading.ordinal
    )


def _holds_rival(
    question: Question, chosen: NumberCandidate, reading: Reading, sentence: Sentence
) -> bool:
    """Say whether a sentence tells another value, of a unit as fitting as the chosen one's."""
    least = max(unit_fit(question, chosen.unit, chosen.kind), 0.5)
    value = None if chosen.number is None else chosen.number.value
    return any(
        number.value != value
        and sentence.span.start <= number.start < sentence.span.end
        and unit_fit(question, number.unit or "", number.kind) >= least
        for number in reading.numbers
    )
