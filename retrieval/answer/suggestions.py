"""Which questions would the corpus answer?

Made from key numbers that say what they measure and of whom, so that each has an answer. They
are in the language of the reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from retrieval.lexicons import words
from retrieval.types import KeyNumber, NumberKind, Report, Tier

_LONGEST_METRIC = 16  # characters; a longer one is a clause, not the name of a measure
_VERB_CHARS = 2  #: of each of `common_verbs`
_PLAIN = frozenset(
    {NumberKind.COUNT, NumberKind.MONEY, NumberKind.PERCENT, NumberKind.AREA, NumberKind.MASS}
)


def suggest(numbers: Iterable[KeyNumber], *, n: int = 3) -> tuple[str, ...]:
    """Ask for the first `n` different measures, in the order given.

    >>> suggest([KeyNumber(surface="249.2亿元", start=0, end=7, value=None, unit="元",
    ...     kind=NumberKind.MONEY, metric="规上工业总产值", subject="海盐经济开发区")])
    ('海盐经济开发区规上工业总产值是多少？',)
    """
    asked: dict[str, None] = {}
    for question in _questions(numbers):
        asked.setdefault(question)
        if len(asked) == n:
            break
    return tuple(asked)


def suggest_bylines(reports: Iterable[Report], *, n: int = 3) -> tuple[str, ...]:
    """Ask who wrote each of the first `n` reports, as titled.

    >>> suggest_bylines([Report(id="1", title="山城的桥", source="a.txt")])
    ('《山城的桥》是谁写的？',)
    """
    return tuple(f"《{report.title}》是谁写的？" for report in islice(reports, n))


def _questions(numbers: Iterable[KeyNumber]) -> Iterator[str]:
    for number in numbers:
        metric, subject = number.metric, number.subject
        if metric is None or subject is None or number.tier is not Tier.KEY:
            continue
        if number.kind not in _PLAIN or len(metric) > _LONGEST_METRIC:
            continue
        yield _question(number, metric, subject)


def _question(number: KeyNumber, metric: str, subject: str) -> str:
    """Ask as a reader would: how many there are, how many were done, how much it is."""
    name = metric if metric.startswith(subject) else subject + metric
    if number.kind is not NumberKind.COUNT or not number.unit or metric.endswith("数"):
        return f"{name}是多少？"
    if number.direction is not None or _begins_with_verb(metric):
        return f"{name}多少{number.unit}？"
    return f"{subject}有多少{number.unit}{metric.removeprefix(subject)}？"


def _begins_with_verb(metric: str) -> bool:
    """Tell a deed (走访企业150家) from a thing (企业150家, and 投资 as its own measure)."""
    return len(metric) > _VERB_CHARS and metric[:_VERB_CHARS] in words("common_verbs")
