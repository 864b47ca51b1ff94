"""By which terms is a text found?

Words and character bigrams together: words are exact, bigrams forgive a segmenter that cuts the
question otherwise than the passage. A number or a Latin word counts as one character, so
`5月13日` has the bigrams 5月, 月13, 13日. Marks and white space end a run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retrieval.text.segmenter import Segmenter
from retrieval.text.tokens import Token, TokenKind, tokenise


def words(tokens: Iterable[Token]) -> list[str]:
    """Give the terms of all tokens but marks."""
    return [token.term for token in tokens if token.kind is not TokenKind.SYMBOL]


def bigrams(tokens: Iterable[Token]) -> list[str]:
    """Give the character bigrams of tokens that follow one another.

    >>> bigrams(tokenise("5月13日，路桥区"))
    ['5月', '月13', '13日', '路桥', '桥区']
    """
    pairs: list[str] = []
    last = ""
    reached = -1
    for token in tokens:
        if token.kind is TokenKind.SYMBOL:
            last = ""
            continue
        units: Sequence[str] = token.term if token.kind is TokenKind.WORD else (token.term,)
        if token.start != reached:
            last = ""
        for unit in units:
            if last:
                pairs.append(last + unit)
            last = unit
        reached = token.end
    return pairs


def index_terms(text: str, segmenter: Segmenter | None = None) -> list[str]:
    """Give the terms that `text` is indexed by: its words, then its bigrams.

    >>> index_terms("路桥区")
    ['路桥区', '路桥', '桥区']
    """
    tokens = tokenise(text, segmenter)
    return words(tokens) + bigrams(tokens)
