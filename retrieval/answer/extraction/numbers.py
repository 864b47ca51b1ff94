"""Which number of the passages found is the one asked for?

Candidates are the key numbers of the passages, and beside them numerals with the very unit that
the question asks in. A linear model weighs the unit, the words around the number, how the
sentence continues, and the passage.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.answer.comparing import comparable
from retrieval.answer.contraries import asked_sides, contradicts
from retrieval.answer.evidence import AskedTerm, Reading
from retrieval.answer.extraction.context import (
    Candidate,
    alignment,
    clause_coverage,
    clause_of,
    coverage_beside,
    distances,
    nearest_shares,
    nearness,
    piece_of,
)
from retrieval.answer.extraction.numerals import (
    CLEAR,
    NUMERAL,
    asked_numeral,
    asked_ordinal,
    numerals,
)
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name
from retrieval.types import KeyNumber, NumberKind, Span

FEATURES = (
    "sentence", "titled", "beside", "passage", "rank", "clause", "near", "nearest", "before",
    "after", "unit", "same kind", "other kind", "any count", "repeated", "duration", "wordless",
    "noun after", "minor", "key", "metric", "one", "change", "measure",
    "own clause", "time", "other time", "contrary",
)  # fmt: skip

_AMOUNTS = frozenset({NumberKind.MONEY, NumberKind.AREA, NumberKind.MASS, NumberKind.OTHER})
_PEOPLE = frozenset(["人", "名", "位", "口", "个人"])
_HEDGES = "近约超过余多逾至少不到大上以左右"
_ARTICLE = re.compile("一[个种项位名场座件条家次起]?")
_CHANGE = re.compile("(?:增长|增加|上升|提高|下降|减少|下跌|上涨|回落|同比|环比|增|降|跌|涨)了?$")
_ASKS_CHANGE = re.compile(
    "增长|增加|上升|提高|下降|减少|下跌|上涨|回落|同比|环比|涨|降|增速|增幅|跌|翻|倍"
)
#: Times that set values of one measure apart (从去年不到20万增长到现在的300多万).
_TIME = re.compile(
    r"[零一二三四五六七八九十\d]+年前|\d{4}年|去年|今年|前年|明年|上年|现在|如今|目前|以前|原来|此前|同期|"
    r"[上下]半年|[一二三四]季度|\d+月"
)
_OWN_TIME = re.compile(rf"({_TIME.pattern})的?$")
_TIME_WITHIN = 10  # characters before the number
_REACH = 12.0  # characters after which nearness has dropped to 1/e
_N_MEASURE_WORDS = 3
_TOTAL_OF_TWO = re.compile("伤亡|死伤")
_SECOND_HALF = re.compile(
    rf"[^。；]{{0,8}}?[、,，和以及]+[^。；、,，]{{0,6}}?{NUMERAL}[人名位][^。；、,，]{{0,4}}?(?:受伤|伤|死亡)"
)


@dataclass(frozen=True, slots=True)
class NumberCandidate(Candidate):
    """A number of a sentence; `number` is `None` where only its unit was known."""

    unit: str
    kind: NumberKind
    number: KeyNumber | None = None


def number_candidates(
    question: Question, _terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> list[NumberCandidate]:
    """List the numbers of the readings in their sentences, in reading order."""
    is_ordinal = question.dimension is NumberKind.ORDINAL
    asked = asked_ordinal(question) if is_ordinal else asked_numeral(question)
    found: list[NumberCandidate] = []
    for reading in readings:
        n = 0
        for sentence in reading.sentences:
            own = []
            while n < len(reading.numbers) and reading.numbers[n].end <= sentence.span.end:
                number = reading.numbers[n]
                n += 1
                if number.start >= sentence.span.start:
                    span = Span(number.start, number.end)
                    own.append(
                        NumberCandidate(
                            reading, sentence, span, number.unit or "", number.kind, number
                        )
                    )
            taken = [candidate.span for candidate in own]
            own.extend(
                NumberCandidate(reading, sentence, span, unit, kind)
                for span, unit, kind in numerals(sentence, asked, is_ordinal=is_ordinal)
                if not any(span.start < end and start < span.end for start, end in taken)
            )
            found.extend(sorted(own, key=lambda candidate: candidate.span))
    if is_ordinal:
        found = [one for one in found if one.kind is NumberKind.ORDINAL] or found
    if question.unit is not None or question.dimension in CLEAR:
        found = _fitting(question, found)
    found = _at_time(question, found)
    if _TOTAL_OF_TWO.search(question.folded):
        return [_with_second_half(candidate) for candidate in found]
    return found


def _fitting(question: Question, candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Drop numbers of another kind from passages that hold one with the very unit asked in."""
    fits = [unit_fit(question, one.unit, one.kind) for one in candidates]
    sure = {id(one.reading) for one, fit in zip(candidates, fits, strict=True) if fit == 1.0}
    return [
        one
        for one, fit in zip(candidates, fits, strict=True)
        if fit > 0.0 or id(one.reading) not in sure
    ]


