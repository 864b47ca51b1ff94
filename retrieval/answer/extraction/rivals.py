"""Which other numbers could answer as well as the one chosen?

A vague question (袭击造成多少人死亡) fits many passages; a plain one (有多少个车位) may fit one
number of all that were found.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answer.evidence import AskedTerm, Reading, Sentence
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.extraction.numbers import NumberCandidate, measure_words, unit_fit
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_said_by_unit

_AS_MUCH = 0.9  # share of the question that a rival's sentence holds, of what the chosen one does
_HALF = 0.5  # share of a word from which a sentence speaks of it


def n_elsewhere(question: Question, chosen: Candidate, readings: Sequence[Reading]) -> int:
    """Count the other passages that say another value, of a unit and in a sentence as fitting."""
    if not isinstance(chosen, NumberCandidate):
        return 0
    least_fit = max(unit_fit(question, chosen.unit, chosen.kind), 0.5)
    least = _AS_MUCH * chosen.sentence.coverage_titled
    value = None if chosen.number is None else chosen.number.value
    return sum(
        any(
            number.value != value
            and sentence.span.start <= number.start < sentence.span.end
            and unit_fit(question, number.unit or "", number.kind) >= least_fit
            for sentence in reading.sentences
            if sentence.coverage_titled >= least
            for number in reading.numbers
        )
        for reading in readings
        if reading.ordinal != chosen.reading.ordinal
    )


def is_alone(
    question: Question, terms: Sequence[AskedTerm], chosen: Candidate, readings: Sequence[Reading]
) -> bool:
    """Say whether no other number of the very unit stands in a sentence on what is counted."""
    if not isinstance(chosen, NumberCandidate):
        return False
    if unit_fit(question, chosen.unit, chosen.kind) < 1.0:
        return False
    measured = [n for n in measure_words(question, terms) if not is_said_by_unit(terms[n])]
    if not measured or not _speaks_of(measured, chosen.sentence):
        return False
    value = None if chosen.number is None else chosen.number.value
    return not any(
        number.value != value
        and sentence.span.start <= number.start < sentence.span.end
        and unit_fit(question, number.unit or "", number.kind) == 1.0
        for reading in readings
        for sentence in reading.sentences
        if _speaks_of(measured, sentence)
        for number in reading.numbers
    )


def _speaks_of(measured: Sequence[int], sentence: Sentence) -> bool:
    return all(sentence.held[n].share >= _HALF for n in measured)
