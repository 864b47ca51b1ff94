"""Is a number bound to another place than the one asked about?

By the place that the number is bound to, or that is last named in its clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import clause_of
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.subjects import is_name
from retrieval.types import KeyNumber

_LEVELS = ("村", "社区", "街道", "镇", "乡", "县", "区", "市", "自治州", "省")
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,8}}?(?:{'|'.join(_LEVELS)})")
_ANAPHOR = re.compile(r"^[该本此我全这]")


def place_before(candidate: NumberCandidate) -> str:
    """Name the place last told of in the clause before a number that is bound to nothing."""
    start, end = clause_of(candidate)
    before = candidate.sentence.folded[start : min(end, candidate.within.start)]
    found = [match.group() for match in _PLACE.finditer(before)]
    return found[-1] if found else ""


def subject_of(candidate: NumberCandidate, number: KeyNumber) -> str:
    """Name whose a number is, comparable: by its measure where that begins with a place."""
    named = _PLACE.match(comparable(number.metric or ""))
    if named is not None:
        return named.group()
    subject = comparable(number.subject or "")
    return subject if _level(subject) is not None else place_before(candidate) or subject


def other_place(
    question: Question,
    terms: Sequence[AskedTerm],
    candidate: NumberCandidate,
    subject: str,
) -> list[str]:
    """Compare the places asked about with the number's subject, where that is a place.

    A district's report tells of its villages too: there, only a number of a lower place that the
    question does not name is another's.
    """
    level = _level(subject)
    asked = [
        term.text
        for term in terms
        if _level(term.text) is not None and is_name(term) and not _ANAPHOR.match(term.text)
    ]
    if level is None or not asked or any(subject.endswith(place) for place in asked):
        return []
    if any(part in question.folded for part in _PLACE.findall(subject)[-1:]):
        return []
    left = candidate.left
    if any(left.rfind(place) > left.rfind(subject) for place in asked):
        return []  # 与柏树村相邻的桃花村
    behind = candidate.sentence.folded[candidate.within.end : clause_of(candidate).end]
    if any(place in behind for place in asked):
        return []  # 500名士兵被部署到洛杉矶市
    title = comparable(candidate.reading.hit.passage.report_title)
    lower = [place for place in asked if (_level(place) or 0) < level]
    if subject in title and len(lower) == len(asked):
        return []
    told = [place for place in asked if place in title and place not in subject]
    if _ANAPHOR.match(subject) or told:
        same = [place for place in asked if place.endswith(_LEVELS[level])]
        return [] if same or set(told) & set(lower) else asked
    return asked


def _level(place: str) -> int | None:
    """Give the administrative level of a place by its last characters, the lowest first."""
    return next((n for n, ending in enumerate(_LEVELS) if place.endswith(ending)), None)
