"""Who holds the office that is asked about?

Reports put a name right behind an office (社区妇女主任何秀英说, 主编：薛宗翰), where no word ends
that a dictionary knows: 任何 is one. The office says where the name begins, and whose it is: a
妇女主任 is no 主任 of the community, the head of one bureau not that of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from retrieval.answer.asking import QuestionKind
from retrieval.answer.evidence import Reading
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.questions import Question
from retrieval.lexicons import words
from retrieval.text import is_word
from retrieval.types import Span

_LONGEST = 20  # characters of an office, with whose it is
_UNIT = 2  # characters right before an office that tell whose it is
_LINK = r"[:\s]{0,3}(?:[为是由]|一职由)?"
_HAN = "\u4e00-\u9fff"
_NOT_IN_A_NAME = frozenset("到赴说称在是的和与则也将已曾等就及或对向为及、了")
_ARTICLES = re.compile("^(?:谁|是|担任|时任|现任|新任|其|该|任)+")
#: 区委书记 is the 书记 of the district; 统战工作负责人 is in charge of 统战.
_GOVERNING = re.compile("(?:党委|委|人民政府|政府|工作)$")
_IN_NAME = ("名誉", "荣誉", "常务", "执行", "代理")
_LEVELS = frozenset("村镇乡县区市")
_NUMERALS = frozenset("零〇一二三四五六七八九十百")
_BEFORE_WHO = re.compile("(?:现在|目前|又|的)?(?:是|为|叫|由)?")


class Office(NamedTuple):
    """An office and what stands before it."""

    whose: str
    name: str  #: 局长, 副主任


class Holder(NamedTuple):
    """A person behind an office; the span is the name's in the text."""

    office: Office
    span: Span


def asked_office(question: Question) -> Office | None:
    """Read which office a question asks to be told the holder of.

    >>> from retrieval.answer.questions import parse_question
    >>> asked_office(parse_question("青岭县审计局副局长是谁？"))
    Office(whose='青岭县审计局', name='副局长')
    """
    if question.kind is not QuestionKind.PERSON:
        return None
    found = list(_office().finditer(question.folded))
    if not found:
        return None
    last, phrase = found[-1], question.phrase
    end = last.end("office")
    if phrase is not None and end <= phrase.start:
        if not _BEFORE_WHO.fullmatch(question.folded[end : phrase.start]):
            return None
    elif re.match(f"[{_HAN}]", question.folded[end:]):
        return None
    return _read(question.folded, last)


def holders(text: str) -> Iterator[Holder]:
    """Go through the persons that stand right behind an office, in reading order.

    >>> text = "社区妇女主任何秀英说"
    >>> [text[slice(*holder.span)] for holder in holders(text)]
    ['何秀英']
    """
    for match in _office().finditer(text):
        start = match.end("link")
        length = _length_of_name(text, start)
        if length:
            yield Holder(_read(text, match), Span(start, start + length))


def is_of(asked: Office, said: Office) -> bool:
    """Say whether an office of the text is the one asked about.

    What stands right before it must be in the question; the bare office is whose the report is.

    >>> is_of(Office("灯火巷社区", "主任"), Office("社区妇女", "主任"))
    False
    >>> is_of(Office("东湖医院", "院长"), Office("", "院长"))
    True
    >>> is_of(Office("书画协会名誉", "会长"), Office("", "会长"))
    False
    """
    whose = _GOVERNING.sub("", said.whose)
    if whose.endswith("的"):
        whose = ""  # 分管教学的|副校长: what one does there
    if asked.name != said.name or whose[-_UNIT:] not in asked.whose:
        return False
    if asked.whose.endswith(_IN_NAME) and not whose.endswith(_IN_NAME):
        return False  # 名誉会长 is no 会长
    length = _shared_end(asked.whose, whose)
    wanted = set(asked.whose[: len(asked.whose) - length])
    rest = set(whose[: len(whose) - length])
    # 滨江|法院 and 滨江市中级人民|法院, but not 中国|常驻 and 美国|常驻.
    # 望江|文旅局 and 市|文旅局.
    return not (length and wanted and rest) or not wanted.isdisjoint(rest) or rest <= _LEVELS


def holder_candidates(question: Question, readings: Sequence[Reading]) -> list[Candidate]:
    """List the persons who hold the office that a question asks about."""
    asked = asked_office(question)
    if asked is None:
        return []
    return [
        one
        for office, one in _held(readings)
        if is_of(asked, office)
        and not _is_elsewhere(asked, office, one.reading.folded[: one.span.start])
    ]


def is_held_by_others(question: Question, candidate: Candidate) -> bool:
    """Say whether a passage names holders of such an office, but not of the one asked about."""
    asked = asked_office(question)
    if asked is None:
        return False
    text = candidate.reading.folded
    rank = asked.name.removeprefix("副")
    told = any(holder.office.name.removeprefix("副") == rank for holder in holders(text))
    offices = ((_read(text, match), match.start()) for match in _office().finditer(text))
    return told and not any(
        is_of(asked, office) and not _is_elsewhere(asked, office, text[:start])
        for office, start in offices
    )


def _is_elsewhere(asked: Office, said: Office, told: str) -> bool:
    """Say whether a bare 村支书 is that of another village than asked: the one last told of."""
    level = said.whose[:1]
    wanted = re.search(f"[{_HAN}]{{2}}{level}", asked.whose) if level in _LEVELS else None
    if wanted is None:
        return False
    named = re.findall(f"([{_HAN}]{{2}}{level})(?![{level}长民党委])", told)
    return bool(named) and named[-1] != wanted.group()


def _shared_end(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-length - 1] == other[-length - 1]:
        length += 1
    return length


def _held(readings: Sequence[Reading]) -> Iterator[tuple[Office, Candidate]]:
    for reading in readings:
        for sentence in reading.sentences:
            offset = sentence.span.start
            for holder in holders(sentence.folded):
                start, end = holder.span
                span = Span(offset + start, offset + end)
                yield holder.office, Candidate(reading, sentence, span)


def _read(text: str, match: re.Match[str]) -> Office:
    """Take an office and what stands before it, from the last mark on."""
    before = text[max(match.start() - _LONGEST, 0) : match.start()]
    whose = re.split(f"[^{_HAN}]", before)[-1]
    return Office(_ARTICLES.sub("", whose), match["office"])


def _length_of_name(text: str, start: int) -> int:
    """Measure the personal name at `start`; 0 where none stands there."""
    surname = 2 if text[start : start + 2] in words("surnames") else 1
    if text[start : start + surname] not in words("surnames"):
        return 0
    for length in (surname + 2, surname + 1):
        name = text[start : start + length]
        given = name[surname:]
        if (
            len(name) == length
            and re.fullmatch(f"[{_HAN}]+", given)
            and not _NOT_IN_A_NAME.intersection(given)
            and not _NUMERALS.issuperset(given)
            and not is_word(name)
            and _ends(text, start + length)
        ):
            return length
    return 0


def _ends(text: str, end: int) -> bool:
    """Say whether a name may end here: 王明|表示, not 安倍晋|三."""
    following = text[end : end + 1]
    if following in ("·", "说"):
        return following == "说"
    apart = not re.match(f"[{_HAN}]", following) or is_word(text[end : end + 2])
    if not apart and following not in words("stop_words") | words("verbs"):
        return False
    return not is_word(text[end - 1 : end + 1]) or apart


@cache
def _office() -> re.Pattern[str]:
    offices = "|".join(sorted(words("offices"), key=len, reverse=True))
    return re.compile(rf"(?P<office>副?(?:{offices}))(?P<link>{_LINK})")
