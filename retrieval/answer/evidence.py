"""Which words of a question does a text hold, and where?

A word is held as it stands, as an abbreviation (经开区 of 经济开发区), by a synonym, or in part
(化工 of 化工厂), each with the share of the word that is there. Numbers and Latin words are held
whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from retrieval.answer.comparing import comparable
from retrieval.answer.numerals import counted_otherwise, written_otherwise
from retrieval.answer.query import Query
from retrieval.answer.questions import Question
from retrieval.answer.sentences import split_sentences
from retrieval.answer.years import Written, names_a_year, written, years_named
from retrieval.generation import Generation
from retrieval.index import Index
from retrieval.lexicons import rows, words
from retrieval.text import Token, TokenKind, is_word
from retrieval.types import Hit, KeyNumber, Span

_SHARE_OF_ABBREVIATION = 0.9
_SHARE_OF_SYNONYM = 0.8
_SHARE_OF_ONE_CHARACTER = 0.3  # of a two-character word: 涨 of 上涨
_LONGEST_ABBREVIATION = 4  # characters
#: Little words that a segmenter takes into a name it does not know: 沈家|华是, 由沸|流.
_GLUED_BEHIND = frozenset("是为于在有被由的了着过现会且将曾又也就才都")
_GLUED_BEFORE = frozenset("成由于和与在初及同对把被从向")
_PLACES_WITH_INSIDE = frozenset("村镇市区县省校厂店园院")
_LEAST_WEIGHT = 0.1  # of a term that nearly every passage holds


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


_CLAUSE_MARK = re.compile(r"[，,；;：:。！？!?…—\n]")
_ABSENT = Held(0.0, (), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a passage with what it holds of the question."""

    position: int  #: in the passage, from 0
    span: Span  #: in the passage
    folded: str
    marks: tuple[int, ...]  #: where its clauses end, offsets into `folded`, ascending
    held: tuple[Held, ...]  #: one for each asked term; offsets into `folded`
    coverage: float  #: weighted share of the question that the sentence holds
    coverage_titled: float  #: the same, words of the title counted as held


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A passage as it is read for one question."""

    hit: Hit
    ordinal: int
    folded: str  #: the passage's text, comparable, offset for offset
    numbers: tuple[KeyNumber, ...]
    sentences: tuple[Sentence, ...]
    shares: tuple[float, ...]  #: of each asked term in passage, section and title
    coverage: float  #: weighted share of the question in passage, section and title
    written: Written | None = None  #: from when its report counts years, if the question names one


def asked_terms(question: Question, query: Query, index: Index) -> tuple[AskedTerm, ...]:
    """List the content words of a question outside its asking phrase, in reading order.

    A compound of two words is taken as both (外资|企业), so that a text that holds only its noun
    is seen to lack the rest. Words that only ask for a sum (一共, 大约) are left out.
    """
    phrase = question.phrase or Span(0, 0)
    return tuple(
        term
        for token in query.content
        if token.end <= phrase.start or token.start >= phrase.end
        if token.term not in words("question_fillers")
        for term in _halves(token, index)
    )


def _halves(token: Token, index: Index) -> Iterator[AskedTerm]:
    word, end = token.term, token.end
    start = token.start
    if end - start == len(word) > 1 and not is_word(word):
        if word[-1] in _GLUED_BEHIND:
            word, end = word[:-1], end - 1
        elif word[0] in _GLUED_BEFORE and word not in index and _is_said(word[1:], index):
            word, start = word[1:], start + 1
    if len(word) == 2 and word[1] == "里" and word[0] in _PLACES_WITH_INSIDE:
        word, end = word[0], end - 1  # 方林|村里
    whole = token.kind is not TokenKind.WORD or len(word) != 4 or end - start != 4
    if whole or not (is_word(word[:2]) and is_word(word[2:])):
        yield _term(word, index, token.kind, start, end)
    else:
        yield _term(word[:2], index, token.kind, start, start + 2)
        yield _term(word[2:], index, token.kind, start + 2, end)


def _is_said(word: str, index: Index) -> bool:
    """Say whether the corpus holds a word, or of a longer one all that it is searched by."""
    return word in index or (
        len(word) > 2 and all(word[i : i + 2] in index for i in range(len(word) - 1))
    )


def _term(word: str, index: Index, kind: TokenKind, start: int, end: int) -> AskedTerm:
    return AskedTerm(word, max(index.idf(word), _LEAST_WEIGHT), kind, start, end)


def read_passage(
    hit: Hit, terms: Sequence[AskedTerm], generation: Generation, *, dated: bool = False
) -> Reading:
    """Read a passage for what it holds of the question; `dated` where that names a year."""
    passage = hit.passage
    folded = comparable(passage.text)
    ordinal = generation.ordinal(passage.id)
    heading = comparable(f"{passage.report_title}\n{passage.section or ''}\n")
    of = written(generation.report(passage.report_id)) if dated else None
    titled = tuple(
        max(locate(term, heading).share, float(_is_year_told(term, folded, of))) for term in terms
    )
    sentences = tuple(
        _read_sentence(folded, position, span, terms, titled, of)
        for position, span in enumerate(split_sentences(folded))
    )
    shares = tuple(
        max(titled[i], *(sentence.held[i].share for sentence in sentences), 0.0)
        for i in range(len(terms))
    )
    return Reading(
        hit=hit,
        ordinal=ordinal,
        folded=folded,
        numbers=generation.numbers[ordinal],
        sentences=sentences,
        shares=shares,
        coverage=weighted_share(terms, shares),
        written=of,
    )


def _is_year_told(term: AskedTerm, text: str, of: Written | None) -> bool:
    """Say whether a year is the one of the report, in a passage that names none."""
    return of is not None and term.text == str(of.year) == str(of.told) and not names_a_year(text)


def weighted_share(terms: Sequence[AskedTerm], shares: Iterable[float]) -> float:
    """Average `shares` by the weight of their terms; 0 without terms."""
    total = sum(term.weight for term in terms)
    held = sum(term.weight * share for term, share in zip(terms, shares, strict=True))
    return held / total if total else 0.0


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
        return _whole(word, text)
    starts = _starts(word, text)
    if starts:
        return Held(1.0, starts, len(word))
    return (
        _in_digits(word, text)
        or _abbreviated(word, text)
        or _by_synonym(word, text)
        or _in_part(word, text)
    )


def _read_sentence(
    folded: str,
    position: int,
    span: Span,
    terms: Sequence[AskedTerm],
    titled: Sequence[float],
    of: Written | None,
) -> Sentence:
    text = folded[span.start : span.end]
    held = tuple(_by_distance(term, text, of) or locate(term, text) for term in terms)
    coverage = weighted_share(terms, (one.share for one in held))
    marks = tuple(match.start() for match in _CLAUSE_MARK.finditer(text))
    return Sentence(
        position=position,
        span=span,
        folded=text,
        marks=marks,
        held=held,
        coverage=coverage,
        coverage_titled=weighted_share(
            terms, (max(one.share, share) for one, share in zip(held, titled, strict=True))
        ),
    )


def _by_distance(term: AskedTerm, text: str, of: Written | None) -> Held | None:
    """Find a year that a dated text names by its distance: 2023 as 去年."""
    if of is None or term.kind is not TokenKind.NUMBER:
        return None
    named = [one for one in years_named(text, of) if str(one.year) == term.text]
    if not named:
        return None
    return Held(1.0, tuple(one.start for one in named), named[0].end - named[0].start)


def _starts(word: str, text: str) -> tuple[int, ...]:
    starts = []
    at = text.find(word)
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
    if word[-1].isdigit():
        return after[:1].isdigit() or (after[:1] == "." and after[1:].isdigit())
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


def _by_synonym(word: str, text: str) -> Held | None:
    for synonym in _synonyms().get(word, ()):
        starts = _starts(synonym, text)
        if starts:
            return Held(_SHARE_OF_SYNONYM, starts, len(synonym))
    return None


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Map each word to the other words of its groups."""
    table: dict[str, tuple[str, ...]] = {}
    for group in rows("synonyms"):
        for word in group:
            others = tuple(other for other in group if other != word)
            table[word] = table.get(word, ()) + others
    return table


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
