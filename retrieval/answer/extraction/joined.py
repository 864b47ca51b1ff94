"""Which numbers of a sentence answer only together, or only in part?

A toll has two halves (11人死亡，8人受伤), 分别 asks for a list, 3分27秒 is one duration; of
22至39岁 the oldest is 39岁.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answer.extraction.context import Candidate
from retrieval.answer.extraction.numerals import NUMERAL
from retrieval.answer.questions import Question
from retrieval.text import TokenKind, tokenise
from retrieval.types import KeyNumber, NumberKind, Span

_PEOPLE = frozenset(["人", "名", "位"])
#: Asks for the dead and the hurt together.
TOLL = re.compile("伤亡|死伤")
_DEAD = "死亡|遇难|丧生|身亡|丧命|死"
_HURT = "受伤|负伤|伤"
#: What stands between the first half of a toll and the end of the second.
_SECOND_HALF = re.compile(
    rf"(?:[^。；]{{0,12}}?[、,，和以及]+[^。；、,，]{{0,6}}?{NUMERAL}[人名位][^。；、,，]{{0,6}}?"
    rf"(?:{_HURT}|{_DEAD})|[、,，]?{NUMERAL}(?:人)?伤)"
)
_NONE = r"(?:无|没有|未有|未造成|未发生|没有造成)(?:人员?|任何人员)?"
_HARMED = re.compile(f"伤亡|死伤|{_DEAD}|{_HURT}|失踪")
_AND = re.compile("[、,，]?(?:和|及|以及|与)?")
_GROUP = re.compile("(?![由从向被把在])[\u4e00-\u9fff]{1,8}(?:、|和|及|以及|与)")
_LONGEST_NOUN = 8  # characters
_UP_TO = re.compile("[~～—–-]+|至|到")
OR = ("或", "或者")
_RANGE = re.compile(rf"(?P<least>{NUMERAL})[^\d]{{0,3}}?(?:[~～—–-]+|至|到)(?P<most>.+)")
_LEAST_ASKED = re.compile("最[小低少短]")
_MOST_ASKED = re.compile("最[大高多长]")
_TIMED = frozenset({NumberKind.DURATION, NumberKind.OTHER})


@dataclass(frozen=True, slots=True)
class NumberCandidate(Candidate):
    """A number of a sentence; `number` is `None` where only its unit was known."""

    unit: str
    kind: NumberKind
    number: KeyNumber | None = None


def says_none(question: Question, candidate: Candidate) -> bool:
    """Say whether a sentence says that nobody was harmed as asked (无人员死亡)."""
    said = candidate.sentence.folded
    return any(
        re.search(f"{_NONE}(?:伤亡|{harmed})", said) is not None
        for harmed in _HARMED.findall(question.folded)
    )


def joined(question: Question, candidates: Sequence[NumberCandidate]) -> list[NumberCandidate]:
    """Join what answers only together, and cut what answers in part; in reading order.

    A number that became part of a longer one is no candidate of its own any more.
    """
    longer = [
        _cut_to_the_end_asked(question, _with_following(question, n, candidates))
        for n in range(len(candidates))
    ]
    kept: list[NumberCandidate] = []
    for candidate in longer:
        last = kept[-1] if kept and kept[-1].sentence is candidate.sentence else None
        if last is None or candidate.span.end > last.span.end:
            kept.append(candidate)
    return kept


def _with_following(
    question: Question, n: int, candidates: Sequence[NumberCandidate]
) -> NumberCandidate:
    """Let a number run on to the end of what it answers together with."""
    candidate = candidates[n]
    if TOLL.search(question.folded):
        return _with_second_half(candidate)
    if question.after.startswith("前") and candidate.right.startswith("前"):
        return _until(candidate, candidate.span.end + 1)  # 20年前
    longer = candidate
    for following in candidates[n + 1 :]:
        if following.sentence is not candidate.sentence:
            break
        if following.span.start < longer.span.end:
            continue
        if _belong_together(question, longer, following):
            end = following.span.end
        elif _are_groups(question, longer, following):
            end = _end_of_noun(following)
        else:
            break
        longer = replace(_until(longer, end), unit=following.unit, kind=following.kind)
    return longer


def _belong_together(question: Question, one: NumberCandidate, following: NumberCandidate) -> bool:
    """Say whether two numbers are parts of one duration, list or range, or alternatives."""
    between = one.right[: following.span.start - one.span.end]
    if not between:
        return {one.kind, following.kind} <= _TIMED
    if one.unit not in ("", following.unit):
        return False
    is_list = "分别" in question.folded and _AND.fullmatch(between) is not None
    return is_list or between in OR or _UP_TO.fullmatch(between) is not None


def _are_groups(question: Question, one: NumberCandidate, following: NumberCandidate) -> bool:
    """Say whether two numbers count groups of what is asked for: 10名士兵和4名警察 of 多少人.

    A question that names one of the groups asks for that one only.
    """
    unit = question.unit
    if unit is None or not {one.unit, following.unit} <= (_PEOPLE if unit in _PEOPLE else {unit}):
        return False
    between = one.right[: following.span.start - one.span.end]
    named = (between[:2] in question.folded, following.right[:2] in question.folded)
    return _GROUP.fullmatch(between) is not None and not any(named)


def _end_of_noun(following: NumberCandidate) -> int:
    """Find where the word behind a number ends: 4名[警察]."""
    word = next(iter(tokenise(following.right[:_LONGEST_NOUN])), None)
    if word is None or word.kind is not TokenKind.WORD or word.start:
        return following.span.end
    return following.span.end + word.end


def _with_second_half(candidate: NumberCandidate) -> NumberCandidate:
    """Let 11人 run on to 11人死亡，8人受伤 where both together are asked for (伤亡)."""
    match = _SECOND_HALF.match(candidate.right)
    if match is None or candidate.unit not in _PEOPLE | {"死"}:
        return candidate
    return _until(candidate, candidate.span.end + match.end())


def _cut_to_the_end_asked(question: Question, candidate: NumberCandidate) -> NumberCandidate:
    """Give the lower or upper end of a range where the question asks for an extreme."""
    match = _RANGE.fullmatch(candidate.folded)
    if match is None:
        return candidate
    start = candidate.span.start
    if _MOST_ASKED.search(question.folded):
        return replace(candidate, span=Span(start + match.start("most"), candidate.span.end))
    if _LEAST_ASKED.search(question.folded):
        return replace(candidate, span=Span(start, start + match.end("least")))
    return candidate


def _until(candidate: NumberCandidate, end: int) -> NumberCandidate:
    return replace(candidate, span=Span(candidate.span.start, end))
