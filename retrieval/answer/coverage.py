"""How much of a question's words does a sentence hold?

A Chinese word counts by its characters, so that one that is held in part counts in part, and by a
synonym counts for most; numbers and Latin words are held whole or not at all. What a
sentence holds is one bit mask: equal masks, which are many, are weighed once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from retrieval.answer.expansion import Expansion
from retrieval.answer.kin import SHARE_OF_SYNONYM
from retrieval.answer.query import Query
from retrieval.index import Index
from retrieval.text import TokenKind

_LEAST_IDF = 0.05  # a word that nearly every passage holds still counts a little

#: Says whether a text holds a word.
IsHeld = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Named:
    """A Chinese word that goes by other names or has synonyms."""

    bit: int  #: of a text that holds one of them
    weight: float  #: of what is held then
    parts: tuple[tuple[int, float], ...]  #: bit and weight of each of its characters


class Coverage:
    """Weighs what sentences hold of one question's words."""

    def __init__(self, query: Query, expansion: Expansion, index: Index) -> None:
        kinds = {token.term: token.kind for token in query.content}
        in_words = (c for term, kind in kinds.items() if kind is TokenKind.WORD for c in term)
        bits = {character: 1 << i for i, character in enumerate(dict.fromkeys(in_words))}
        self._characters = [
            (spelling, bit)
            for character, bit in bits.items()
            for spelling in (character, *expansion.alternatives.get(character, ()))
        ]
        self._wholes: list[tuple[IsHeld, int]] = []
        self._numbers: list[tuple[IsHeld, int]] = []  # a sentence may end within a longer one
        self._named: list[_Named] = []
        weights: dict[int, float] = defaultdict(float)
        self._total = 0.0
        for i, (term, kind) in enumerate(kinds.items(), len(bits)):
            weight = max(index.idf(term), _LEAST_IDF)
            names = expansion.names.get(term, ())
            self._total += weight
            if kind is not TokenKind.WORD:
                if kind is TokenKind.NUMBER:
                    self._numbers.append((holds_number(term), 1 << i))
                else:
                    self._wholes.append((partial(_holds_any, (term, *names)), 1 << i))
                weights[1 << i] = weight
                continue
            parts = [(bits[c], share) for c, share in _parts(term, weight, index)]
            others = names or expansion.synonyms.get(term, ())
            if others:
                self._wholes.append((partial(_holds_any, others), 1 << i))
                held = weight if names else weight * SHARE_OF_SYNONYM
                self._named.append(_Named(1 << i, held, tuple(parts)))
            else:
                for bit, part in parts:
                    weights[bit] += part
        self._weights = tuple(weights.items())
        self._shares: dict[int, float] = {}

    def share(self, text: str) -> float:
        """Give the weighted share of the question's words that `text` holds, 0 to 1."""
        return self.shares(text, [text])[0]

    def shares(self, text: str, sentences: Iterable[str]) -> list[float]:
        """Give the share that each sentence of a text holds."""
        # What the text does not hold, none of its sentences does.
        characters = [(one, bit) for one, bit in self._characters if one in text]
        wholes = [(is_held, bit) for is_held, bit in self._wholes if is_held(text)]
        wholes += self._numbers
        shares = []
        for sentence in sentences:
            mask = 0
            for character, bit in characters:
                if character in sentence:
                    mask |= bit
            for is_held, bit in wholes:
                if is_held(sentence):
                    mask |= bit
            share = self._shares.get(mask)
            if share is None:
                share = self._shares[mask] = self._weigh(mask) / self._total
            shares.append(share)
        return shares

    def _weigh(self, mask: int) -> float:
        held = sum(weight for bit, weight in self._weights if mask & bit)
        for name in self._named:
            in_parts = sum(weight for bit, weight in name.parts if mask & bit)
            held += max(name.weight, in_parts) if mask & name.bit else in_parts
        return held


def holds_number(number: str) -> IsHeld:
    """Look for a number that is not a part of a longer one.

    >>> holds_number("270")("车位2704个"), holds_number("12.5%")("增长12.5%。")
    (False, True)
    """
    pattern = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)")
    # The plain search is far quicker, and nearly always says no.
    return lambda text: number in text and pattern.search(text) is not None


def _parts(term: str, weight: float, index: Index) -> Iterator[tuple[str, float]]:
    """Share the weight of a word among its characters."""
    total = sum(map(index.character_idf, term))
    for character in term:
        yield character, weight * index.character_idf(character) / total


def _holds_any(spellings: tuple[str, ...], text: str) -> bool:
    return any(spelling in text for spelling in spellings)
