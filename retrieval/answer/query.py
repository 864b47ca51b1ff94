"""What does a question ask for, as a search sees it?

The words that ask (多少, 哪一年) are cut out before bigrams are made, so that nothing is
searched that no passage says; stop words are left out by themselves but stay inside bigrams.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from retrieval.errors import EmptyQuestionError
from retrieval.lexicons import words as lexicon
from retrieval.text import Token, TokenKind, searchable, tokenise
from retrieval.text.terms import bigrams, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question, analysed."""

    question: str  #: as it was asked
    tokens: tuple[Token, ...]  #: all of it; offsets slice `question`
    content: tuple[Token, ...]  #: without the words that ask and without stop words
    weights: Mapping[str, float]  #: weight of each index term searched for


def analyse(question: str) -> Query:
    """Turn a question into what is searched for.

    >>> analyse("请问路桥区有多少个错时共享车位？").content[0].term
    '路桥区'

    Raises:
        EmptyQuestionError: the question holds no word and no number.
    """
    tokens = tokenise(question)
    if all(token.kind is TokenKind.SYMBOL for token in tokens):
        raise EmptyQuestionError
    told = _without_asking(question, tokens)
    content = tuple(
        token
        for token in told
        if token.kind is not TokenKind.SYMBOL and token.term not in lexicon("stop_words")
    )
    # A question of nothing but asking words (谁？) is still searched for as it stands.
    weights = _weights(content, told) or _weights(tokens, tokens)
    return Query(question=question, tokens=tokens, content=content, weights=weights)


def _weights(content: Iterable[Token], told: Iterable[Token]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term in words(content) + bigrams(told):
        weights[term] = weights.get(term, 0.0) + 1.0
    return weights


def _without_asking(question: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Drop the tokens that asking phrases cover whole."""
    starts = {token.start for token in tokens}
    ends = {token.end for token in tokens}
    cut = [
        match.span()
        for match in _asking().finditer(searchable(question))
        # 几内亚 and 何家村 ask nothing: a phrase begins and ends where words do.
        if match.start() in starts and match.end() in ends
    ]
    return tuple(
        token
        for token in tokens
        if not any(start <= token.start and token.end <= end for start, end in cut)
    )


@cache
def _asking() -> re.Pattern[str]:
    phrases = lexicon("question_words") | lexicon("lead_ins")
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))
