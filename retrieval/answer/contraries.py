"""Does a sentence speak of the contrary of what is asked?

死亡 is not 受伤, 出口 is not 进口: where a sentence holds one side of a scale and the question
another, a number of the sentence answers something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from retrieval.lexicons import rows


class _Side(NamedTuple):
    """What a word says, and what it rules out."""

    same: tuple[str, ...]
    contrary: tuple[str, ...]


def contradicts(question: str, sentence: str) -> bool:
    """Say whether a comparable sentence holds only the contrary of a word of the question.

    >>> contradicts("爆炸造成多少人失踪?", "爆炸造成5人死亡。")
    True
    >>> contradicts("爆炸造成多少人失踪?", "爆炸造成5人死亡、2人失踪。")
    False
    """
    return any(
        any(other in sentence for other in side.contrary)
        and not any(same in sentence for same in side.same)
        for word, sides in _scales().items()
        if word in question
        for side in sides
    )


@cache
def _scales() -> Mapping[str, tuple[_Side, ...]]:
    table: dict[str, tuple[_Side, ...]] = {}
    for row in rows("contraries"):
        sides = [tuple(words.split()) for words in row]
        for n, side in enumerate(sides):
            others = tuple(w for m, other in enumerate(sides) if m != n for w in other)
            for word in side:
                if len(word) > 1:
                    table[word] = (*table.get(word, ()), _Side(side, others))
    return table
