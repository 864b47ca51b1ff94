"""What is told of a date?

A date rules what follows it up to the next one: 1922年动工，1931年通车. Where the sentence after
it names no date, it is told of that day or year too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from retrieval.answer.extraction.context import Candidate
from retrieval.answer.locating import AskedTerm
from retrieval.types import Span

_CARRIED = 2  # sentences behind its own that a date may rule


def scopes(candidates: Sequence[Candidate], terms: Sequence[AskedTerm]) -> list[float]:
    """Weigh which words of the question stand in the scope of each date.

    From the mark or the date before it to the next date of the passage, or the end of the second
    sentence behind its own.

    Args:
        candidates: dates in reading order.
        terms: words of the question.
    """
    total = sum(term.weight for term in terms) or 1.0
    weighed = []
    for n, one in enumerate(candidates):
        before, behind = _neighbour(candidates, n, -1), _neighbour(candidates, n, 1)
        marks = one.sentence.marks
        at = bisect_left(marks, one.within.start)
        first = one.sentence.span.start + (marks[at - 1] + 1 if at else 0)
        if before is not None:
            first = max(first, before.place.end)
        last = len(one.reading.folded) if behind is None else behind.place.start
        held = _held(one, Span(first, last))
        weighed.append(sum(terms[i].weight * share for i, share in held.items()) / total)
    return weighed


def _neighbour(candidates: Sequence[Candidate], n: int, step: int) -> Candidate | None:
    """Give the next date of the same passage in a direction that says something else."""
    at = n + step
    while 0 <= at < len(candidates) and candidates[at].reading is candidates[n].reading:
        if candidates[at].place != candidates[n].place:
            return candidates[at]
        at += step
    return None


def _held(one: Candidate, span: Span) -> dict[int, float]:
    """Find which terms stand in a span of the passage: share of each by its position."""
    at = one.sentence.position
    found: dict[int, float] = {}
    for sentence in one.reading.sentences[at : at + 1 + _CARRIED]:
        offset = sentence.span.start
        for i, held in enumerate(sentence.held):
            if any(span.start <= offset + start < span.end for start in held.starts):
                found[i] = max(found.get(i, 0.0), held.share)
    return found
