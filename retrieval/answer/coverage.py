"""How much of a question's words does a sentence hold?

What a sentence holds is one bit mask, a bit for each character and each word of the question:
equal masks, which are many, are weighed once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from retrieval.answer.expansion import Expansion
from retrieval.answer.query import Query
from retrieval.index import Index
from retrieval.text import TokenKind

_LEAST_IDF = 0.05  # a word that nearly every passage holds still counts a little

#: Says whether a text holds a word.
IsHeld = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Word:
    """A content word of the question, with its bits in the mask of a sentence."""

    bit: int
    weight: float
    is_held: IsHeld
    needs: int  #: the bits of its characters, where only the word as it was asked holds it
    characters: Mapping[int, float]  #: bit of each character → share of the word


class Coverage:
    """Weighs what sentences hold of one question's words."""

    def __init__(self, query: Query, expansion: Expansion, index: Index) -> None:
        kinds = {token.term: token.kind for token in query.content}
        in_words = (c for term, kind in kinds.items() if kind is TokenKind.WORD for c in term)
        bits = {character: 1 << i for i, character in enumerate(dict.fromkeys(in_words))}
        self._characters = [
            ((character, *expansion.alternatives.get(character, ())), bit)
            for character, bit in bits.items()
        ]
        self._words = [
            _word(term, kind, 1 << i, bits, expansion, index)
            for i, (term, kind) in enumerate(kinds.items(), len(bits))
        ]
        self._total = sum(word.weight for word in self._words)
        self._shares: dict[int, float] = {}

    def mask(self, text: str) -> int:
        """Mark the characters and words that `text` holds."""
        mask = 0
        for spellings, bit in self._characters:
            for spelling in spellings:
                if spelling in text:
                    mask |= bit
                    break
        for word in self._words:
            if mask & word.needs == word.needs and word.is_held(text):
                mask |= word.bit
        return mask

    def share(self, mask: int) -> float:
        """Give the weighted share, 0 to 1; of a word not held whole, its characters count."""
        share = self._shares.get(mask)
        if share is None:
            held = sum(
                word.weight
                if mask & word.bit
                else word.weight * sum(v for bit, v in word.characters.items() if mask & bit)
                for word in self._words
            )
            share = self._shares[mask] = held / self._total
        return share


def holds_number(number: str) -> IsHeld:
    """Look for a number that is not a part of a longer one.

    >>> holds_number("270")("车位2704个"), holds_number("12.5%")("增长12.5%。")
    (False, True)
    """
    pattern = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)")
    # The plain search is far quicker, and nearly always says no.
    return lambda text: number in text and pattern.search(text) is not None


def _word(
    term: str,
    kind: TokenKind,
    bit: int,
    bits: Mapping[str, int],
    expansion: Expansion,
    index: Index,
) -> _Word:
    weight = max(index.idf(term), _LEAST_IDF)
    others = expansion.names.get(term, ())
    if kind is TokenKind.NUMBER:
        return _Word(bit, weight, holds_number(term), 0, {})
    if kind is not TokenKind.WORD:
        return _Word(bit, weight, partial(_holds_any, (term, *others)), 0, {})
    total = sum(map(index.character_idf, term))
    shares: dict[int, float] = {}
    for character in term:
        own = index.character_idf(character) / total
        shares[bits[character]] = shares.get(bits[character], 0.0) + own
    spellings = (term, *_typed_otherwise(term, expansion.alternatives), *others)
    needs = sum(shares) if len(spellings) == 1 else 0
    return _Word(bit, weight, partial(_holds_any, spellings), needs, shares)


def _typed_otherwise(term: str, alternatives: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for at, character in enumerate(term):
        for other in alternatives.get(character, ()):
            yield term[:at] + other + term[at + 1 :]


def _holds_any(spellings: Iterable[str], text: str) -> bool:
    return any(spelling in text for spelling in spellings)
