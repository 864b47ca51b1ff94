"""How well does the surrounding of a candidate fit the question?

A candidate is a slice of a sentence that might be the answer. What stands around it is compared
with the question: which words, how near, and whether the sentence continues as the question does
on both sides of its asking phrase. All values lie between 0 and 1.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer.evidence import Reading, Sentence
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.types import Span

_REACH = 12.0  # characters after which nearness has dropped to 1/e
_PENALTY_OF_A_CLAUSE = 8  # characters that a clause boundary adds to a distance
_LONGEST_ALIGNED = 8  # characters
_ALIGNED_WITHIN = 16  # characters beside the candidate
_PIECE_MARK = re.compile(r"[、，,；;：:。！？!?…—\n]")
#: What may stand before the subject of a clause: 与柏树村相邻的|桃花村.
LEADING = re.compile(
    "^(?:其中|而|但|另外|[与和跟同][\u4e00-\u9fff]{1,8}?(?:相邻|毗邻|相比|接壤|为邻|一样|不同)的?)"
)
_EDGE = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A slice of a passage that might answer; `span` counts in the passage."""

    reading: Reading
    sentence: Sentence
    span: Span

    @property
    def text(self) -> str:
        """Give the slice as printed."""
        return self.reading.hit.passage.text[self.span.start : self.span.end]

    @property
    def folded(self) -> str:
        """Give the slice as compared."""
        return self.reading.folded[self.span.start : self.span.end]

    @property
    def place(self) -> Span:
        """Give where the passage speaks of it: the slice itself, or what stands for it (当天)."""
        return self.span

    @property
    def within(self) -> Span:
        """Give the span in the sentence."""
        offset = self.sentence.span.start
        return Span(self.span.start - offset, self.span.end - offset)

    @property
    def left(self) -> str:
        """Give the sentence up to the candidate."""
        return self.sentence.folded[: self.span.start - self.sentence.span.start]

    @property
    def right(self) -> str:
        """Give the sentence from the candidate on."""
        return self.sentence.folded[self.span.end - self.sentence.span.start :]


def distances(candidate: Candidate) -> tuple[float, ...]:
    """Measure how far each term stands from the candidate in its sentence.

    In characters between the two, clause boundaries counted extra; infinite where the sentence
    lacks the term.
    """
    marks = candidate.sentence.marks
    start, end = candidate.within
    measured = []
    for held in candidate.sentence.held:
        nearest = math.inf
        for at in held.starts:
            left, right = (at + held.length, start) if at < start else (end, at)
            n_marks = bisect_left(marks, right) - bisect_left(marks, left)
            nearest = min(nearest, max(right - left, 0) + _PENALTY_OF_A_CLAUSE * max(n_marks, 0))
        measured.append(nearest)
    return tuple(measured)


def nearness(candidate: Candidate, terms: Sequence[AskedTerm], gaps: Sequence[float]) -> float:
    """Weigh how near the words of the question stand to the candidate."""
    total = sum(term.weight for term in terms)
    near = sum(
        term.weight * held.share * math.exp(-gap / _REACH)
        for term, held, gap in zip(terms, candidate.sentence.held, gaps, strict=True)
    )
    return near / total if total else 0.0


def clause_of(candidate: Candidate) -> Span:
    """Find the clause that a candidate stands in; the span counts in the sentence."""
    start, end = candidate.within
    marks = candidate.sentence.marks
    before, behind = bisect_left(marks, start), bisect_left(marks, end)
    return Span(
        marks[before - 1] + 1 if before else 0,
        marks[behind] if behind < len(marks) else len(candidate.sentence.folded),
    )


def piece_of(candidate: Candidate) -> str:
    """Give what stands around a candidate up to the nearest marks, 、 among them.

    In 14人死亡、63人受伤 each number has its own piece.
    """
    return _PIECE_MARK.split(candidate.left)[-1] + _PIECE_MARK.split(candidate.right, 1)[0]


def clause_coverage(candidate: Candidate, terms: Sequence[AskedTerm]) -> float:
    """Weigh which words of the question stand in the candidate's own clause."""
    start, end = clause_of(candidate)
    total = held_here = 0.0
    for term, held in zip(terms, candidate.sentence.held, strict=True):
        total += term.weight
        for at in held.starts:
            if start <= at < end:
                held_here += term.weight * held.share
                break
    return held_here / total if total else 0.0


def coverage_beside(candidate: Candidate) -> float:
    """Give how much of the question a neighbouring sentence holds: the subject may be there."""
    sentences = candidate.reading.sentences
    at = candidate.sentence.position
    beside = sentences[max(at - 1, 0) : at] + sentences[at + 1 : at + 2]
    return max((sentence.coverage for sentence in beside), default=0.0)


def share_close_by(n: int, candidate: Candidate) -> float:
    """Give how much of term `n` the candidate's sentence or one beside it holds."""
    at = candidate.sentence.position
    close = candidate.reading.sentences[max(at - 1, 0) : at + 2]
    return max(sentence.held[n].share for sentence in close)


def alignment(candidate: Candidate, question: Question) -> tuple[float, float]:
    """Measure how the sentence continues as the question does, before and after the slot.

    The end of the question before its asking phrase is looked for before the candidate, the
    beginning after the phrase behind the candidate; each as the share of at most
    8 characters found in one piece, less the farther it stands.
    """
    if question.phrase is None:
        return 0.0, 0.0
    before = _EDGE.sub("", question.before)[-_LONGEST_ALIGNED:]
    after = _EDGE.sub("", question.after)[:_LONGEST_ALIGNED]
    # Twice the length is cut first: marks are dropped from it.
    left = _EDGE.sub("", candidate.left[-2 * _ALIGNED_WITHIN :])[-_ALIGNED_WITHIN:]
    right = _EDGE.sub("", candidate.right[: 2 * _ALIGNED_WITHIN])[:_ALIGNED_WITHIN]
    return _aligned(before[::-1], left[::-1]), _aligned(after, right)


def _aligned(asked: str, text: str) -> float:
    """Find the longest beginning of `asked`, one character skipped at most, in `text`."""
    best = 0.0
    for skip in (0, 1, 2):
        piece = asked[skip:]
        found = length = 0
        while length < len(piece) and (at := text.find(piece[: length + 1], found)) >= 0:
            found, length = at, length + 1
        if length:
            share = (length - 0.5 * skip) / _LONGEST_ALIGNED
            best = max(best, share * math.exp(-found / _REACH))
    return best
