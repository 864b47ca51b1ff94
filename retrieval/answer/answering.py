"""What does the corpus answer to a question?

The answer flow from a question to a verified answer: parse, retrieve, read, choose, weigh,
compose, verify. No answer is an answer too: what is missing is named.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from retrieval.answer.abstention import context_shares, is_related, missing_words, vetoed
from retrieval.answer.bylines import answer_byline
from retrieval.answer.composing import compose, near, nothing
from retrieval.answer.confidence import answerable, confidence, signals
from retrieval.answer.evidence import AskedTerm, Reading, asked_terms, read_passage
from retrieval.answer.extraction import Choice, choose, model_for
from retrieval.answer.extraction.choosing import SENTENCE
from retrieval.answer.query import analyse
from retrieval.answer.questions import Question, QuestionKind, parse_question
from retrieval.answer.rerank import retrieve
from retrieval.answer.reports import answer_reports
from retrieval.answer.verification import Gate
from retrieval.errors import EmptyQuestionError, QuestionTooLongError, VerificationError
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer

_N_PASSAGES = 5  # read closely
_MARKUP = re.compile(r"<[^<>]*>|&[a-z]+;|[\W_]+")

log = logging.getLogger(__name__)


def answer_question(
    question: str, generation: Generation, *, params: Params, gate: Gate | None = None
) -> Answer:
    """Answer a question from a generation of the corpus.

    Args:
        question: as typed.
        generation: what is known.
        params: the knobs.
        gate: counts the answers checked; a new one where none is given.

    Raises:
        EmptyQuestionError: no word and no number is left once marks and markup are gone.
        QuestionTooLongError: the question is over `params.max_question_chars`.
    """
    if len(question) > params.max_question_chars:
        raise QuestionTooLongError(length=len(question), limit=params.max_question_chars)
    if not _MARKUP.sub("", question):
        raise EmptyQuestionError
    answer = _answer(parse_question(question), generation, params)
    try:
        return (gate or Gate()).check(answer, generation)
    except VerificationError as error:
        # The text of a question may be private; what failed is the corpus's own text.
        log.error("answer refused by the gate: %s", error)  # noqa: TRY400
        return nothing(question, generation)


def _answer(question: Question, generation: Generation, params: Params) -> Answer:
    if question.kind is QuestionKind.BYLINE:
        answer = answer_byline(question, generation)
        if answer is not None:
            return answer
    if question.kind is QuestionKind.REPORTS:
        return answer_reports(question, generation)
    query = analyse(question.text)
    hits = retrieve(query, generation, k=_N_PASSAGES)
    terms = asked_terms(question, query, generation.index)
    readings = [read_passage(hit, terms, generation) for hit in hits]
    if not readings or not terms or not is_related(readings[0]):
        return nothing(question.text, generation)
    choice = _choose(question, terms, readings)
    if choice is None:
        return nothing(question.text, generation)
    shares = context_shares(question, terms, choice.candidate.reading, choice, generation)
    evidence = signals(question, terms, readings, choice, shares)
    refused = vetoed(question, terms, shares)
    if refused or answerable(evidence) < params.refusal:
        missing = missing_words(question, terms, shares)
        return near(question, choice, readings, missing, generation)
    return compose(question, choice, readings, generation, confidence(evidence), params)


def _choose(
    question: Question, terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> Choice | None:
    """Choose a short slice where the kind of question has one, else a sentence."""
    return choose(model_for(question.kind), question, terms, readings) or choose(
        SENTENCE, question, terms, readings
    )
