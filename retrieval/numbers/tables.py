"""Where do reports state the same measure?

A table puts one measure side by side, across reports and periods. Only what is bound to the same
measure in the same unit stands in one table: shares are never put beside totals, nor 元 beside
美元.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.text import Token, TokenKind, fold, normalised_text, tokenise
from retrieval.types import KeyNumber, Passage

_UNTELLING = frozenset("的之数量总额个了")  # differ in wording, not in what is measured


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """One measure, wherever the corpus states it."""

    metric: str  #: as first printed
    unit: str | None
    rows: tuple[tuple[Passage, KeyNumber], ...]  #: in the order of the corpus
    closeness: float  #: how nearly the measure is the one asked for: 1 is exactly


def compare_measures(
    asked: str, numbers: Iterable[tuple[Passage, KeyNumber]]
) -> tuple[MeasureTable, ...]:
    """Gather the numbers whose measure holds every word of `asked`, a table a measure and unit.

    The closest measure comes first, then the one stated most often, then the first read. Numbers
    without a value (两位数增长) are in no table.
    """
    wanted = asked_words(asked)
    tables: dict[tuple[str, str | None], list[tuple[Passage, KeyNumber]]] = {}
    measures: dict[str, str] = {}  # as printed, and as compared
    closeness: dict[str, float] = {}
    if not wanted:
        return ()
    for passage, number in numbers:
        if number.metric is None or number.value is None:
            continue
        measure = measures.get(number.metric)
        if measure is None:
            measure = measures[number.metric] = canonical_measure(number.metric)
            closeness[measure] = _closeness(wanted, asked, measure)
        if closeness[measure]:
            tables.setdefault((measure, number.unit), []).append((passage, number))
    found = [
        MeasureTable(rows[0][1].metric or asked, unit, tuple(rows), closeness[measure])
        for (measure, unit), rows in tables.items()
    ]
    return tuple(sorted(found, key=lambda table: (-table.closeness, -len(table.rows))))


def _closeness(wanted: frozenset[str], asked: str, measure: str) -> float:
    """Share of the measure that the asked words cover; 0 where one of them is missing."""
    if not all(word in measure for word in wanted):
        return 0.0
    return min(len(canonical_measure(asked)) / len(measure), 1.0) if measure else 0.0


def canonical_measure(metric: str) -> str:
    """Write a measure for comparing.

    >>> canonical_measure("规上工业的总产值")
    '规上工业产值'
    """
    return "".join(c for c in fold(normalised_text(metric)) if c not in _UNTELLING)


def asked_words(text: str) -> frozenset[str]:
    """Give the words that a measure must hold to be the one asked for."""
    tokens: Iterable[Token] = tokenise(text)
    said = (
        canonical_measure(token.term) for token in tokens if token.kind is not TokenKind.SYMBOL
    )
    return frozenset(word for word in said if word)
