"""Which words, numbers and marks does a text consist of, and where do they stand?

Numbers and Latin words are cut here, by shape; only runs of Chinese characters reach the
segmenter. A token's `start` and `end` slice the text that was handed in, its `term` is what it is
compared by: normalised, simplified, numbers without the commas between thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from retrieval.text.folding import fold
from retrieval.text.forms import CharacterForms
from retrieval.text.normalise import normalise, normalised_text
from retrieval.text.segmenter import Segmenter, open_segmenter


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"  #: Chinese characters
    NUMBER = "number"  #: Arabic digits, with decimals and a percent sign where they have them
    LATIN = "latin"  #: letters of other scripts, with the digits that stick to them
    SYMBOL = "symbol"  #: one punctuation mark or other sign


class Token(NamedTuple):
    """One occurrence of a term."""

    term: str
    start: int
    end: int
    kind: TokenKind


# What jieba's dictionary knows comes in runs; rarer ideographs stand alone. A digit run that
# letters stick to is a name or a measure (5G, G20, COVID-19), not a number.
RUN = r"\u4e00-\u9fd5"
RARE = r"\u3007\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SHAPED = rf"""
    (?P<number> (?: \d{{1,3}}(?:,\d{{3}})+ | \d+ ) (?: \.\d+ [%‰]? | [%‰] | (?![a-z0-9]) ) )
  | (?P<latin>  [^\W_{RUN}{RARE}]+ )
"""
#: Finds numbers and Latin words alone.
SHAPED = re.compile(_SHAPED, re.VERBOSE)
_PIECES = re.compile(
    rf"(?P<run> [{RUN}]+ ) | (?P<rare> [{RARE}] ) | {_SHAPED} | (?P<symbol> \S )", re.VERBOSE
)


def tokenise(text: str, segmenter: Segmenter | None = None) -> tuple[Token, ...]:
    """Cut `text` into tokens in reading order; white space separates and is dropped.

    >>> [token.term for token in tokenise("２,704个車位，增长12.5%")]
    ['2704', '个', '车位', ',', '增长', '12.5%']
    """
    normalised = normalise(text)
    if normalised.starts is None:
        return tuple(_pieces(fold(normalised.text), segmenter or open_segmenter()))
    return tuple(
        Token(token.term, *normalised.span(token.start, token.end), token.kind)
        for token in _pieces(fold(normalised.text), segmenter or open_segmenter())
    )


def searchable(text: str) -> str:
    """Write `text` the way its terms are written: normalised and simplified.

    >>> searchable("２０２２年，路橋區")
    '2022年,路桥区'
    """
    return _search_forms().write(text)


@cache
def _search_forms() -> CharacterForms:
    # One pass over a text, not two.
    return CharacterForms(lambda character: fold(normalised_text(character)))


#: What 年 behind a number is the beginning of; before anything else it stands alone.
_OF_A_YEAR = frozenset(f"年{behind}" for behind in "度末底初中终间代级报份来前后内期会鉴限")


def _words(run: str, before: str, segmenter: Segmenter) -> Sequence[str]:
    """Cut a run of characters; 2022|年|长沙市, which the segmenter would take for 年长|沙市."""
    found = segmenter.cut(run)
    first = found[0]
    if len(first) == 1 or first[0] != "年" or first in _OF_A_YEAR or not before[-1:].isdigit():
        return found
    return ["年", *segmenter.cut(run[1:])]


def _pieces(text: str, segmenter: Segmenter) -> Iterator[Token]:
    for match in _PIECES.finditer(text):
        start, end = match.span()
        piece = match.group()
        match match.lastgroup:
            case "run":
                for word in _words(piece, text[max(start - 1, 0) : start], segmenter):
                    yield Token(word, start, start + len(word), TokenKind.WORD)
                    start += len(word)
            case "rare":
                yield Token(piece, start, end, TokenKind.WORD)
            case "number":
                yield Token(piece.replace(",", ""), start, end, TokenKind.NUMBER)
            case "latin":
                yield Token(piece, start, end, TokenKind.LATIN)
            case _:
                yield Token(piece, start, end, TokenKind.SYMBOL)
