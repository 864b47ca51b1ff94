"""Is a noun of the question told only behind a number, with another number of its own?

成年居民人均读5.16本。…农村居民3.51本: whoever asks about 农村 is not answered by what is told
before it is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import clause_of
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.subjects import importance
from retrieval.lexicons import words
from retrieval.text import TokenKind
from retrieval.types import NumberKind

_MARK = re.compile("[，,；;：:。！？!?…—\n]")
_ALIKE = 0.5  # share from which a word may be told in other words
_NOUN = 2  # characters
#: Told of anything beside what it counts: 83岁的老人.
_BY_THE_WAY = frozenset({NumberKind.DATE, NumberKind.AGE, NumberKind.ORDINAL})


def told_behind(terms: Sequence[AskedTerm], candidate: NumberCandidate) -> list[str]:
    """List the nouns that only clauses behind the number's own tell of, with other numbers."""
    own = clause_of(candidate)
    clause = candidate.sentence.folded[own.start : own.end]
    end = candidate.sentence.span.start + own.end
    return [
        term.text
        for term, share in zip(terms, candidate.reading.shares, strict=True)
        if share == 1.0 and _is_noun(term)
        if candidate.reading.folded.find(term.text) >= end
        if locate(term, clause).share < _ALIKE
        if locate(term, _heading(candidate)).share < _ALIKE
        if _has_numbers(term.text, end, candidate)
    ]


def _is_noun(term: AskedTerm) -> bool:
    return (
        term.kind is TokenKind.WORD
        and len(term.text) >= _NOUN
        and importance(term) == 1.0
        and term.text not in words("generic_measures")
        and term.text not in words("unit_nouns")
    )


def _heading(candidate: NumberCandidate) -> str:
    passage = candidate.reading.hit.passage
    return comparable(f"{passage.report_title}\n{passage.section or ''}")


def _has_numbers(word: str, behind: int, candidate: NumberCandidate) -> bool:
    """Say whether every clause from an offset on that holds a word tells a number, too."""
    text = candidate.reading.folded
    marks = [behind, *(match.end() for match in _MARK.finditer(text, behind)), len(text)]
    return all(
        any(
            start <= number.start < end
            and (number.unit == candidate.unit or number.kind not in _BY_THE_WAY)
            for number in candidate.reading.numbers
        )
        for start, end in pairwise(marks)
        if word in text[start:end]
    )
