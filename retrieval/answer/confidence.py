"""What speaks for an answer, and how sure is it?

Signals are plain values between 0 and 1 about one question and the answer chosen for it.
Logistic models weigh whether the slice chosen is the right one (`confidence`; of numbers `number
confidence`). Whether the corpus speaks of what is asked at all is `answerability`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from difflib import SequenceMatcher

from retrieval.answer.asking import QuestionKind
from retrieval.answer.evidence import Reading
from retrieval.answer.extraction import Choice
from retrieval.answer.extraction.context import (
    clause_coverage,
    distances,
    nearness,
    share_close_by,
)
from retrieval.answer.extraction.rivals import n_agreed, n_elsewhere, rival_beside
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.subjects import importance, is_name, measure_terms
from retrieval.answer.weights import score, weights

#: Whether a date, a name or a list is the right one.
CONFIDENCE = (
    "bias", "coverage", "sentence", "worst", "second worst", "first", "name missing", "measure",
    "measure bound", "measure beside", "measure around", "unknown", "no unit", "clause", "longest",
    "n terms", "near", "before", "after", "share", "lead", "second passage", "date", "name",
    "long question",
)  # fmt: skip
#: Whether a number is: rivals and agreement tell more of it than how much is there.
NUMBER_CONFIDENCE = (
    "bias", "worst", "before", "lead", "elsewhere", "beside", "agreed", "telling", "own clause",
    "later", "repeated",
)  # fmt: skip
SIGNALS = tuple(dict.fromkeys((*CONFIDENCE, *NUMBER_CONFIDENCE)))

_OF_NUMBERS = tuple(map(SIGNALS.index, NUMBER_CONFIDENCE))
_MANY = 4  # passages that answer as well; a question that so many fit is vague
_FAR = 16.0  # characters at which a measure is half bound to its number
_NAMES = frozenset({QuestionKind.PERSON, QuestionKind.PLACE, QuestionKind.NAME})


def signals(
    question: Question,
    terms: Sequence[AskedTerm],
    readings: Sequence[Reading],
    choice: Choice,
    context: Sequence[float],
    *,
    n_passages: int,
) -> tuple[float, ...]:
    """Gather what speaks for a choice, in the order of `SIGNALS`.

    Args:
        question: the question.
        terms: its content words.
        readings: the passages read, best first.
        choice: the answer chosen.
        context: share of each term in the passage of the choice, its title and its neighbours.
        n_passages: in the corpus.
    """
    candidate = choice.candidate
    reading, sentence = candidate.reading, candidate.sentence
    telling = [term.weight * importance(term) for term in terms]
    heaviest = max(telling, default=1.0)
    lacking = [
        *sorted(
            (
                (1 - share) * weight / heaviest
                for weight, share in zip(telling, context, strict=True)
            ),
            reverse=True,
        ),
        0.0,
        0.0,
    ]
    names = [share for term, share in zip(terms, context, strict=True) if is_name(term)]
    measured = measure_terms(question, terms)
    gaps = distances(candidate)
    top = readings[0].hit.score
    other = max((one.hit.score for one in readings if one.ordinal != reading.ordinal), default=0.0)
    values = choice.values
    is_short = choice.model != "sentence"
    return (
        1.0,
        sum(w * share for w, share in zip(telling, context, strict=True)) / (sum(telling) or 1.0),
        sentence.coverage,
        lacking[0],
        lacking[1],
        1.0 - min(context[:1], default=1.0),
        float(any(share < 1.0 for share in names)),
        min((sentence.held[n].share for n in measured), default=1.0),
        min((sentence.held[n].share * _FAR / (_FAR + gaps[n]) for n in measured), default=1.0),
        min((share_close_by(n, candidate) for n in measured), default=1.0),
        min((context[n] for n in measured), default=1.0),
        sum(importance(term) for term, share in zip(terms, context, strict=True) if share < 0.3)
        / max(len(terms), 1),
        values.get("other kind", 0.0),
        clause_coverage(candidate, terms) if is_short else 0.0,
        _longest(question.folded, reading.folded),
        min(len(terms), 8) / 8,
        nearness(candidate, terms, gaps) if is_short else 0.0,
        values.get("before", 0.0),
        values.get("after", 0.0),
        choice.share,
        math.tanh(choice.lead / 3),
        other / top if top > 0 else 1.0,
        float(question.kind is QuestionKind.DATE),
        float(question.kind in _NAMES),
        float(len(question.folded) > 20),
        min(n_elsewhere(question, candidate, readings), _MANY) / _MANY,
        rival_beside(question, candidate),
        min(n_agreed(candidate, readings), _MANY) / _MANY,
        _telling(terms, n_passages),
        values.get("own clause", 0.0),
        values.get("later", 0.0),
        values.get("repeated", 0.0),
    )


def confidence(values: Sequence[float], model: str) -> float:
    """Weigh the signals for whether the slice that a model chose is the right one."""
    if model == "number":
        of_numbers = [values[n] for n in _OF_NUMBERS]
        return _logistic(of_numbers, weights("number confidence", NUMBER_CONFIDENCE))
    return _logistic(values[: len(CONFIDENCE)], weights("confidence", CONFIDENCE))


def _logistic(values: Sequence[float], own: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-score(values, own)))


def _telling(terms: Sequence[AskedTerm], n_passages: int) -> float:
    """Give how rare the rarest word of a question is, 1 for the idf of a word of one passage.

    In 袭击造成多少伤亡 none is rare: of such attacks many passages tell.
    """
    rarest = math.log(max(n_passages, 3) / 1.5)
    return min(max((term.weight for term in terms), default=0.0) / rarest, 1.0)


def _longest(question: str, text: str) -> float:
    """Give the length of the longest piece the two share, 12 characters counting as all."""
    matcher = SequenceMatcher(None, text, question, autojunk=False)
    return min(matcher.find_longest_match().size, 12) / 12
