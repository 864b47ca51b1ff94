"""How near does a slice stand to the words that say what is asked of the thing?

They stand beside the asking words: 有多少[车位], 何时[开工].
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name

_REACH = 12.0  # characters after which nearness has dropped to 1/e
_N_MEASURE_WORDS = 3


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


def measure_near(
    candidate: Candidate,
    terms: Sequence[AskedTerm],
    measured: Sequence[int],
    gaps: Sequence[float],
) -> float:
    """Weigh how near the words that say what is counted stand to a slice."""
    total = sum(terms[i].weight for i in measured)
    near = sum(
        terms[i].weight * candidate.sentence.held[i].share * math.exp(-gaps[i] / _REACH)
        for i in measured
    )
    return near / total if total else 0.0


def in_own_clause(candidate: Candidate, measured: Sequence[int]) -> float:
    """Give the share of the word nearest to the asking words that a slice's clause holds."""
    if not measured:
        return 0.0
    held = candidate.sentence.held[measured[-1]]
    start, end = clause_of(candidate)
    return held.share if any(start <= at < end for at in held.starts) else 0.0
