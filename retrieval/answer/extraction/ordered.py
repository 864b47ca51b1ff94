"""Which item of a row is a number told of that stands behind 分别?

7月、8月用电量分别为68亿和72亿: the first number is of the first month, whatever it is bound to.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.extraction.periods import parts_named
from retrieval.answer.questions import Question

_EACH = "分别"
_CHANGING = re.compile("分别(?:增长|增加|上升|提高|下降|减少|下跌|回落)")
_ENDED = re.compile("[;；。]")
_QUOTED = re.compile("[“「『《]([^”」』》]{1,12})[”」』》]")
_PLACE = re.compile("[\u4e00-\u9fff]{2,6}?(?:区|县|市|镇|乡|街道)")


class Placed(NamedTuple):
    """The item of a row that is asked about, and whether a number has its place behind 分别."""

    item: str
    is_own: bool


def place_in_row(question: Question, candidate: NumberCandidate) -> Placed | None:
    """Tell whether a number is that of the item asked about; `None` where 分别 binds neither."""
    left, span = candidate.left, candidate.sentence.span
    at = left.rfind(_EACH)
    if at < 0 or _ENDED.search(left, at):
        return None
    end = span.start + max(clause_of(candidate).end, candidate.within.end)
    listed = [
        number.start
        for number in candidate.reading.numbers
        if span.start + at <= number.start < end
    ]
    if candidate.span.start not in listed or len(listed) < 2:
        return None
    place = listed.index(candidate.span.start)
    for items in _rows(candidate, at):
        own = items[-len(listed) :]
        asked = [n for n, item in enumerate(own) if _is_asked(item, question)]
        if len(own) == len(listed) and len(asked) == 1:
            return Placed(own[asked[0]], asked[0] == place)
    return None


def _rows(candidate: Candidate, at: int) -> list[list[str]]:
    """List months, measures, quoted names and places before offset `at` of a sentence, once."""
    sentence = candidate.left[:at]
    passage = candidate.reading.folded[: candidate.sentence.span.start + at]
    told = [
        comparable(number.metric)
        for number in candidate.reading.numbers
        if number.metric
        and _CHANGING.match(candidate.left, at)
        and candidate.sentence.span.start <= number.start < candidate.sentence.span.start + at
    ]
    return [
        list(parts_named(sentence).values()),
        list(dict.fromkeys(told)),
        list(dict.fromkeys(_QUOTED.findall(passage))),
        list(dict.fromkeys(_PLACE.findall(re.sub("[与和及]", "、", sentence)))),
    ]


def _is_asked(item: str, question: Question) -> bool:
    return item in question.folded or not parts_named(item).keys().isdisjoint(
        parts_named(question.folded)
    )