def _at_time(question: Question, candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Let a time that a number bears itself (十年前的300多家) choose among its siblings."""
    asked = _TIME.findall(question.folded)
    bears = [
        unit_fit(question, one.unit, one.kind) > 0.0
        and any(time in asked for time in _OWN_TIME.findall(one.left[-_TIME_WITHIN:]))
        for one in candidates
    ]
    chosen = {id(one.sentence) for one, does in zip(candidates, bears, strict=True) if does}
    return [
        one
        for one, does in zip(candidates, bears, strict=True)
        if does or id(one.sentence) not in chosen
    ]


def number_features(
    question: Question, terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    described: list[tuple[float, ...]] = []
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    noun = question.after.strip(" ?？的")[:2]
    times = _TIME.findall(question.folded)
    sides = asked_sides(question.folded)
    measured = measure_words(question, terms)
    asks_change = _ASKS_CHANGE.search(question.folded) is not None
    for _, group in groupby(candidates, key=lambda candidate: id(candidate.sentence)):
        siblings = [sibling for sibling in group if isinstance(sibling, NumberCandidate)]
        gaps = [distances(candidate) for candidate in siblings]
        fits = [unit_fit(question, candidate.unit, candidate.kind) for candidate in siblings]
        # A word belongs to the nearest number of those that fit the unit asked in.
        rivals = [n for n, fit in enumerate(fits) if fit >= min(max(fits), 0.5)]
        shares = dict(
            zip(
                rivals,
                nearest_shares([siblings[n] for n in rivals], terms, [gaps[n] for n in rivals]),
                strict=True,
            )
        )
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
                    clause_coverage(candidate, terms),
                    nearness(candidate, terms, gaps[n]),
                    shares.get(n, 0.0),
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
                    _measure_near(candidate, terms, measured, gaps[n]),
                    _in_own_clause(candidate, measured),
                    *_times(candidate.left, times),
                    float(bool(sides) and contradicts(sides, piece_of(candidate))),
                )
            )
    return described


def measure_words(question: Question, terms: Sequence[AskedTerm]) -> list[int]:
    """Find the words that say what is counted: the last before the asking words, one after them.

    Names are left out: whose number it is, the whole passage says.
    """
    phrase = question.phrase or question.head
    if phrase is None:
        return []
    plain = [n for n, term in enumerate(terms) if not is_name(term)]
    before = [n for n in plain if terms[n].end <= phrase.start]
    after = [n for n in plain if terms[n].start >= phrase.end]
    return before[-_N_MEASURE_WORDS:] + after[:1]


def _measure_near(
    candidate: Candidate,
    terms: Sequence[AskedTerm],
    measured: Sequence[int],
    gaps: Sequence[float],
) -> float:
    """Weigh how near the words that say what is counted stand to a number."""
    total = sum(terms[i].weight for i in measured)
    near = sum(
        terms[i].weight * candidate.sentence.held[i].share * math.exp(-gaps[i] / _REACH)
        for i in measured
    )
    return near / total if total else 0.0


def _in_own_clause(candidate: Candidate, measured: Sequence[int]) -> float:
    """Give the share of the word nearest to the asking words that the number's clause holds."""
    if not measured:
        return 0.0
    held = candidate.sentence.held[measured[-1]]
    start, end = clause_of(candidate)
    return held.share if any(start <= at < end for at in held.starts) else 0.0


def _times(left: str, asked: Sequence[str]) -> tuple[float, float]:
    """Say whether a time of the question, or another one, stands right before a number."""
    said = _TIME.findall(left[-_TIME_WITHIN:])
    if not said:
        return 0.0, 0.0
    return (1.0, 0.0) if any(time in asked for time in said) else (0.0, float(bool(asked)))


def unit_fit(question: Question, unit: str, kind: NumberKind) -> float:
    """Say how a unit agrees with the one asked in: 1, 0.5 (same kind, or none asked), or 0.

    >>> from retrieval.answer.questions import parse_question
    >>> unit_fit(parse_question("有多少户？"), "户", NumberKind.COUNT)
    1.0
    >>> unit_fit(parse_question("多少钱？"), "户", NumberKind.COUNT)
    0.0
    """
    asked = question.unit
    if asked is not None:
        if unit == asked or (asked in _PEOPLE and unit in _PEOPLE):
            return 1.0
        if unit and (unit.startswith(asked) or unit.endswith(asked)):
            return 1.0
    if question.dimension is None:
        return 0.5
    if kind is question.dimension:
        return 1.0 if asked is None else 0.5
    if asked is None and question.dimension is NumberKind.COUNT and kind in _AMOUNTS:
        return 0.5
    if {kind, question.dimension} == {NumberKind.PERCENT, NumberKind.RATIO}:
        return 0.5
    return 0.0


def _metric_share(number: KeyNumber | None, terms: Sequence[AskedTerm]) -> float:
    """Weigh the words of the question that name the number's own measure."""
    if number is None or number.metric is None:
        return 0.0
    total = sum(term.weight for term in terms)
    metric = comparable(number.metric)
    named = sum(term.weight for term in terms if term.text in metric)
    return named / total if total else 0.0


def _with_second_half(candidate: NumberCandidate) -> NumberCandidate:
    """Let 11人 run on to 11人死亡，8人受伤 where both together are asked for (伤亡)."""
    match = _SECOND_HALF.match(candidate.right)
    if match is None or candidate.unit not in _PEOPLE:
        return candidate
    span = Span(candidate.span.start, candidate.span.end + match.end())
    return NumberCandidate(
        candidate.reading, candidate.sentence, span, candidate.unit, candidate.kind
    )
