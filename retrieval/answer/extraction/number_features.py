"""What speaks for a number as the one asked for?

The unit, the words around the number, how the sentence continues, what its siblings in the
sentence are told with, and the passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from retrieval.answer.comparing import comparable
from retrieval.answer.contraries import asked_sides, contradicts
from retrieval.answer.extraction.context import (
    Candidate,
    alignment,
    coverage_beside,
    distances,
    piece_of,
)
from retrieval.answer.extraction.joined import TOLL
from retrieval.answer.extraction.measures import in_own_clause, measure_near, measure_words
from retrieval.answer.extraction.numbers import NumberCandidate, unit_fit
from retrieval.answer.extraction.siblings import (
    is_single,
    tell_apart,
)
from retrieval.answer.extraction.timing import time_beside, times_named
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.types import KeyNumber, NumberKind

FEATURES = (
    "sentence", "titled", "beside", "passage", "rank", "before", "after", "unit", "same kind",
    "other kind", "any count", "repeated", "duration", "wordless", "noun after", "minor", "key",
    "metric", "one", "change", "measure", "own clause", "time", "other time", "contrary",
    "own words", "later", "half",
)  # fmt: skip
_HEDGES = "近约超过余多逾至少不到大上以左右"
_ARTICLE = re.compile("一[个种项位名场座件条家次起]?")
_CHANGE = re.compile("(?:增长|增加|上升|提高|下降|减少|下跌|上涨|回落|同比|环比|增|降|跌|涨)了?$")
_ASKS_CHANGE = re.compile(
    "增长|增加|上升|提高|下降|减少|下跌|上涨|回落|同比|环比|涨|降|增速|增幅|跌|翻|倍"
)


def number_features(
    question: Question, terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    described: list[tuple[float, ...]] = []
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    noun = question.after.strip(" ?？的")[:2]
    times = times_named(question.folded)
    sides = asked_sides(question.folded)
    measured = measure_words(question, terms)
    asks_change = _ASKS_CHANGE.search(question.folded) is not None
    asks_toll = TOLL.search(question.folded) is not None
    for _, group in groupby(candidates, key=lambda candidate: id(candidate.sentence)):
        siblings = [sibling for sibling in group if isinstance(sibling, NumberCandidate)]
        gaps = [distances(candidate) for candidate in siblings]
        fits = [unit_fit(question, candidate.unit, candidate.kind) for candidate in siblings]
        telling = tell_apart(siblings, terms)
        for n, candidate in enumerate(siblings):
            before, after = alignment(candidate, question)
            number, kind, fit = candidate.number, candidate.kind, fits[n]
            text = candidate.folded
            described.append(
                (
                    candidate.sentence.coverage,
                    candidate.sentence.coverage_titled,
                    coverage_beside(candidate),
                    candidate.reading.coverage,
                    candidate.reading.hit.score / top if top > 0 else 1.0,
                    before,
                    after,
                    float(fit == 1.0),
                    float(fit == 0.5),
                    float(fit == 0.0),
                    float(question.dimension is None and kind is NumberKind.COUNT),
                    float(text.strip(_HEDGES) in question.folded),
                    float(kind is NumberKind.DURATION is not question.dimension),
                    float(not candidate.unit),
                    float(bool(noun) and candidate.right.startswith(noun)),
                    float(number is not None and number.tier == "minor"),
                    float(number is not None and number.tier == "key"),
                    _metric_share(number, terms),
                    float(_ARTICLE.fullmatch(text) is not None),
                    float(not asks_change and _CHANGE.search(candidate.left) is not None),
                    measure_near(candidate, terms, measured, gaps[n]),
                    in_own_clause(candidate, measured),
                    *time_beside(candidate.left, times),
                    float(bool(sides) and contradicts(sides, piece_of(candidate))),
                    telling[n].own,
                    telling[n].later,
                    float(
                        asks_toll and not TOLL.search(piece_of(candidate)) and is_single(candidate)
                    ),
                )
            )
    return described


def _metric_share(number: KeyNumber | None, terms: Sequence[AskedTerm]) -> float:
    """Weigh the words of the question that name the number's own measure."""
    if number is None or number.metric is None:
        return 0.0
    total = sum(term.weight for term in terms)
    metric = comparable(number.metric)
    named = sum(term.weight for term in terms if term.text in metric)
    return named / total if total else 0.0
