"""Which words of a question may not be missing where it is answered?

Names and numbers pin down what is asked: 椒江区 is not 路桥区, 2021年 is not 2023年. The measure
says which of a thing's numbers is meant: 进口 is not 出口.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.answer.asking import QuestionKind
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.lexicons import words
from retrieval.text import TokenKind, frequency, is_word

_ADMINISTRATIVE = (*tuple("省市县区镇乡村州"), "街道")


_MODAL = frozenset("要能会可想得需应该")  # before a verb: 要花, 能卖
_LITTLE_IMPORTANCE = 0.4
_ONE = "一"
_ALL_WORDS = 60e6  # that the dictionary's frequencies were counted in
_COMMON, _RARE = 8.0, 14.0  # log odds of a word: 20,000 and 50 of the 60 million
_LEAST_SPECIFIC = 0.1
_COPULA = re.compile("(?:约?[是为]|是?在|有|叫)?")
_MEASURED = frozenset(
    {
        QuestionKind.NUMBER,
        QuestionKind.LIST,
        QuestionKind.NAME,
        QuestionKind.PERSON,
        QuestionKind.PLACE,
    }
)


def is_name(term: AskedTerm) -> bool:
    """Say whether a word of the question is a number, a Latin word or a name.

    >>> is_name(AskedTerm("温州", 1.0, TokenKind.WORD, 0, 2))
    True
    >>> is_name(AskedTerm("企业", 1.0, TokenKind.WORD, 6, 8))
    False
    """
    word = term.text
    if term.kind is not TokenKind.WORD:
        return True
    if word in words("place_names"):
        return True
    if word in words("common_places"):
        return False
    if len(word) >= 3 and word.endswith(_ADMINISTRATIVE):
        return True
    # Two characters are too few: 管着, 为村 begin with a surname too.
    return (
        3 <= len(word) <= 4
        and (word[0] in words("surnames") or word[:2] in words("surnames"))
        and not is_word(word)
    )


def importance(term: AskedTerm) -> float:
    """Weigh how much it tells that a word is missing.

    Verbs, single characters, nouns for what is told (特点) and what counts one (一书) tell little.
    """
    word = term.text
    if term.kind is TokenKind.WORD and (
        len(word) == 1
        or (len(word) == 2 and word[0] == _ONE)
        or word in words("common_verbs")
        or word in words("verbs")
        or word in words("common_adverbs")
        or word in words("abstract_nouns")
    ):
        return _LITTLE_IMPORTANCE
    return 1.0


def telling(term: AskedTerm) -> float:
    """Weigh how much it tells of what a text is about that it holds a word.

    Where few passages hold a word that is frequent in Chinese (最终), that is chance.
    """
    is_frequent = term.text in words("frequent_words") and not is_name(term)
    return importance(term) * (_LITTLE_IMPORTANCE if is_frequent else 1.0)


def specificity(term: AskedTerm) -> float:
    """Weigh how much it tells that a word is missing, the more the rarer it is in Chinese.

    >>> [round(specificity(AskedTerm(word, 1.0, TokenKind.WORD, 0, 2)), 1)
    ...  for word in ("发展", "祖先", "费季")]
    [0.1, 0.4, 1.0]
    """
    how_often = frequency(term.text) if term.kind is TokenKind.WORD else 0
    rarity = math.log(_ALL_WORDS / how_often) if how_often else _RARE
    graded = (rarity - _COMMON) / (_RARE - _COMMON)
    return importance(term) * min(max(graded, _LEAST_SPECIFIC), 1.0)


class Attribute(NamedTuple):
    """Positions among the terms of whose attribute is asked for, and of the words that name it."""

    owner: int
    named: tuple[int, ...]


def attribute_asked(question: Question, terms: Sequence[AskedTerm]) -> Attribute | None:
    """Find what a question asks of something: of 玉明的校训是什么 the 校训, of 玉明.

    >>> from retrieval.answer.questions import parse_question
    >>> terms = [AskedTerm("玉明", 1.0, TokenKind.WORD, 0, 2),
    ...          AskedTerm("校训", 1.0, TokenKind.WORD, 3, 5)]
    >>> attribute_asked(parse_question("玉明的校训是什么？"), terms)
    Attribute(owner=0, named=(1,))
    """
    if question.phrase is None:
        return None
    before = [n for n, term in enumerate(terms) if term.end <= question.phrase.start]
    if not before:
        return None
    first = last = before[-1]
    if importance(terms[last]) < 1.0:
        return None  # 心脏具有几个心室
    while first and terms[first - 1].end == terms[first].start:
        first -= 1
    if not first or question.folded[terms[first - 1].end : terms[first].start] != "的":
        return None
    if _COPULA.fullmatch(question.folded, terms[last].end, question.phrase.start) is None:
        return None
    return Attribute(first - 1, tuple(range(first, last + 1)))


def is_place(term: AskedTerm) -> bool:
    """Say whether a name is that of a place, which a report names once for all its passages."""
    word = term.text
    return word in words("place_names") or (
        len(word) >= 3 and word.endswith(_ADMINISTRATIVE) and word not in words("common_places")
    )


def is_said_by_unit(term: AskedTerm) -> bool:
    """Say whether a number of the right unit says the word already (占比, 年龄)."""
    return term.text in words("unit_nouns")


def measure_terms(question: Question, terms: Sequence[AskedTerm]) -> list[int]:
    """Find the positions among `terms` of what is measured or asked for.

    The noun asked for where the words name it, else the words right beside the asking phrase.

    >>> from retrieval.answer.questions import parse_question
    >>> terms = [AskedTerm("五常", 1.0, TokenKind.WORD, 0, 2),
    ...          AskedTerm("进口", 1.0, TokenKind.WORD, 2, 4)]
    >>> measure_terms(parse_question("五常进口多少？"), terms)
    [1]
    """
    if question.head is not None and question.noun_is_class:
        return []  # 哪个村, 哪家公司: the answer itself shows that it is one
    if question.head is not None and question.noun not in words("unit_nouns"):
        start, end = question.head
        inside = [n for n, term in enumerate(terms) if term.start < end and start < term.end]
        if inside:
            # What stands right before the noun belongs to it: 进口|额, 民营企业|占比.
            first = inside[0]
            if first and terms[first - 1].end >= terms[first].start - 1:
                inside.insert(0, first - 1)
            return inside
    if question.phrase is None or question.kind not in _MEASURED:
        return []
    after = [n for n, t in enumerate(terms) if 0 <= t.start - question.phrase.end <= 1]
    if after:
        return after[:1]
    if question.head is not None:  # 占比: what the share is of, and whose it is
        before = [n for n, t in enumerate(terms) if t.end <= question.head.start]
        return [n for n in before if not is_said_by_unit(terms[n])][-2:]
    before = [n for n, t in enumerate(terms) if 0 <= question.phrase.start - t.end <= 3]
    return [
        n for n in before[-1:] if importance(terms[n]) == 1.0 and terms[n].text[0] not in _MODAL
    ]


def names_the_class(term: AskedTerm, question: Question) -> bool:
    """Say whether a word only says what the answer is (哪些[牌子]), which it shows itself."""
    if question.phrase is None or question.kind not in _MEASURED - {QuestionKind.NUMBER}:
        return False
    if question.head is not None and question.noun_is_class:
        return question.head.start <= term.start < question.head.end
    return 0 <= term.start - question.phrase.end <= 1
