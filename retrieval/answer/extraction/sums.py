"""Does a question ask for what no single number tells: a sum, or a difference?

Answers are text of the reports, never reckoned: asked for 教育和卫生支出一共多少, one of them is
wrong; their sentence tells both. By how much one year is over another is told by a change
(增加1.2万人), not by the amount of either year; nor is 均价跌了多少 answered by the price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question

_TOGETHER = re.compile("一共|总共|合计|共计|加起来|总和|之和|分别|各是?多少|各有?多少|各占?多少")
_AND = re.compile("[和与及、]|以及|加上?")
_DIFFERENCE = re.compile(
    "(?<![环同])(?:比|较)[^,。;，；]{1,16}?"
    "(?:多|(?<!减)少|高|低|大|小|快|慢|(?<!增)长|短)了?(?:多少|几)|相差|差多少|差距"
)
_CHANGED = re.compile(
    "(?:增长|增加|净增|新增|上升|提高|提升|扩大|下降|减少|下跌|上涨|回落|缩短|压缩|降低|高出|超出|多|少|高|低|增|减|降|升)"
    "了?[约近]?$"
)
#: Asks how far something rose or fell: 均价同比跌了多少, but not 跌到多少.
_MOVED = re.compile(
    "(?:增长|增加|上升|上涨|提高|提升|下降|减少|下跌|回落|降低|涨|跌|升|降|减)了?(?:百分之)?$"
)
_MOVES = re.compile("[增涨升提扩降减跌低落缩升多少高快慢超翻倍]")


def needs_several(
    question: Question, terms: Sequence[AskedTerm], candidate: NumberCandidate
) -> bool:
    """Say whether of things asked for together a number tells one, its sentence another.

    A number joined of several, or told with all of them, answers by itself.
    """
    if not _TOGETHER.search(question.folded):
        return False
    siblings = [
        number
        for number in candidate.reading.numbers
        if candidate.sentence.span.start <= number.start < candidate.sentence.span.end
    ]
    held = candidate.sentence.held
    for mark in _AND.finditer(question.folded):
        before = [n for n, term in enumerate(terms) if term.end <= mark.start()][-1:]
        behind = [n for n, term in enumerate(terms) if term.start >= mark.end()][:1]
        if not (before and behind):
            continue
        pair = [held[n].starts for n in (*before, *behind)]
        offset = candidate.sentence.span.start
        ends = [number.end - offset for number in siblings if number.unit == candidate.unit]
        apart = any(
            any(first < end <= last or last < end <= first for end in ends)
            for first in pair[0]
            for last in pair[1]
        )
        if apart and sum(candidate.within.start < end <= candidate.within.end for end in ends) < 2:
            return True
    return False


def is_no_difference(question: Question, candidate: Candidate) -> bool:
    """Say whether a question asks for a difference and a number tells none."""
    if _DIFFERENCE.search(question.folded) and _CHANGED.search(candidate.left) is None:
        return True
    if question.phrase is None or not _MOVED.search(question.before):
        return False
    start, end = clause_of(candidate)
    return _MOVES.search(candidate.sentence.folded, start, end) is None
