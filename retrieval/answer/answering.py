"""What does the corpus answer to a question?

The answer flow from a question to a verified answer: parse, retrieve, read, choose, weigh,
compose, verify. No answer is an answer too: what is missing is named.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from retrieval.answer.abstention import (
    context_shares,
    is_on_something_else,
    is_related,
    is_vetoed,
    lacks_office,
    missing_words,
    objections,
    unsaid,
)
from retrieval.answer.answerability import answerable, evidence, log_odds
from retrieval.answer.asking import QuestionKind
from retrieval.answer.bylines import answer_byline, answer_officer
from retrieval.answer.comparing import comparable
from retrieval.answer.composing import compose, near, nothing
from retrieval.answer.confidence import confidence, signals
from retrieval.answer.credits import answer_credit
from retrieval.answer.evidence import Reading, asked_terms, read_passage
from retrieval.answer.extraction import Choice, choose, model_for
from retrieval.answer.extraction.binding import is_of_another_part
from retrieval.answer.extraction.choosing import SENTENCE
from retrieval.answer.extraction.holders import is_held_by_others
from retrieval.answer.extraction.numbers import unit_fit
from retrieval.answer.extraction.unit_asked import in_another_unit
from retrieval.answer.lacking import lacks_noun
from retrieval.answer.locating import AskedTerm
from retrieval.answer.mismatches import counts_another_thing
from retrieval.answer.questions import Question, parse_question
from retrieval.answer.reports import answer_reports
from retrieval.answer.rerank import retrieve
from retrieval.answer.understanding import analysed, understand
from retrieval.answer.verification import verify
from retrieval.answer.years import names_a_year
from retrieval.errors import EmptyQuestionError, QuestionTooLongError, VerificationError
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, Hit

_N_FOUND = 12  # passages searched for
_N_READ = 4  # of them read closely, and
_N_SUGGESTIONS = 3
_N_MORE = 3  # further ones that hold a number of the kind asked for
_MARKUP = re.compile(r"<[^<>]*>|&[a-z]+;|[\W_]+")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The best answer found to a question, and what speaks for it."""

    terms: tuple[AskedTerm, ...]
    readings: tuple[Reading, ...]  #: best first
    choice: Choice
    shares: tuple[float, ...]  #: of each term around the choice
    evidence: tuple[float, ...]  #: that the corpus speaks of what is asked
    signals: tuple[float, ...]  #: that the choice is right
    vetoed: bool  #: what is found cannot be what is asked
    lacks_noun: bool  #: a slice is asked for, and a noun of the question is not there


def answer_question(question: str, generation: Generation, *, params: Params) -> Answer:
    """Answer a question from a generation of the corpus.

    Args:
        question: as typed.
        generation: what is known.
        params: the knobs.

    Raises:
        EmptyQuestionError: no word and no number is left once marks and markup are gone.
        QuestionTooLongError: the question is over `params.max_question_chars`.
    """
    if len(question) > params.max_question_chars:
        raise QuestionTooLongError(length=len(question), limit=params.max_question_chars)
    if not _MARKUP.sub("", question):
        raise EmptyQuestionError
    answer = _answer_as_meant(question, generation, params)
    try:
        verify(answer, generation)
    except VerificationError as error:
        # The text of a question may be private; what failed is the corpus's own text.
        log.error("answer refused by the gate: %s", error)  # noqa: TRY400
        return replace(nothing(question, generation), withheld=True)
    return answer


def _answer_as_meant(question: str, generation: Generation, params: Params) -> Answer:
    """Answer what was surely meant; offer what may have been, where it would be answered."""
    meant = understand(analysed(question, generation, params), generation)
    if meant is None:
        return _answer(parse_question(question), generation, params)
    understood = _answer(parse_question(meant.text), generation, params)
    if meant.certain:
        return replace(understood, question=question, understood=meant.text)
    answer = _answer(parse_question(question), generation, params)
    if not understood.answered:
        return answer
    if answer.answered:
        # The search forgives what was typed; where that made the answer, it is told.
        said = comparable(answer.citations[0].passage.text)
        made = all(word in said for word in meant.words)
        return replace(answer, understood=meant.text) if made else answer
    return replace(
        answer,
        understood=meant.text,
        suggestions=(meant.text, *answer.suggestions[: _N_SUGGESTIONS - 1]),
    )


