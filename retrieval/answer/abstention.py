"""Does the corpus speak of what is asked, and if not, which words are missing?

Evidence decides, not the score of the search: names and numbers of the question must stand in
the passage, its title or a passage beside it, the words asked for near the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.comparing import comparable
from retrieval.answer.contraries import asked_sides, contradicts, denies
from retrieval.answer.evidence import AskedTerm, Reading, locate
from retrieval.answer.extraction import Choice
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.questions import Question, QuestionKind
from retrieval.answer.subjects import is_name, is_place, is_said_by_unit, names_the_class
from retrieval.generation import Generation
from retrieval.lexicons import words
from retrieval.text import tokenise
from retrieval.types import NumberKind

_HELD = 0.5  # share from which a word counts as held
_SHARE_NEARBY = 0.8  # of a word that only a neighbouring passage holds
_DIMENSIONS = frozenset(NumberKind) - {NumberKind.COUNT, NumberKind.ORDINAL, NumberKind.OTHER}
_DATED = frozenset({QuestionKind.NUMBER, QuestionKind.DATE})
_YEAR_BY_DISTANCE = re.compile("去年|前年|明年|上年|后年")
_SAME_YEAR = {"上年": "去年"}
_N_BEGINNING = 12  # passages in which a report says where it plays
_LEAST_COVERAGE = 0.05  # of the question in the best passage, for it to be worth showing


def context_shares(
    question: Question,
    terms: Sequence[AskedTerm],
    reading: Reading,
    choice: Choice | None,
    generation: Generation,
) -> tuple[float, ...]:
    """Measure how much of each term the passage, its title and its neighbours hold."""
    unit_fits = choice is not None and choice.values.get("unit", 0.0) == 1.0
    shares = list(reading.shares)
    lacking = [n for n, share in enumerate(shares) if share < 1.0]
    if not lacking:
        return reading.shares
    beside = _beside(reading, generation)
    for n in lacking:
        term = terms[n]
        if names_the_class(term, question):
            shares[n] = 1.0
            continue
        if unit_fits and is_said_by_unit(term):
            shares[n] = 1.0
            continue
        nearby = locate(term, beside).share
        whole = is_name(term)
        if whole and nearby < 1.0 and is_place(term) and _in_report(term, reading, generation):
            nearby = 1.0
        shares[n] = max(shares[n], nearby if whole else nearby * _SHARE_NEARBY)
    return tuple(shares)


def missing_words(
    question: Question, terms: Sequence[AskedTerm], shares: Sequence[float]
) -> tuple[str, ...]:
    """List the words of the question that are not there, as typed: names first, then rarest."""
    lacking = [
        (not is_name(term), -term.weight, n)
        for n, (term, share) in enumerate(zip(terms, shares, strict=True))
        if share < (1.0 if is_name(term) else _HELD)
    ]
    return tuple(question.text[terms[n].start : terms[n].end] for _, _, n in sorted(lacking)[:3])


def vetoed(
    question: Question,
    terms: Sequence[AskedTerm],
    shares: Sequence[float],
    choice: Choice,
) -> bool:
    """Say whether what is found cannot be what is asked, whatever else speaks for it.

    A name or number of the question lacks, another place or year is meant, the number is of
    another kind than the one asked for (8位 is no age), or its sentence says the contrary.
    """
    lacking = [
        term for term, share in zip(terms, shares, strict=True) if share < 1.0 and is_name(term)
    ]
    if any(term.text not in words("place_names") for term in lacking):
        return True
    if lacking and _is_elsewhere(lacking, question, choice):
        return True
    if denies(question.folded, choice.candidate.sentence.folded):
        return True
    if question.kind is QuestionKind.NUMBER and _is_of_another_kind(question, choice):
        return True
    return question.kind in _DATED and (
        _other_year(question, choice)
        or contradicts(asked_sides(question.folded), choice.candidate.sentence.folded)
    )


def _is_elsewhere(lacking: Sequence[AskedTerm], question: Question, choice: Choice) -> bool:
    """Say whether the passage names another place than the one asked about.

    A report on 泰安 need not say 山东; one that names 温州 in place of 铜陵 speaks of 温州.
    """
    if all(term.text in words("wide_places") for term in lacking):
        return False
    reading = choice.candidate.reading
    text = f"{comparable(reading.hit.passage.report_title)}\n{reading.folded}"
    return any(
        token.term in words("place_names") and token.term not in question.folded
        for token in tokenise(text)
    )


def _is_of_another_kind(question: Question, choice: Choice) -> bool:
    """Say whether the number counts in a dimension other than the one asked for."""
    candidate = choice.candidate
    if not isinstance(candidate, NumberCandidate) or choice.values.get("other kind") != 1.0:
        return False
    if candidate.kind is NumberKind.COUNT:
        return question.dimension in _DIMENSIONS
    return candidate.kind in _DIMENSIONS


def _other_year(question: Question, choice: Choice) -> bool:
    """Say whether the question names a year by its distance (去年), and the sentence does not."""
    asked = _YEAR_BY_DISTANCE.findall(question.folded)
    said = _YEAR_BY_DISTANCE.findall(choice.candidate.sentence.folded)
    return any(_same_year(year) not in map(_same_year, said) for year in asked)


def _same_year(year: str) -> str:
    return _SAME_YEAR.get(year, year)


def is_related(reading: Reading) -> bool:
    """Say whether a passage shares enough with the question to be shown as the nearest one."""
    return reading.coverage >= _LEAST_COVERAGE


def _in_report(term: AskedTerm, reading: Reading, generation: Generation) -> bool:
    """Say whether the beginning of the report names a place."""
    own = generation.ranges[reading.hit.passage.report_id]
    return any(
        locate(term, comparable(generation.passages[i].text)).share == 1.0
        for i in own[:_N_BEGINNING]
    )


def _beside(reading: Reading, generation: Generation) -> str:
    passage = reading.hit.passage
    own = generation.ranges[passage.report_id]
    texts = [
        generation.passages[i].text for i in (reading.ordinal - 1, reading.ordinal + 1) if i in own
    ]
    return comparable("\n".join(texts))
