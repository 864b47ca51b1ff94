"""Does a number count something that was not asked for, though its words come near?

Where passages are short little is needed for an answer, and 护士有多少人 would be answered by any
number of people. What is asked about must be there: the noun that is counted, and a word that
rules out another (注销, 亏损).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.answer.asking import QuestionKind
from retrieval.answer.comparing import comparable
from retrieval.answer.contraries import asked_sides, contradicts
from retrieval.answer.extraction import Choice
from retrieval.answer.extraction.context import clause_of
from retrieval.answer.extraction.modifiers import is_cut_off, tells_a_part
from retrieval.answer.extraction.numbers import NumberCandidate
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.questions import Question
from retrieval.answer.subjects import importance, is_name, is_place, telling
from retrieval.lexicons import words
from retrieval.text import is_word
from retrieval.types import NumberKind

_PEOPLE = frozenset({"人", "名", "位", "口", "个人"})
_OCCASIONS = frozenset({"人次", "人天"})  # one person may count several times
_LITTLE = 0.3  # of a word of two characters, one is there
_HALF = 0.5
_WHOLE = 0.8  # by a synonym, too
_PROFESSION = 3  # characters
_COMPOUND = 4  # characters: two words
#: 共收录 and 要花费 are no nouns, 最多 no side: the text may leave it out.
_HEDGED = frozenset("共约仅总各每零最要")
_MONTH = re.compile("[一二三四五六七八九十0-9]+月份?")
_TIMES = frozenset("年月日时季初底末今去")
_NAME = 2  # characters
_HARM = re.compile("死亡|受伤|失踪|重症")
_MARK = re.compile("[，。、,;；:：]")
_LISTED = frozenset({NumberKind.COUNT, NumberKind.MONEY, NumberKind.PERCENT})
_SEVERAL = 2
_HARM_ASKED = re.compile("伤亡|死亡|受伤|遇难|死伤")
_HARMED = re.compile("[亡死伤难毙丧牺逝命]")
_NOBODY = "(?:无|没有|未出现|未发生|未造成)[\u4e00-\u9fff]{0,4}"


def counts_another_thing(
    question: Question, terms: Sequence[AskedTerm], shares: Sequence[float], choice: Choice
) -> bool:
    """Say whether a number tells of something else than the question asks about.

    Args:
        question: what is asked.
        terms: its words.
        shares: of each term around the choice.
        choice: what would be answered.
    """
    candidate = choice.candidate
    if question.kind is not QuestionKind.NUMBER or not isinstance(candidate, NumberCandidate):
        return False
    start, end = clause_of(candidate)
    clause = candidate.sentence.folded[start:end]
    return (
        _lacks_noun(question, terms, shares, candidate)
        or _lacks_kind(question, terms, shares, candidate)
        or _lacks_subject(terms, shares, candidate)
        or _lacks_side(terms, shares, candidate)
        or contradicts(asked_sides(question.folded), clause)
    )


def _lacks_noun(
    question: Question,
    terms: Sequence[AskedTerm],
    shares: Sequence[float],
    candidate: NumberCandidate,
) -> bool:
    """Say whether the noun beside the asking words is not there.

    Half of a noun may tell of it in other words (体长: 体型…长); of people it names others (讲师
    is no 教师), and of a compound the end must be there (营业收入 is no 营业成本).
    """
    people = question.unit in _PEOPLE or candidate.unit in _OCCASIONS
    least = _HALF if people else _LITTLE
    said = _said(candidate)
    is_listed = _is_one_of_many(candidate)
    behind = _MARK.split(candidate.right)[0]  # 5枚|火箭弹 may be the 炸弹 asked for
    nouns = [n for n in _beside_asking(question, terms) if _is_noun(terms[n])]
    return any(
        shares[n] < (_WHOLE if _is_profession(terms[n]) else least)
        or (
            is_listed
            and shares[n] <= _LITTLE
            and terms[n].text[0] not in said
            and terms[n].text[-1] not in behind
        )
        or not _ends_there(terms[n], said)
        for n in nouns
    )


def _lacks_kind(
    question: Question,
    terms: Sequence[AskedTerm],
    shares: Sequence[float],
    candidate: NumberCandidate,
) -> bool:
    """Say whether a noun is there, but not the one right before it that says of what kind.

    玩具出口 is not answered where only 出口 is told, whatever else may be exported. What begins
    with the same character may tell of it in other words (茶叶产值: 茶园…产值).
    """
    said = _said(candidate)
    return any(
        shares[n] <= _LITTLE
        and word.text[0] not in said
        and word.end == head.start
        and min(len(word.text), len(head.text)) > 1
        and tells_a_part(word)
        and (telling(word) == 1.0 or (importance(word) == 1.0 and _has_parts(candidate)))
        and not is_name(head)
        and importance(head) == 1.0
        and candidate.sentence.held[n + 1].share == 1.0
        and not is_cut_off(word, question, candidate)
        for n, (word, head) in enumerate(pairwise(terms))
    )


def _is_one_of_many(candidate: NumberCandidate) -> bool:
    """Say whether a sentence counts two other things alike: 瓷器89件、书画72件、金器53件."""
    if not _MARK.split(candidate.left)[-1].strip("其中另外还有剩余"):
        return False  # 17枚火箭弹，其中5枚: of what is told before
    span = candidate.sentence.span
    alike = [
        number
        for number in candidate.reading.numbers
        if span.start <= number.start < span.end and number.unit == candidate.unit
    ]
    return candidate.kind in _LISTED and len(alike) > _SEVERAL


def _has_parts(candidate: NumberCandidate) -> bool:
    """Say whether the parts of what a number counts are told right behind it (其中)."""
    return candidate.right[1:3] == "其中"


def _lacks_subject(
    terms: Sequence[AskedTerm], shares: Sequence[float], candidate: NumberCandidate
) -> bool:
    """Say whether a noun is nowhere near: of the dictionary, or behind the name asked about."""
    said = _said(candidate)
    first = terms[0]
    named = len(first.text) == _NAME and not is_word(first.text) and shares[0] == 1.0
    return any(
        (share == 0.0 or (share <= _LITTLE and named and term.start == first.end == _NAME))
        and len(term.text) > 1
        and is_word(term.text)
        and telling(term) == 1.0
        and not is_name(term)
        and term.text[0] not in said
        and _TIMES.isdisjoint(term.text)
        for term, share in zip(terms, shares, strict=True)
    )


def _beside_asking(question: Question, terms: Sequence[AskedTerm]) -> list[int]:
    """Find the last word before the asking words, and the word right behind them."""
    phrase = question.phrase or question.head
    if phrase is None:
        return []
    told = [
        n
        for n, term in enumerate(terms)
        if not is_name(term) and term.text not in words("generic_measures")
    ]
    before = [n for n in told if terms[n].end <= phrase.start]
    behind = [n for n in told if 0 <= terms[n].start - phrase.end <= 1]
    return before[-1:] + behind[:1]


def _is_noun(term: AskedTerm) -> bool:
    word = term.text
    if len(word) == 1 or word[0] in _HEDGED or word in words("linking") or _MONTH.match(word):
        return False
    return is_word(word) and importance(term) == 1.0


def _is_profession(term: AskedTerm) -> bool:
    """Say whether a word names people by its last character: 检察官 is no 检察院."""
    return len(term.text) == _PROFESSION and term.text[-1] in "官师后员工手生"


def _ends_there(term: AskedTerm, said: str) -> bool:
    """Say whether a text holds the second half of a compound; no other word has one."""
    if len(term.text) != _COMPOUND:
        return True
    return locate(term._replace(text=term.text[-2:]), said).share >= _HALF


def _said(candidate: NumberCandidate) -> str:
    """Give a passage with its title, comparable."""
    reading = candidate.reading
    return f"{comparable(reading.hit.passage.report_title)}\n{reading.folded}"


def _is_within(n: int, terms: Sequence[AskedTerm]) -> bool:
    """Say whether a word only says that something is within a place: 修水县[境内]."""
    inside = terms[n].text.endswith("内") and n > 0
    return inside and terms[n - 1].end == terms[n].start and is_place(terms[n - 1])


def _lacks_side(
    terms: Sequence[AskedTerm],
    shares: Sequence[float],
    candidate: NumberCandidate,
) -> bool:
    """Say whether the question stands on one side of a scale of which the passage says nothing."""
    said = _said(candidate)
    if _HARM_ASKED.search("".join(term.text for term in terms)) and not _HARMED.search(said):
        return True
    for harm in _HARM.findall("".join(term.text for term in terms)):
        if harm not in candidate.sentence.folded and re.search(_NOBODY + harm, said):
            return True  # 发病14人，…无死亡病例
    return any(
        shares[n] < _LITTLE and not any(word in said for side in sides for word in side.same)
        for n, term in enumerate(terms)
        if len(term.text) > 1 and term.text[0] not in _HEDGED
        if not _is_within(n, terms)
        if (sides := asked_sides(term.text))
    )
