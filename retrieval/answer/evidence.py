"""How much of a question does each sentence of a passage hold?

The content words of the question are taken apart once, and looked for in every sentence, in the
passage and in its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.answer.comparing import comparable
from retrieval.answer.locating import AskedTerm, Held, locate
from retrieval.answer.query import Query
from retrieval.answer.questions import Question
from retrieval.answer.sentences import split_sentences
from retrieval.answer.years import Written, names_a_year, written, years_named
from retrieval.generation import Generation
from retrieval.index import Index
from retrieval.lexicons import words
from retrieval.text import Token, TokenKind, is_word
from retrieval.types import Hit, KeyNumber, Span

#: Little words that a segmenter takes into a name it does not know: 沈家|华是, 由沸|流.
_GLUED_BEHIND = frozenset("是为于在有被由的了着过现会且将曾又也就才都")
_GLUED_BEFORE = frozenset("成由于和与在初及同对把被从向")
#: The same, but a name may have them: only where the corpus has the rest and not the whole.
_OFTEN_BEHIND = frozenset("指及因所时要能可约最而以之未不没仍即常还更并与和从对把去来到用花")
_OFTEN_BEFORE = frozenset("一最约曾会时而要所未之先每各该此以因仍即若当共仅只再更还已能可均并及用")
_PLACES_WITH_INSIDE = frozenset("村镇市区县省校厂店园院")
_LEVELS = frozenset("市县区镇乡村州旗")
_WHICH_ONE = "哪一"
_GLUED_SUM = "中共"  # 全市中|共有多少
_NAME = 2  # characters
_LEAST_WEIGHT = 0.1  # of a term that nearly every passage holds
_CLAUSE_MARK = re.compile(r"[，,；;：:。！？!?…—\n]")


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
        for token in _recut(_with_levels(_without_one(query.content, question)), index)
        if token.end <= phrase.start or token.start >= phrase.end
        if token.term not in words("question_fillers")
        if not (token.term == _GLUED_SUM and question.folded.startswith("有", token.end))
        for term in _halves(token, index)
    )


def _without_one(tokens: Iterable[Token], question: Question) -> Iterator[Token]:
    """Cut off the 一 that belongs to the asking word: 哪|一国."""
    for token in tokens:
        if len(token.term) > 1 and question.folded.startswith(_WHICH_ONE, token.start - 1):
            yield Token(token.term[1:], token.start + 1, token.end, token.kind)
        else:
            yield token


def _with_levels(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join the name of a place that the dictionary does not know with what it is: 青岭|县."""
    last: Token | None = None
    for token in tokens:
        if last is not None and _is_level_of(token, last):
            token = Token(last.term + token.term, last.start, token.end, token.kind)
            last = None
        if last is not None:
            yield last
        last = token
    if last is not None:
        yield last


def _recut(tokens: Iterable[Token], index: Index) -> Iterator[Token]:
    """Cut anew what was cut a character too early, by what the corpus says: 遂|安新冠."""
    last: Token | None = None
    for token in tokens:
        if last is not None and _is_cut_early(last, token, index):
            last = Token(last.term + token.term[0], last.start, token.start + 1, last.kind)
            token = Token(token.term[1:], token.start + 1, token.end, token.kind)
        if last is not None:
            yield last
        last = token
    if last is not None:
        yield last


def _is_cut_early(one: Token, following: Token, index: Index) -> bool:
    word = following.term
    return (
        one.kind is following.kind is TokenKind.WORD
        and one.end == following.start
        and len(one.term) == 1
        and len(word) == following.end - following.start > _NAME
        and not is_word(word)
        and not (word in index or word[:2] in index)
        and word[1:] in index
        and one.term + word[0] in index
    )


def _is_level_of(level: Token, name: Token) -> bool:
    return (
        level.term in _LEVELS
        and level.start == name.end
        and name.kind is TokenKind.WORD
        and len(name.term) == _NAME
        and not is_word(name.term)
    )


def _halves(token: Token, index: Index) -> Iterator[AskedTerm]:
    word, end = token.term, token.end
    start = token.start
    if end - start == len(word) > 1 and not is_word(word):
        if word[-1] in _GLUED_BEHIND:
            word, end = word[:-1], end - 1
        elif word[0] in _GLUED_BEFORE and word not in index and _is_said(word[1:], index):
            word, start = word[1:], start + 1
        elif word not in index and word[-1] in _OFTEN_BEHIND and _is_said(word[:-1], index):
            word, end = word[:-1], end - 1
        elif word not in index and word[0] in _OFTEN_BEFORE and _is_said(word[1:], index):
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
    total = held = 0.0
    for term, share in zip(terms, shares, strict=True):
        total += term.weight
        held += term.weight * share
    return held / total if total else 0.0


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
