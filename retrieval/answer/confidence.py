"""What speaks for an answer, and how sure is it?

Signals are plain values between 0 and 1 about one question and the answer chosen for it. Two
logistic models weigh them: whether the corpus speaks of what is asked (`refusal`), and whether
the slice chosen is the right one (`confidence`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from difflib import SequenceMatcher

from retrieval.answer.evidence import AskedTerm, Reading
from retrieval.answer.extraction import Choice
from retrieval.answer.questions import Question, QuestionKind
from retrieval.answer.subjects import is_name, measure_terms
from retrieval.answer.weights import score, weights

SIGNALS = (
    "bias", "coverage", "sentence", "worst", "second worst", "name missing", "measure",
    "measure near", "unknown", "unit", "no unit", "near", "clause", "before", "after", "share",
    "lead", "second passage", "longest", "number", "date", "name", "long question", "n terms",
)  # fmt: skip

_NAMES = frozenset({QuestionKind.PERSON, QuestionKind.PLACE, QuestionKind.NAME})


def signals(
    question: Question,
    terms: Sequence[AskedTerm],
    readings: Sequence[Reading],
    choice: Choice,
    context: Sequence[float],
) -> tuple[float, ...]:
    """Gather what speaks for a choice, in the order of `SIGNALS`.

    Args:
        question: the question.
        terms: its content words.
        readings: the passages read, best first.
        choice: the answer chosen.
        context: share of each term in the passage of the choice, its title and its neighbours.
    """
    candidate = choice.candidate
    reading, sentence = candidate.reading, candidate.sentence
    heaviest = max((term.weight for term in terms), default=1.0)
    lacking = sorted(
        ((1 - share) * term.weight / heaviest for term, share in zip(terms, context, strict=True)),
        reverse=True,
    ) + [0.0, 0.0]
    names = [
        share for term, share in zip(terms, context, strict=True) if is_name(term, question)
    ]
    measured = measure_terms(question, terms)
    measure = min((sentence.held[n].share for n in measured), default=1.0)
    unknown = sum(share < 0.3 for share in context)
    top = readings[0].hit.score
    other = max(
        (one.hit.score for one in readings if one.ordinal != reading.ordinal), default=0.0
    )
    values = choice.values
    return (
        1.0,
        sum(t.weight * s for t, s in zip(terms, context, strict=True))
        / (sum(term.weight for term in terms) or 1.0),
        sentence.coverage,
        lacking[0],
        lacking[1],
        float(any(share < 1.0 for share in names)),
        measure,
        min((context[n] for n in measured), default=1.0),
        unknown / max(len(terms), 1),
        values.get("unit", 0.0),
        values.get("other kind", 0.0),
        values.get("near", 0.0),
        values.get("clause", 0.0),
        values.get("before", 0.0),
        values.get("after", 0.0),
        choice.share,
        math.tanh(choice.lead / 3),
        other / top if top > 0 else 1.0,
        _longest(question.folded, reading.folded),
        float(question.kind is QuestionKind.NUMBER),
        float(question.kind is QuestionKind.DATE),
        float(question.kind in _NAMES),
        float(len(question.folded) > 20),
        min(len(terms), 8) / 8,
    )


def probability(model: str, values: Sequence[float]) -> float:
    """Weigh signals by the logistic model `refusal` or `confidence`."""
    return 1 / (1 + math.exp(-score(values, weights(model, SIGNALS))))


def _longest(question: str, text: str) -> float:
    """Give the length of the longest piece the two share, 12 characters counting as all."""
    matcher = SequenceMatcher(None, text, question, autojunk=False)
    return min(matcher.find_longest_match().size, 12) / 12
