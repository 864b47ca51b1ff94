"""Does a number belong to another thing of the kind that the question names?

临海港 is not 北海港, 黑水河 not 柳溪河: both end alike, so that half of the name is there. What
stands before the common end tells them apart. 东湖医院 is short for 东湖市人民医院, and so nothing
else: its characters stand there in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from retrieval.answer.asking import QuestionKind
from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import LEADING, Candidate, clause_of
from retrieval.answer.extraction.numbered import other_number
from retrieval.answer.questions import Question
from retrieval.lexicons import words
from retrieval.text import is_word

#: How the names of things end that have namesakes.
_ENDS = (
    "街道", "法院", "医院", "学院", "大学", "中学", "小学", "公司", "集团", "银行", "科技", "股份",
    "机场", "海关", "水库", "车站", "基金会",
    *"县市区镇乡村港河江湖局厅组",
)  # fmt: skip
#: Where the names of those that end in one character begin: at the edge of a question or phrase.
_EDGE = frozenset("年月日的在和与及、，,。;；:：“”\"'()（） 　\n")
#: Characters that stand for no name before such an end: 全市, 各区, 哪个县.
_UNNAMED = frozenset(
    "全各该本此这那哪某每个家所座条几多两同我其的了在和与及是有为被将对到抵离进出入来往至赴驻"
)
#: Of the same name each is another thing.
_KINDS = (
    ("小学", "中学", "大学", "学院", "幼儿园", "职校"),
    ("财险", "人寿", "寿险", "信托", "证券", "银行"),
    ("车站", "机场", "港口", "码头"),
)
_BEFORE_NAMES = frozenset("在于从由对把被据以因随当自向和与")
_NAME = 4  # characters of a name that differs in the first
_ONLY_HAN = re.compile("[\u4e00-\u9fff]+")
_NUMERALS = frozenset("一二三四五六七八九十")
_OFFICES = "局厅组"  # what stands before them is a word: 教育局
_LONGEST = 8  # characters of a name that an abbreviation may leave out some of
_TOLD_OF = frozenset({QuestionKind.NUMBER, QuestionKind.DATE})
_SOMEBODY = re.compile("[\u4e00-\u9fff]某")
_TITLED = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})[“‘「『《](?P<name>[^”’」』》]{1,12})[”’」』》]")

_NO_CHARACTER = re.compile(r"[^\u4e00-\u9fff]")
_CLAUSE_MARK = re.compile("[，,；;：:。！？!?…—\n]")
#: Areas that are no names of their own, but set a number apart.
_AREAS = frozenset({"高新区", "经开区", "开发区", "综保区", "保税区", "自贸区"})
_LONGEST_SUBJECT = 4  # characters before the end that names share


class _Named(NamedTuple):
    before: str  #: what stands before the common end
    end: str
    at: int


def other_namesake(question: Question, candidate: Candidate) -> list[str]:
    """List the names of the question in whose place a candidate's text has others alike.

    Of a candidate that is itself a name only number and surname tell.
    """
    return (
        other_number(question, candidate)
        or _other_person(question, candidate)
        or (question.kind in _TOLD_OF and _other_title(question, candidate))
        or (question.kind in _TOLD_OF and _other_name(question, candidate))
        or (question.kind in _TOLD_OF and _other_beginning(question, candidate))
        or (question.kind in _TOLD_OF and _other_end(question, candidate))
        or []
    )


def _other_person(question: Question, candidate: Candidate) -> list[str]:
    """王某 is not 赵某军: by the surnames in a candidate's clause."""
    asked = set(_SOMEBODY.findall(question.folded))
    told = _told_of(candidate) if asked else set()
    return sorted(asked) if told and not told & asked else []


def _told_of(candidate: Candidate) -> set[str]:
    """Name whom a candidate is told of: before its bracket, in its clause, or right beside it."""
    start, end = clause_of(candidate)
    text, left = candidate.sentence.folded, candidate.left
    bracket = left.rfind("(")
    if bracket > left.rfind(")"):  # 刘某(男,34岁)
        return set(_SOMEBODY.findall(left[:bracket])[-1:])
    following = _CLAUSE_MARK.split(text[end + 1 :])[0]  # 6月10日,刘某被抓获
    return (
        set(_SOMEBODY.findall(text[start:end]))
        or set(_SOMEBODY.findall(left)[-1:])
        or set(_SOMEBODY.findall(following))
    )


def _other_title(question: Question, candidate: Candidate) -> list[str]:
    """台风“海鹭” is not 台风木棉: by what is last named in quotation marks before a candidate."""
    told = candidate.reading.folded[: candidate.span.start]
    for title in reversed(list(_TITLED.finditer(told))):
        at = question.folded.find(title["of"])
        if at < 0:
            continue
        if title["name"] in question.folded:
            return []
        rest = question.folded[at + 2 :].lstrip("“‘「『《")
        others = {match["name"] for match in _TITLED.finditer(candidate.reading.folded)}
        return [name for name in others if rest.startswith(name)]
    return []


