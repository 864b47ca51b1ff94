"""Which candidate answers, and by how much does it lead?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answer.asking import QuestionKind
from retrieval.answer.evidence import Reading
from retrieval.answer.extraction import (
    dates,
    lists,
    names,
    number_features,
    numbers,
    passages,
)
from retrieval.answer.extraction.binding import words_elsewhere
from retrieval.answer.extraction.context import Candidate, clause_coverage
from retrieval.answer.extraction.joined import NumberCandidate, says_none
from retrieval.answer.extraction.names import is_person
from retrieval.answer.extraction.namesakes import other_namesake
from retrieval.answer.extraction.sums import needs_several
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.weights import score, weights
from retrieval.text import is_word

Finder = Callable[[Question, Sequence[AskedTerm], Sequence[Reading]], Sequence[Candidate]]
Describer = Callable[
    [Question, Sequence[AskedTerm], Sequence[Candidate]], Sequence[tuple[float, ...]]
]


@dataclass(frozen=True, slots=True)
class Model:
    """How candidates of one kind are found, described and weighed."""

    name: str  #: of its weights
    features: tuple[str, ...]
    find: Finder
    describe: Describer


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best candidate of a model."""

    model: str
    candidate: Candidate
    values: dict[str, float]  #: the candidate's features
    share: float  #: of the candidate in the softmax over all, 0 to 1
    lead: float  #: of its score over the best one that says something else
    others: tuple[Candidate, ...]  #: the next best of the same sentence, best first
    elsewhere: tuple[str, ...] = ()  #: words of the question that it contradicts, as all others do


def _of(readings: Callable[[Sequence[Reading]], Sequence[Candidate]]) -> Finder:
    return lambda _question, _terms, read: readings(read)


NUMBER = Model(
    "number",
    number_features.FEATURES,
    numbers.number_candidates,
    number_features.number_features,
)
DATE = Model("date", dates.FEATURES, dates.date_candidates, dates.date_features)
PERSON = Model("person", names.FEATURES, names.name_candidates, names.name_features)
PLACE = Model("place", names.FEATURES, names.name_candidates, names.name_features)
NAME = Model("name", names.FEATURES, names.name_candidates, names.name_features)
LIST = Model("list", lists.FEATURES, _of(lists.list_candidates), lists.list_features)
SENTENCE = Model(
    "sentence", passages.FEATURES, _of(passages.sentence_candidates), passages.sentence_features
)

_NAMES = (PERSON, PLACE, NAME)
_FAR_BEHIND = 3.0  # in score; what is so much worse takes the place of no contradicted best one
_AS_MUCH = 0.8  # of the question that the best one's sentence holds, for another to take its place
_LEAST_BESIDE = 0.15  # of the question, in the clause of what takes the best one's place
_LEAST_SHARE = 0.2  # in the softmax over all candidates; from there on half of them are right
_LEAST_SHARE_OF_OTHERS = 0.3  # of what is no person's name where a person is asked for
_LEAST_SHARE_OF_A_LIST = 0.4  # below, one list of five was right on the public sets

_MODELS = {
    QuestionKind.NUMBER: NUMBER,
    QuestionKind.DATE: DATE,
    QuestionKind.PERSON: PERSON,
    QuestionKind.PLACE: PLACE,
    QuestionKind.NAME: NAME,
    QuestionKind.LIST: LIST,
}


def model_for(kind: QuestionKind) -> Model:
    """Give the model that answers questions of a kind: sentences where no slice does."""
    return _MODELS.get(kind, SENTENCE)


def choose(
    model: Model, question: Question, terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> Choice | None:
    """Choose the best candidate, ties in reading order; `None` where there is none.

    A number that is tied to something else is passed over where its passage has another that is
    hardly worse.
    """
    candidates = model.find(question, terms, readings)
    if not candidates:
        return None
    rows = model.describe(question, terms, candidates)
    own = weights(model.name, model.features)
    scores = [score(row, own) for row in rows]
    ranked = sorted(range(len(scores)), key=lambda n: -scores[n])
    best = ranked[0]
    if words_elsewhere(question, terms, candidates[best]):
        others = [n for n in ranked[1:] if scores[n] > scores[best] - _FAR_BEHIND]
        best = _next_best(question, terms, candidates, others, best)
    chosen = candidates[best]
    rivals = [n for n in range(len(scores)) if n != best and candidates[n].folded != chosen.folded]
    lead = scores[best] - max((scores[n] for n in rivals), default=scores[best] - 10.0)
    total = sum(math.exp(value - scores[best]) for value in scores)
    if _is_too_unsure(model, chosen, 1 / total) or _tells_not_alone(question, terms, chosen):
        return None
    others = sorted(
        (n for n in rivals if candidates[n].sentence is chosen.sentence),
        key=lambda n: -scores[n],
    )
    return Choice(
        model=model.name,
        candidate=chosen,
        values=dict(zip(model.features, rows[best], strict=True)),
        share=1 / total,
        lead=lead,
        others=tuple(candidates[n] for n in others[:3]),
        elsewhere=words_elsewhere(question, terms, chosen),
    )


def _next_best(
    question: Question,
    terms: Sequence[AskedTerm],
    candidates: Sequence[Candidate],
    others: Sequence[int],
    best: int,
) -> int:
    """Find what takes the place of the best candidate, which is tied to something else.

    Args:
        question: what is asked.
        terms: its words.
        candidates: all that there are.
        others: positions of those that may take its place, best first.
        best: position of the one that is contradicted; given back where none may.
    """
    contradicted = candidates[best]
    coverage = contradicted.sentence.coverage_titled
    clause = 0.0
    if other_namesake(question, contradicted):  # then its sentence may be that other one's
        clause = min(clause_coverage(contradicted, terms), _LEAST_BESIDE)
    for n in others:
        one = candidates[n]
        if one.reading is not contradicted.reading:
            fits = one.sentence.coverage_titled >= coverage
        else:
            has_unit = question.unit is not None and one.folded.endswith(question.unit)
            fits = has_unit or one.sentence.coverage_titled >= _AS_MUCH * coverage
        if (
            fits
            and clause_coverage(one, terms) >= clause
            and not words_elsewhere(question, terms, one)
        ):
            return n
    return best


def _tells_not_alone(question: Question, terms: Sequence[AskedTerm], chosen: Candidate) -> bool:
    """Say whether a number is no answer without its sentence: nobody was hurt, two are asked."""
    return isinstance(chosen, NumberCandidate) and (
        says_none(question, chosen) or needs_several(question, terms, chosen)
    )


def _is_too_unsure(model: Model, chosen: Candidate, share: float) -> bool:
    """Say whether the whole sentence answers better than a slice that leads so little.

    Of names that are plain words of the dictionary (全国) one in ten was right on the public sets,
    of what is not formed as a person's name four in ten where a person was asked for; their
    sentences held the answer in two of three.
    """
    if model is LIST:
        return share < _LEAST_SHARE_OF_A_LIST
    is_plain = is_word(chosen.folded)  # 惠及 begins with a surname too
    if model is PERSON and (is_plain or not is_person(chosen.folded)):
        return share < _LEAST_SHARE_OF_OTHERS
    return model in _NAMES and share < _LEAST_SHARE and is_plain
