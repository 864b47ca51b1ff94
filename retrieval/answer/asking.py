"""Which words of a question ask, and for what kind of answer?

The lexicons of asking words (多少, 哪个), of the nouns that can be asked for (产值, 村) and of the
measure words asked in (多少[家]).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from retrieval.answer.comparing import comparable
from retrieval.lexicons import rows
from retrieval.types import NumberKind, Span


class QuestionKind(StrEnum):
    """What a question wants to be told."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    LIST = "list"
    REASON = "reason"
    HOW = "how"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    BYLINE = "byline"  #: who wrote the report
    REPORTS = "reports"  #: which reports speak of something
    PASSAGE = "passage"  #: key words only, or a question without a question word


#: Kinds whose words decide over other asking words of the same question.
_FIRST_CHOICE = (
    QuestionKind.BYLINE,
    QuestionKind.REPORTS,
    QuestionKind.NUMBER,
    QuestionKind.DATE,
)


class Entry(NamedTuple):
    """What a lexicon says of an asking word or an asked noun."""

    kind: QuestionKind
    dimension: NumberKind | None
    is_class: bool = False


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, Entry]]:
    table = _entries("question_words")
    anywhere = _longest_first(word for word in table if word not in {"吗", "么"})
    # 几乎, 十几, 任何 … ask nothing; 吗 and 么 ask at the end only.
    pattern = (
        rf"(?<![十好茶无])(?!(?<=任)何)(?!几乎|几何|几内亚|几率|何况|何必)(?:{anywhere})"
        r"|(?:吗|(?<![什怎那这多])么)(?=[\s?!。.呢啊]*$)"
    )
    return re.compile(pattern), table


@cache
def asked_nouns() -> tuple[re.Pattern[str], Mapping[str, Entry]]:
    """Give the expression for nouns that can be asked for, the longest first, and what each is."""
    table = _entries("asked_nouns")
    return re.compile(_longest_first(table)), table


@cache
def asked_units() -> tuple[re.Pattern[str], Mapping[str, NumberKind]]:
    """Give the expression for a measure word behind 多少, and what each counts in."""
    table = {row[0]: NumberKind(row[1]) for row in rows("asked_units")}
    scale = "个?(?:[十百万亿多余]|千(?![克米瓦]))*"  # 千克 and 千米 are units
    return re.compile(rf"{scale}({_longest_first(table)})?(?:人民币)?"), table


def _entries(lexicon: str) -> dict[str, Entry]:
    table = {}
    for word, kind, *rest in rows(lexicon):
        dimension = NumberKind(rest[0]) if rest and rest[0] else None
        table[comparable(word)] = Entry(QuestionKind(kind), dimension, len(rest) > 1)
    return table


def _longest_first(entries: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(entries, key=len, reverse=True)))


def asking_words(folded: str) -> tuple[Span, Entry] | None:
    """Choose the words that ask: the question's number word, else date word, else the last."""
    pattern, table = _words()
    found = [
        (Span(*match.span()), table[match.group()])
        for match in pattern.finditer(folded)
        if _asks(match, folded)
    ]
    for wanted in _FIRST_CHOICE:
        for span, entry in reversed(found):
            if entry.kind is wanted:
                return span, entry
    telling = [(span, entry) for span, entry in found if entry.kind is not QuestionKind.YES_NO]
    chosen = telling or found
    return chosen[-1] if chosen else None


def _asks(match: re.Match[str], folded: str) -> bool:
    """Say whether a word that may ask does so here: 几 needs what it counts, 何 is a surname."""
    rest = folded[match.end() :]
    if match.group() == "几":
        return bool(re.match(r"[十百千万亿]|多?\w", rest))
    if match.group() == "何":
        return not re.match(r"某|先生|女士", rest) and bool(rest.strip("？?。 "))
    return True