def _other_name(question: Question, candidate: Candidate) -> list[str]:
    reading = candidate.reading
    passage = reading.hit.passage
    title = comparable(passage.report_title)
    texts = (reading.folded, comparable(passage.section or ""), title)
    asked = list(_asked(question))
    for one in asked:
        alike = [other for other in asked if other.end == one.end]
        told = _governing(candidate.left, one.end)
        if not told and not any(other.before in text for other in alike for text in texts):
            told = list(chain.from_iterable(_named(text, one.end) for text in texts))
        elif not told and len({name.before[-2:] for name in _named(title, one.end)}) > 1:
            told = list(_named(reading.folded, one.end))  # a report on several
        if told and not any(_is_same(other, name) for other in alike for name in told):
            return [one.before + one.end]
    return []


def _other_beginning(question: Question, candidate: Candidate) -> list[str]:
    """北埠老街 is not 南埠老街: a question begins with a name, other in its first character."""
    name = question.outside_phrase[:_NAME]
    if not _ONLY_HAN.fullmatch(name):
        return []
    passage = candidate.reading.hit.passage
    text = f"{comparable(passage.report_title)}\n{candidate.reading.folded}"
    if name in text or name[1:] not in text or is_word(name[:2]) or name[0] in _BEFORE_NAMES:
        return []
    firsts = {text[m.start() - 1] for m in re.finditer(name[1:], text) if m.start()}
    alike = all(_ONLY_HAN.fullmatch(first) and first not in _EDGE for first in firsts)
    return [name] if firsts and alike and not firsts & set(question.folded) else []


def _other_end(question: Question, candidate: Candidate) -> list[str]:
    """实验中学 is not 实验小学: of one name, another kind."""
    text = candidate.reading.folded
    for ends in _KINDS:
        for end in ends:
            at = question.outside_phrase.find(end)
            name = question.outside_phrase[max(at - 2, 0) : max(at, 0)]
            others = [name + other for other in ends if other != end]
            if (
                _ONLY_HAN.fullmatch(name)
                and len(name) == 2
                and name + end not in text
                and any(other in text for other in others)
            ):
                return [name + end]
    return []


def _governing(left: str, end: str) -> list[_Named]:
    """Find what a number is told of, whoever else the passage names: 其中黑水河全长94公里.

    What its own clause names, else the subject of the clause before.
    """
    clauses = [LEADING.sub("", clause) for clause in _CLAUSE_MARK.split(left)]
    if clauses[-1].startswith(tuple(_AREAS)) and end == "区":
        return [_Named(clauses[-1][:2], end, 2)]
    here = [name for name in _named(clauses[-1], end) if _is_proper(name.before, end)]
    if here:
        return here[-1:]
    for clause in reversed(clauses[:-1]):
        named = list(_named(clause, end))
        if named:
            subject = named[0]
            return named[:1] if subject.at == len(subject.before) <= _LONGEST_SUBJECT else []
    return []


def _asked(question: Question) -> Iterator[_Named]:
    """Go through the things that a question names."""
    for one in chain.from_iterable(_named(question.outside_phrase, end) for end in _ENDS):
        pair = one.before[-2:]
        if len(pair) < 2 or _UNNAMED.intersection(pair):
            continue
        if one.end == "组" and pair[-1] in _NUMERALS:
            continue  # weighed by itself: `numbered`
        first = question.folded[: one.at].removesuffix(pair)
        begins = not first or first[-1] in _EDGE
        if begins or _is_proper(pair, one.end):
            yield one._replace(before=pair)


def _is_proper(name: str, end: str) -> bool:
    """Say whether the last two characters of a name are no common word (普通, 人民)."""
    pair = name[-2:]
    return len(pair) == 2 and (
        end in _OFFICES or not is_word(pair) or pair in words("place_names")
    )


def _named(text: str, end: str) -> Iterator[_Named]:
    """Find what stands right before an end that is not the beginning of a word (市场, 小学生)."""
    at = text.find(end)
    while at >= 0:
        behind = text[at : at + len(end) + 1]
        before = _NO_CHARACTER.split(text[max(at - _LONGEST, 0) : at])[-1]
        goes_on = len(end) < len(behind) and is_word(behind)
        shorter, longer = text[max(at - 1, 0) : at + 1], text[max(at - 2, 0) : at + 1]
        is_plain = longer in words("common_places") or (
            shorter in words("common_places") and not is_word(longer)
        )
        if before and not goes_on and not is_plain and not _UNNAMED.intersection(before[-2:]):
            yield _Named(before, end, at)
        at = text.find(end, at + len(end))


def _is_same(asked: _Named, told: _Named) -> bool:
    """Say whether a name of the text may be the one asked for, written in full or short."""
    rest = iter(told.before)
    is_short = len(told.before) == 1 and told.before == asked.before[-1]
    return is_short or all(character in rest for character in asked.before)
