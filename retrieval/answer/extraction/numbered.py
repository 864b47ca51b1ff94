"""Is a number told of another one of a row: another rank, group, session or batch?

四级手术 is not 三四级手术, nor is 二组 三组.
"""

from __future__ import annotations

import re

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import Candidate, clause_of
from retrieval.answer.questions import Question
from retrieval.types import NumberKind

_NUMBERED = re.compile(
    r"(?P<number>第?(?:[一二三四五六七八九十]+|\d+))"
    r"(?P<of>级|组|号(?!召|称|码)|期(?!间)|届|批|产业|大股东"
    r"|(?<=第[一二三四五六七八九十\d])(?![个次位名年天世]|季度|三方|时间|阶段)[\u4e00-\u9fff]{2})"
)


def other_number(question: Question, candidate: Candidate) -> list[str]:
    """List the numbers of the question in whose place a candidate's text has others.

    What last stands before the candidate tells, else what stands behind it in its clause.
    """
    lacking = []
    start, end = clause_of(candidate)
    behind = candidate.sentence.folded[candidate.within.end : end]
    named = list(_NUMBERED.finditer(question.outside_phrase))
    for asked in named:
        of = asked["of"]
        n_asked = sum(other["of"] == of for other in named)  # 第八批部队第二批
        if shared := re.search(f"[两二三四五六各]{of}.*?分别", candidate.left[start:]):
            if not _in_order(asked["number"], of, start + shared.end(), candidate):
                lacking.append(asked.group())
            continue
        if _is_borne_by_another(asked.group(), candidate):
            lacking.append(asked.group())
            continue
        said = _numbers_of(of, candidate.left)
        if not _numbers_of(of, candidate.left[start:]):
            said += _numbers_of(of, behind)
        told = (
            said[-n_asked:]
            or _numbers_of(of, candidate.reading.folded)
            or _numbers_of(of, comparable(candidate.reading.hit.passage.report_title))
        )
        if told and asked["number"] not in told:
            lacking.append(asked.group())
    return lacking


def _is_borne_by_another(asked: str, candidate: Candidate) -> bool:
    """Say whether the number asked for stands right before another one: 加上一期的3840个."""
    text, offset = candidate.sentence.folded, candidate.sentence.span.start
    bearing = [
        number.start
        for number in candidate.reading.numbers
        if number.kind is not NumberKind.DATE
        and offset <= number.start < candidate.sentence.span.end
        and text[: number.start - offset].removesuffix("的").endswith(asked)
    ]
    return bool(bearing) and candidate.span.start not in bearing


def _in_order(number: str, of: str, among: int, candidate: Candidate) -> bool:
    """Say whether a candidate has the place behind 分别 that the number asked for has before.

    一组收治2140人次，二组1875人次，两组治愈率分别为96.1%和95.4%: that of the second is 95.4%.
    """
    span = candidate.sentence.span
    told = list(dict.fromkeys(_numbers_of(of, candidate.reading.folded[: span.start + among])))
    listed = [
        one.start
        for one in candidate.reading.numbers
        if span.start + among <= one.start < span.end
    ]
    if number not in told or candidate.span.start not in listed:
        return False
    return told.index(number) == listed.index(candidate.span.start)


def _numbers_of(of: str, text: str) -> list[str]:
    return [match["number"] for match in _NUMBERED.finditer(text) if match["of"] == of]