def _answer(question: Question, generation: Generation, params: Params) -> Answer:
    if question.kind is QuestionKind.BYLINE:
        answer = answer_byline(question, generation)
        if answer is not None:
            return answer
    if question.kind is QuestionKind.PERSON:
        answer = answer_credit(question, generation) or answer_officer(question, generation)
        if answer is not None:
            return answer
    if question.kind is QuestionKind.REPORTS:
        return answer_reports(question, generation)
    weighed = weigh(question, generation, params=params)
    if weighed is None:
        return nothing(question.text, generation)
    choice, readings = weighed.choice, weighed.readings
    missing = choice.elsewhere or missing_words(question, weighed.terms, weighed.shares)
    if weighed.vetoed or answerable(weighed.evidence) < log_odds(_least(weighed, params)):
        if not is_related(choice.candidate.reading):
            return nothing(question.text, generation)
        missing = unsaid(_without_asking(missing, question), choice.candidate.reading)
        return near(question, choice, readings, missing, generation)
    sure = confidence(weighed.signals, choice.model)
    doubtful = (
        _is_doubtful_list(choice)
        or is_of_another_part(question, weighed.terms, choice.candidate)
        or in_another_unit(question, choice)
    )
    bold = sure >= params.bold and not missing and not doubtful
    return compose(question, choice, readings, generation, sure, bold)


def weigh(
    question: Question,
    generation: Generation,
    *,
    params: Params | None = None,
    without: Collection[int] = (),
) -> Weighed | None:
    """Find the best answer to a question and what speaks for it; `None` where nothing is near.

    Passages at the positions `without` are left out, as if they were not in the corpus.
    """
    query = analysed(question.text, generation, params or Params())
    found = retrieve(query, generation, k=_N_FOUND, without=without)
    hits = _worth_reading(question, found, generation)
    terms = asked_terms(question, query, generation.index)
    dated = names_a_year(question.folded)
    readings = tuple(read_passage(hit, terms, generation, dated=dated) for hit in hits)
    if not terms or not readings:
        return None
    choice = _choose(question, terms, readings)
    if choice is None:
        return None
    shares = context_shares(question, terms, choice.candidate.reading, choice, generation)
    objected = objections(question, terms, shares, choice)
    return Weighed(
        terms=terms,
        readings=readings,
        choice=choice,
        shares=shares,
        evidence=evidence(question, terms, readings, choice, shares, objected),
        signals=signals(
            question, terms, readings, choice, shares, n_passages=len(generation.passages)
        ),
        vetoed=is_vetoed(question, objected)
        or is_on_something_else(terms, shares)
        or lacks_office(question, terms, shares, choice.candidate.reading)
        or is_held_by_others(question, choice.candidate)
        or counts_another_thing(question, terms, shares, choice),
        lacks_noun=lacks_noun(question, terms, shares, choice),
    )


def _least(weighed: Weighed, params: Params) -> float:
    """Give the least probability for an answer: a slice that lacks a noun needs more."""
    return max(params.refusal, params.refusal_lacking) if weighed.lacks_noun else params.refusal


def _without_asking(named: Sequence[str], question: Question) -> tuple[str, ...]:
    """Keep of some words those that do not ask: 没有找到“多少” tells nobody what is missing."""
    asking = question.folded[slice(*question.phrase)] if question.phrase else ""
    return tuple(word for word in named if not asking or asking not in comparable(word))


def _is_doubtful_list(choice: Choice) -> bool:
    """Say whether a list has no more than two parts, joined by 和: often they are clauses."""
    return choice.model == "list" and "、" not in choice.candidate.folded


def _worth_reading(question: Question, hits: Sequence[Hit], generation: Generation) -> list[Hit]:
    """Keep the best passages and, asked for a number, the next that hold a fitting one."""
    kept = list(hits[:_N_READ])
    if question.kind is not QuestionKind.NUMBER or question.dimension is None:
        return kept
    further = (
        hit
        for hit in hits[_N_READ:]
        if any(
            unit_fit(question, number.unit or "", number.kind) == 1.0
            for number in generation.numbers[generation.ordinal(hit.passage.id)]
        )
    )
    return [*kept, *islice(further, _N_MORE)]


def _choose(
    question: Question, terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> Choice | None:
    """Choose a short slice where the kind of question has one, else a sentence."""
    return choose(model_for(question.kind), question, terms, readings) or choose(
        SENTENCE, question, terms, readings
    )
