"""Which parts does a question have that the next one may lean on?

Its period, its subject, and where its asking words begin; from its words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.answer.comparing import comparable
from retrieval.answer.questions import Question, parse_question
from retrieval.lexicons import rows, words
from retrieval.numbers.periods import find_periods
from retrieval.text import Token, TokenKind, tokenise
from retrieval.types import Span

WHOLE = re.compile(r"[全本][省市县区镇乡村街州国球校厂][道]?")
_COPULA = re.compile(r"(?:大约|大概|一共|总共|分别|达到|是|为|有|达|共|约|的)*$")
BREAKS = frozenset("的有是在占为达比了被把将于从对共")
_KINDS_OF_SUBJECT = frozenset({"place", "name"})
MAX_NAME_TOKENS = 5


@dataclass(frozen=True, slots=True)
class EarlierQuestion:
    """The earlier question, taken apart. Spans count in `text`."""

    text: str
    folded: str
    parsed: Question
    period: Span | None
    subject: Span | None  #: whom or what it is about
    asking: int  #: where the asking words begin, the copula before them included
    tokens: tuple[Token, ...]

    def with_(self, span: Span, replacement: str) -> str:
        """Put something else in the place of a part."""
        return self.text[: span.start] + replacement + self.text[span.end :]


def take_apart(text: str) -> EarlierQuestion:
    """Take a question apart that another may lean on."""
    folded = comparable(text)
    parsed = parse_question(text)
    asking = parsed.phrase.start if parsed.phrase is not None else len(folded)
    copula = _COPULA.search(folded[:asking])
    asking = copula.start() if copula is not None else asking
    period = next(iter(periods_in(folded)), None)
    tokens = tuple(tokenise(text))
    start = period.end if period is not None and period.start <= 1 else 0
    subject = _subject(folded, tokens, start, asking)
    return EarlierQuestion(text, folded, parsed, period, subject, asking, tokens)


def periods_in(folded: str) -> Iterator[Span]:
    """Go through the periods that a comparable text names."""
    for period in find_periods(folded):
        yield Span(period.start, period.end)


def _subject(folded: str, tokens: Sequence[Token], start: int, end: int) -> Span | None:
    """Find what a question is about: the name it begins with, else its first words."""
    inside = [token for token in tokens if start <= token.start and token.end <= end]
    while inside and inside[0].kind is TokenKind.SYMBOL:
        inside.pop(0)
    found: Span | None = None
    for n, token in enumerate(inside[:MAX_NAME_TOKENS]):
        word = folded[token.start : token.end]
        if word in BREAKS or token.kind is TokenKind.SYMBOL:
            if found is None and n:
                found = Span(inside[0].start, inside[n - 1].end)
            break
        begins = inside[0].start if found is None else found.end
        kind = kind_of_name(folded[begins : token.end])
        if kind is None:
            continue
        if found is not None and kind != "place":
            break  # 海盐经开区|民营企业: the second is what is counted
        found = Span(inside[0].start, token.end)
        if kind != "place":
            break
    if found is None and len(inside) > 1:
        found = Span(inside[0].start, inside[0].end)
    return found


@cache
def _suffixes() -> dict[str, str]:
    return {
        suffix: kind
        for suffix, kind, *_ in rows("name_suffixes")
        if (kind in _KINDS_OF_SUBJECT and len(suffix) > 1) or suffix in "省市县区镇乡村州旗岛国"
    }


def kind_of_name(name: str) -> str | None:
    """Say of what kind a name is by its end; `None` for what does not end like one."""
    if name in words("place_names"):
        return "place"
    if WHOLE.fullmatch(name):
        return None
    table = _suffixes()
    for length in range(min(4, len(name)), 0, -1):
        kind = table.get(name[-length:])
        if kind is not None and len(name) > length:
            return kind
    return None
