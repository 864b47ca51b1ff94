"""Is a number told of a place within the one that the question asks about, or beside it?

Asked for the whole city, or a county of it, the growth of 高新区 is no answer: its clause begins
with the district.
"""

from __future__ import annotations

import re

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import LEADING, Candidate, clause_of
from retrieval.answer.questions import Question
from retrieval.lexicons import words

_LEVELS = ("村", "街道", "镇", "乡", "县", "区", "市", "省")  # the lowest first
_RANK = {"村": 0, "街道": 1, "镇": 1, "乡": 1, "县": 2, "区": 2, "市": 3, "省": 4}
_ASKED = re.compile(rf"[\u4e00-\u9fff]{{1,3}}?({'|'.join(_LEVELS)})")
_SUBJECT = re.compile(rf"([\u4e00-\u9fff]{{2,4}}?({'|'.join(_LEVELS)}))")
_AREAS = ("高新区", "经开区", "开发区", "综保区")  # districts without a name
_UNNAMED = frozenset("全各该本此每个几多")


def lower_place(question: Question, candidate: Candidate) -> list[str]:
    """List the place asked about where a candidate's clause begins with one no larger."""
    asked = _ASKED.match(question.outside_phrase.lstrip("0123456789年的 "))
    start, end = clause_of(candidate)
    said = _SUBJECT.match(LEADING.sub("", candidate.sentence.folded[start:end]))
    if asked is None or said is None or _RANK[said[2]] > _RANK[asked[1]]:
        return []
    place = said[1]
    is_no_name = place in words("common_places") and not place.endswith(_AREAS)
    if is_no_name or _UNNAMED.intersection(place) or place[-3:] in question.folded:
        return []
    title = comparable(candidate.reading.hit.passage.report_title)
    return [] if place in title or place[:2] in question.folded else [asked.group()]
