"""What does a question ask for, as a search sees it?

The words that ask (多少, 哪一年) are cut out before bigrams are made, so that nothing is searched
that no passage says. Stop words are not searched for; a bigram that touches one counts half. A
word of two characters is a bigram as well and so counts twice; one of a single character does too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from retrieval.answer.comparing import comparable
from retrieval.errors import EmptyQuestionError, QuestionTooLongError
from retrieval.lexicons import words as lexicon
from retrieval.params import Params
from retrieval.text import Token, TokenKind, searchable, tokenise

_ALONE = 2.0  # weight of a word of one character, whose bigrams say other things
_BESIDE_STOP_WORD = 0.5  # weight of a bigram that touches a stop word; docs/retrieval.md


class Unit(NamedTuple):
    """A Chinese character, or a whole number or Latin word: what bigrams are made of."""

    text: str
    is_character: bool
    in_stop_word: bool
    start: int  #: where it stands in the question


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, analysed."""

    question: str  #: as it was asked
    tokens: tuple[Token, ...]  #: all of it; offsets slice `question`
    content: tuple[Token, ...]  #: without the words that ask, stop words and marks
    runs: tuple[tuple[Unit, ...], ...]  #: what is told, unbroken by marks and words that ask
    weights: Mapping[str, float]  #: weight of each index term searched for


def analyse(question: str, *, params: Params | None = None) -> Query:
    """Turn a question into what is searched for.

    >>> query = analyse("请问路桥区有多少个错时共享车位？")
    >>> [token.term for token in query.content]
    ['路桥区', '错时', '共享', '车位']

    Raises:
        EmptyQuestionError: the question holds no word and no number.
        QuestionTooLongError: it is longer than `params` allow.
    """
    limit = (params or Params()).max_question_chars
    if len(question) > limit:
        raise QuestionTooLongError(length=len(question), limit=limit)
    tokens = tokenise(question)
    if all(token.kind is TokenKind.SYMBOL for token in tokens):
        raise EmptyQuestionError
    told = _without_asking(question, tokens)
    if not any(map(_is_content, told)):
        # A question of nothing but asking words (谁？) is searched for as it stands.
        told = tokens
    content = tuple(token for token in told if _is_content(token)) or tuple(
        token for token in told if token.kind is not TokenKind.SYMBOL
    )
    runs = tuple(_runs(told))
    return Query(
        question=question,
        tokens=tokens,
        content=content,
        runs=runs,
        weights=_weights(content, runs),
    )


def only(query: Query, kept: Iterable[Token]) -> Query:
    """Search for some of a query's content alone; what stands between breaks its runs."""
    content = tuple(kept)
    places = {place for token in content for place in range(token.start, token.end)}
    runs = tuple(
        tuple(units)
        for run in query.runs
        for inside, units in groupby(run, key=lambda unit: unit.start in places)
        if inside
    )
    return replace(query, content=content, runs=runs, weights=_weights(content, runs))


def _is_content(token: Token) -> bool:
    return token.kind is not TokenKind.SYMBOL and token.term not in lexicon("stop_words")


def _without_asking(question: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop the tokens that asking phrases cover whole."""
    text, starts = _aligned(question, tokens)
    ends = {token.end for token in tokens}
    # 几内亚 and 何家村 ask nothing: a phrase begins and ends where words do, so that a word that
    # begins within one lies within it whole.
    asking = {
        place
        for match in _asking().finditer(text)
        if match.start() in starts and match.end() in ends
        for place in range(*match.span())
    }
    return tuple(token for token in tokens if token.start not in asking)


def _aligned(question: str, tokens: tuple[Token, ...]) -> tuple[str, set[int]]:
    """Write the terms where they stand in the question, character for character."""
    text = list(" " * len(question))
    for token in tokens:
        if len(token.term) == token.end - token.start:
            text[token.start : token.end] = comparable(token.term)
    return "".join(text), {token.start for token in tokens}


@cache
def _asking() -> re.Pattern[str]:
    phrases = lexicon("question_words") | lexicon("lead_ins")
    longest_first = sorted(map(searchable, phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, longest_first)))


def _runs(told: Iterable[Token]) -> Iterator[tuple[Unit, ...]]:
    run: list[Unit] = []
    reached = -1
    for token in told:
        if token.start != reached or token.kind is TokenKind.SYMBOL:
            if run:
                yield tuple(run)
            run = []
        if token.kind is not TokenKind.SYMBOL:
            is_stop_word = token.term in lexicon("stop_words")
            is_word = token.kind is TokenKind.WORD
            units = token.term if is_word else (token.term,)
            run.extend(
                Unit(unit, is_word, is_stop_word, min(token.start + n, token.end - 1))
                for n, unit in enumerate(units)
            )
        reached = token.end
    if run:
        yield tuple(run)


def _weights(content: Iterable[Token], runs: Iterable[tuple[Unit, ...]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for token in content:
        is_alone = token.kind is TokenKind.WORD and len(token.term) == 1
        weight = _ALONE if is_alone else 1.0
        weights[token.term] = weights.get(token.term, 0.0) + weight
    for run in runs:
        for left, right in pairwise(run):
            beside = left.in_stop_word or right.in_stop_word
            bigram = left.text + right.text
            weights[bigram] = weights.get(bigram, 0.0) + (_BESIDE_STOP_WORD if beside else 1.0)
    return weights
