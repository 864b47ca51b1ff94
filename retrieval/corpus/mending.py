"""Does an unclosed paragraph go on in the next one, and how do we know?

The page was cut at columns and photographs, and now and then it lost text. Each break is judged by
the characters at its two edges and by what stood between; where the evidence says that text is
missing, the break is a gap, and nothing is ever glued over it.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from retrieval.corpus.lines import CLOSERS, has_inner_marks, is_closed
from retrieval.corpus.patterns import WordTest, is_enumerated
from retrieval.lexicons import words

MAX_SALUTATION_CHARS = 15  # 各位代表： 会议议程如下： stand on a line of their own
MAX_LABEL_CHARS = 14  # a subhead, an item of a list
MAX_NUMBER_CHARS = 24
MAX_WORD_CHARS = 4  # 穆斯|林, 昼伏夜|出
MIN_PROSE_CHARS = 31  # a line this long without a mark is no heading

_LONE_ENDS = CLOSERS | frozenset("，。、；！？,.;!?…")
_NUMERALS = frozenset("0123456789０１２３４５６７８９%％〇零一二两三四五六七八九十百千万亿")
#: Characters that no sentence begins with: particles lean on the word before them.
_LEANING = frozenset("的了着过吗呢吧啊们")
#: Characters that no line of its own ends with: they wait for what they govern.
_WAITING = frozenset("的和与及或在对把被将从向于为以由比是")
#: Words of one character that often open a sentence.
_OPENING = frozenset("在据当从为对这那我他她它你该本其由以将自至今")
_PAUSES = frozenset("，、；,;（(“‘《—")


_CUT_NUMBER = re.compile(r"[\u3400-\u9fff，、“（][0-9.,]*[0-9]$")
_NUMBER_REST = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:[%％]|[\u3400-\u9fff])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年")


class Break(Enum):
    """What stands between an unclosed stretch and the next one."""

    JOIN = auto()  #: nothing: they are one paragraph
    GAP = auto()  #: text that the source lost
    APART = auto()  #: the first was complete as it stood


def word_spans_break(left: str, right: str, is_word: WordTest) -> bool:
    """Say whether the characters at the two edges make a word that the break cut apart.

    Where both sides are whole words already (进行|基层), a word of two characters across proves
    nothing.

    >>> word_spans_break("浙东唐诗之路消", "费季暨路桥区", {"消费"}.__contains__)
    True
    >>> word_spans_break("作息异常，昼伏夜", "出，", {"昼伏夜出"}.__contains__)
    True
    """
    if not _is_han(left[-1:]) or not _is_han(right[:1]):
        return False
    if is_word(left[-1] + right[0]) and not (
        len(left) > 1
        and is_word(left[-2:])
        and (right[0] in _OPENING or is_word(right[:2]) or is_word(right[:3]))
    ):
        return True
    return any(
        is_word(left[-n_left:] + right[: n_chars - n_left])
        for n_chars in range(3, MAX_WORD_CHARS + 1)
        for n_left in range(1, n_chars)
        if len(left) >= n_left and len(right) >= n_chars - n_left
    )


def number_spans_break(left: str, right: str) -> bool:
    """Say whether the break cut a number apart, or parted it from its measure word.

    Cells of a table (a space before the number) and years are numbers of their own.

    >>> number_spans_break("实现收入51", "5.99亿元，"), number_spans_break("二千四百万", "人，")
    (True, True)
    >>> number_spans_break("行政 85", "77 销售"), number_spans_break("实现收入51", "2023年，")
    (False, False)
    """
    if left[-1:] in _NUMERALS and right[:1] in words("phrase_ends"):
        return True
    return (
        _CUT_NUMBER.search(left[-MAX_NUMBER_CHARS:]) is not None
        and _NUMBER_REST.match(right) is not None
        and _YEAR.match(right) is None
    )


def has_lone_start(text: str) -> bool:
    """Say whether `text` begins with one character closed off by a mark: the end of a lost word.

    >>> has_lone_start("作。近年来"), has_lone_start("了。近年来"), has_lone_start("近年来，")
    (True, False, False)
    """
    return (
        _is_han(text[:1])
        and text[1:2] in _LONE_ENDS
        and text[3:4] not in _LONE_ENDS  # 工、农、商 lists words of one character
        and text[0] not in _LEANING
        and text[0] not in words("phrase_ends")
        and not is_enumerated(text)
    )


def leans_back(text: str) -> bool:
    """Say whether no sentence can begin so."""
    return text[:1] in _LEANING or text[:1] in "，。、；：！？”’）》」』"


def waits_on(text: str) -> bool:
    """Say whether no line of its own can end so."""
    return text[-1:] in _WAITING or text[-1:] in _PAUSES


def judge_break(
    left: str,
    right: str,
    is_word: WordTest,
    *,
    figure: bool,
    wide: bool,
    closing: bool,
) -> Break:
    """Judge the break between two paragraphs of one report.

    Args:
        left: the paragraph before the break.
        right: the paragraph after it.
        is_word: the dictionary.
        figure: a caption or a credit stands between.
        wide: more blank lines than usual stand between.
        closing: paragraphs of this report usually end as sentences do, so that one that does not
            was cut.
    """
    if is_closed(left) or is_enumerated(right):
        return Break.APART
    if word_spans_break(left, right, is_word) or number_spans_break(left, right):
        return Break.JOIN
    prose = has_inner_marks(left) or len(left) >= MIN_PROSE_CHARS
    if closing and has_lone_start(right):
        return Break.GAP
    if figure or (wide and not waits_on(left)):
        return Break.GAP if closing and (prose or waits_on(left)) else Break.APART
    if leans_back(right) or waits_on(left):
        return Break.JOIN
    if not prose and len(left) <= MAX_LABEL_CHARS:
        return Break.APART
    if left.endswith(("：", ":")):
        return Break.JOIN if len(left) > MAX_SALUTATION_CHARS else Break.APART
    return Break.JOIN if closing else Break.APART


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
