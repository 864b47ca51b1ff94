"""Where does a text hold a word of the question?

As it stands, as an abbreviation (经开区 of 经济开发区), by another name, by a synonym, or in part
(化工 of 化工厂), each with the share of the word that is there. Numbers are held whole or not.
"""

from __future__ import annotations

from typing import NamedTuple

from retrieval.answer import kin
from retrieval.answer.numerals import counted_otherwise, written_otherwise
from retrieval.text import TokenKind, is_word

_SHARE_OF_ABBREVIATION = 0.9
_SHARE_OF_ONE_CHARACTER = 0.3  # of a two-character word, 涨 of 上涨, or a synonym: 岁 of 年龄
_LONGEST_ABBREVIATION = 4  # characters


class AskedTerm(NamedTuple):
    """A content word of the question; `start` and `end` slice the question."""

    text: str
    weight: float  #: idf in the corpus
    kind: TokenKind
    start: int
    end: int


class Held(NamedTuple):
    """How much of a term a text holds, and where."""

    share: float  #: 0 to 1
    starts: tuple[int, ...]  #: offsets into the text, ascending
    length: int  #: of what stands there, in characters


_ABSENT = Held(0.0, (), 0)


def locate(term: AskedTerm, text: str) -> Held:
    """Find a term in a comparable text.

    >>> locate(AskedTerm("化工厂", 1.0, TokenKind.WORD, 0, 3), "石化工业")
    Held(share=0.6666666666666666, starts=(1,), length=2)
    >>> locate(AskedTerm("民企", 1.0, TokenKind.WORD, 0, 2), "共有民营企业1479家").starts
    (2,)
    >>> locate(AskedTerm("2704", 1.0, TokenKind.NUMBER, 0, 4), "12704个").share
    0.0
    """
    word = term.text
    if term.kind is not TokenKind.WORD:
        held = _whole(word, text)
        return held if held.share else _by_other_name(word, text) or held
    starts = _starts(word, text)
    if starts:
        return Held(1.0, starts, len(word))
    return (
        _in_digits(word, text)
        or _abbreviated(word, text)
        or _by_other_name(word, text)
        or _by_synonym(word, text)
        or _in_part(word, text)
    )


def _starts(word: str, text: str) -> tuple[int, ...]:
    at = text.find(word)
    if at < 0:
        return ()
    starts = []
    while at >= 0:
        starts.append(at)
        at = text.find(word, at + len(word))
    return tuple(starts)


def _whole(word: str, text: str) -> Held:
    starts = tuple(at for at in _starts(word, text) if not _continues(word, text, at))
    if starts:
        return Held(1.0, starts, len(word))
    for spelling in written_otherwise(word):
        match = spelling.search(text)
        if match is not None:
            return Held(1.0, (match.start(),), len(match.group()))
    return _ABSENT


def _continues(word: str, text: str, at: int) -> bool:
    """Say whether the word found at `at` is a part of a longer number or Latin word."""
    before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 2]
    if word[0].isdigit() and before.isdigit():
        return True
    if word[-1].isdigit():  # PM2|.5 is cut there in the question, too
        is_decimal = after[:1] == "." and after[1:].isdigit()
        return after[:1].isdigit() or (is_decimal and word[0].isdigit())
    return (before + after[:1]).isascii() and (before.isalpha() or after[:1].isalpha())


def _in_digits(word: str, text: str) -> Held | None:
    """Find a count that is one word (三年) where it is written in digits."""
    for counted in counted_otherwise(word):
        starts = tuple(at for at in _starts(counted.text, text) if not text[:at][-1:].isdigit())
        if starts and counted.end - counted.start == len(word):
            return Held(1.0, starts, len(counted.text))
    return None


def _abbreviated(word: str, text: str) -> Held | None:
    """Find what `word` may shorten: words in a row whose first characters spell it."""
    if not 2 <= len(word) <= _LONGEST_ABBREVIATION:
        return None
    for start in _starts(word[0], text):
        end = _spelled(word, text, start)
        if end is not None and end - start > len(word):
            return Held(_SHARE_OF_ABBREVIATION, (start,), end - start)
    return None


def _spelled(initials: str, text: str, start: int) -> int | None:
    """Find where the words that begin with `initials`, one after the other, end.

    A two-character abbreviation shortens two whole words (民企), so that 进口 is not found in
    进出口; a longer one may keep a character (经开区 of 经济|开发|区).
    """
    ends = {start}
    lengths = (2, 3) if len(initials) == 2 else (1, 2, 3)
    for initial in initials:
        ends = {
            at + length
            for at in ends
            if text.startswith(initial, at)
            for length in lengths
            if at + length <= len(text) and (length == 1 or is_word(text[at : at + length]))
        }
    return max(ends, default=None)


def _by_other_name(word: str, text: str) -> Held | None:
    """Find what is the same thing by another name: 生产总值 for GDP."""
    for name in kin.abbreviations().get(word, ()):
        starts = _starts(name, text)
        if name.isascii():  # AI stands in no email
            starts = tuple(at for at in starts if not _continues(name, text, at))
        if starts:
            return Held(1.0, starts, len(name))
    return None


def _by_synonym(word: str, text: str) -> Held | None:
    for synonym in kin.synonyms().get(word, ()):
        starts = _starts(synonym, text)
        if starts:
            alone = len(synonym) == 1
            share = _SHARE_OF_ONE_CHARACTER if alone else kin.SHARE_OF_SYNONYM
            return Held(share, starts, len(synonym))
    return None


def _in_part(word: str, text: str) -> Held:
    for length in range(len(word) - 1, 1, -1):
        for at in range(len(word) - length, -1, -1):  # the last part of a word is its noun
            starts = _starts(word[at : at + length], text)
            if starts:
                return Held(length / len(word), starts, length)
    if len(word) == 2:
        for character in reversed(word):
            starts = _starts(character, text)
            if starts:
                return Held(_SHARE_OF_ONE_CHARACTER, starts, 1)
    return _ABSENT
