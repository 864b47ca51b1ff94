"""Does a sentence speak of the contrary of what is asked?

死亡 is not 受伤, 出口 is not 进口: where a sentence holds one side of a scale and the question
another, a number of the sentence answers something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from retrieval.lexicons import rows
from retrieval.text import is_word, tokenise

#: 不满意 is not 满意, 副会长 not 会长.
_LOWERED = re.compile(r"([不未非副])([\u4e00-\u9fff]{2})")
#: Both sides of a scale in one word, which is a side of its own.
_BOTH_SIDES = ("进出口", "国内外", "境内外")
_EITHER = re.compile("|".join(_BOTH_SIDES))


class Side(NamedTuple):
    """What a word says, and what it rules out."""

    same: tuple[str, ...]
    contrary: tuple[str, ...]


def asked_sides(question: str) -> tuple[Side, ...]:
    """List the sides of scales that the words of a comparable question stand on.

    Who names both sides (3人死亡的事故中几人受伤) stands on neither.
    """
    found = [
        side for word, sides in _scales().items() if _stands(word, question) for side in sides
    ]
    named = {word for side in found for word in side.same}
    return tuple(side for side in found if named.isdisjoint(side.contrary))


def contradicts(asked: Iterable[Side], text: str) -> bool:
    """Say whether a comparable text holds only the contrary of a side asked about.

    >>> asked = asked_sides("爆炸造成多少人失踪?")
    >>> contradicts(asked, "爆炸造成5人死亡。"), contradicts(asked, "5人死亡、2人失踪。")
    (True, False)
    >>> contradicts(asked_sides("出口多少?"), "进出口873亿元"), contradicts(asked, "")
    (True, False)
    """
    return any(
        any(_stands(other, text) for other in side.contrary)
        and not any(_stands(same, text) for same in side.same)
        for side in asked
    )


def _stands(word: str, text: str) -> bool:
    """Say whether a text holds a word by itself: not 出口 where it says 进出口."""
    return word in text and (word in _BOTH_SIDES or word in _EITHER.sub("|", text))


def denies(asked: str, text: str) -> bool:
    """Say whether a question denies or lowers a word that a text holds only as it is.

    >>> denies("不满意率是多少?", "满意率达98%。"), denies("副会长是谁?", "会长沈家华、副会长")
    (True, False)
    >>> denies("任正非华为持股多少?", "任正非持有华为1.14%的股份")
    False
    """
    return any(
        is_word(match[2]) and match[2] in text and match[0] not in text
        for match in _LOWERED.finditer(asked)
        if not _ends_a_word(asked, match.start(), text)
    )


def _ends_a_word(asked: str, at: int, text: str) -> bool:
    """Say whether the sign at `at` belongs to what stands before it: 是非, 任正非, 扣非."""
    before = (asked[at - length : at + 1] for length in (1, 2) if at >= length)
    return any(is_word(word) or (len(word) == 3 and word in text) for word in before) or any(
        token.end == at + 1 > token.start + 1 for token in tokenise(asked)
    )


@cache
def _scales() -> Mapping[str, tuple[Side, ...]]:
    table: dict[str, tuple[Side, ...]] = {}
    for row in rows("contraries"):
        sides = [tuple(words.split()) for words in row]
        for n, side in enumerate(sides):
            others = tuple(w for m, other in enumerate(sides) if m != n for w in other)
            for word in side:
                if len(word) > 1:
                    table[word] = (*table.get(word, ()), Side(side, others))
    return table
