"""What says that the corpus speaks of what is asked, and how surely does it?

Signals between 0 and 1 about one question and the best that was found for it, weighed by the
logistic model `refusal`. It does not ask whether the slice chosen is the right one; that is
`confidence`. From how sure on a corpus answers is said by `calibration`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from difflib import SequenceMatcher

from retrieval.answer.abstention import OBJECTIONS
from retrieval.answer.evidence import Reading
from retrieval.answer.extraction import Choice, model_for
from retrieval.answer.extraction.context import distances
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.rerank import best_score
from retrieval.answer.subjects import (
    attribute_asked,
    importance,
    is_name,
    measure_terms,
    specificity,
)
from retrieval.answer.weights import score, weights

REFUSAL = (
    "bias",
    "coverage",  # weighted share of the question around the answer
    "sentence",  # the same in its sentence
    "worst",  # weight of the word that is missing most
    "second worst",
    "first",  # what is missing of the first word, mostly the subject
    "name missing",
    "measure",  # share of the measure in the sentence,
    "measure bound",  # close by the answer,
    "measure around",  # and around it
    "no slice",  # a name or a number is asked for, and nothing fits but a sentence,
    "nor measure",  # which does not speak of what is asked for either (区长)
    "owner missing",  # what is missing of the subject whose attribute is asked for,
    "attribute missing",  # and of the attribute
    "unknown",  # share of the words that are nowhere near
    "longest",  # stretch that question and passage share
    "n terms",
    "leads",  # how far the passage is ahead of all others in every way of ranking
    "ahead",  # of that, how far the first passage is ahead of the second
    *OBJECTIONS,
)

_HELD = 0.5  # share from which a word counts as held
_FAR = 16.0  # characters at which a measure is half bound to its number
_LONGEST = 12  # characters in a row that count as all
_MOST_TERMS = 8


def evidence(
    question: Question,
    terms: Sequence[AskedTerm],
    readings: Sequence[Reading],
    choice: Choice,
    context: Sequence[float],
    objected: Sequence[float],
) -> tuple[float, ...]:
    """Gather what says that the corpus speaks of what is asked, in the order of `REFUSAL`.

    Args:
        question: the question.
        terms: its content words.
        readings: the passages read, best first.
        choice: the answer chosen.
        context: share of each term in the passage of the choice, its title and its neighbours.
        objected: `abstention.objections` to the choice.
    """
    candidate = choice.candidate
    reading, sentence = candidate.reading, candidate.sentence
    tell = [specificity(term) for term in terms]
    weighed = [term.weight * weight for term, weight in zip(terms, tell, strict=True)]
    heaviest = max(weighed, default=1.0)
    lacking = sorted(
        ((1 - share) * weight / heaviest for weight, share in zip(weighed, context, strict=True)),
        reverse=True,
    )
    worst, second, *_ = (*lacking, 0.0, 0.0)
    measured = measure_terms(question, terms)
    gaps = distances(candidate)
    unknown = (weight for weight, share in zip(tell, context, strict=True) if share < 0.3)
    lacks_name = any(
        is_name(term) and share < 1 for term, share in zip(terms, context, strict=True)
    )
    attribute = attribute_asked(question, terms)
    lacks = [(1 - share) * importance(term) for term, share in zip(terms, context, strict=True)]
    no_slice = choice.model != model_for(question.kind).name
    return (
        1.0,
        sum(w * share for w, share in zip(weighed, context, strict=True)) / (sum(weighed) or 1.0),
        sentence.coverage,
        worst,
        second,
        1.0 - min(context[:1], default=1.0),
        float(lacks_name),
        min((sentence.held[n].share for n in measured), default=1.0),
        min((sentence.held[n].share * _FAR / (_FAR + gaps[n]) for n in measured), default=1.0),
        min((context[n] for n in measured), default=1.0),
        float(no_slice),
        float(no_slice and any(context[n] < _HELD for n in measured)),
        lacks[attribute.owner] if attribute else 0.0,
        max(lacks[n] for n in attribute.named) if attribute else 0.0,
        sum(unknown) / max(len(terms), 1),
        min(_shared(question.folded, reading.folded), _LONGEST) / _LONGEST,
        min(len(terms), _MOST_TERMS) / _MOST_TERMS,
        max(reading.hit.score / best_score(), 0.0),
        _ahead(readings) / best_score(),
        *objected,
    )


def answerable(values: Sequence[float]) -> float:
    """Weigh the signals, `REFUSAL` first among them: log odds that the corpus answers."""
    return score(values[: len(REFUSAL)], weights("refusal", REFUSAL))


def log_odds(probability: float) -> float:
    """Give the log odds of a probability, the ends taken in a little.

    >>> log_odds(0.5), round(log_odds(0.0), 1)
    (0.0, -20.7)
    """
    kept = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(kept / (1 - kept))


def _ahead(readings: Sequence[Reading]) -> float:
    """Give by how much the first passage scores above the second, all of it where it is alone."""
    first, second = (*(reading.hit.score for reading in readings[:2]), 0.0)[:2]
    return first - second


def _shared(question: str, text: str) -> int:
    """Measure the longest stretch that two texts share, in characters."""
    return SequenceMatcher(None, text, question, autojunk=False).find_longest_match().size
