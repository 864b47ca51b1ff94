"""What are the key numbers of a report?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.numbers.grammar import FoundNumber, find_numbers
from retrieval.types import KeyNumber, NumberKind, Passage, Tier

_CLAUSE_END = re.compile("[，。；：！？、\n]")


def number_report(passages: Sequence[Passage]) -> tuple[tuple[KeyNumber, ...], ...]:
    """Find the key numbers of one report's passages, in reading order, per passage."""
    return tuple(
        tuple(_key_number(passage.text, found) for found in find_numbers(passage.text))
        for passage in passages
    )


def _key_number(text: str, found: FoundNumber) -> KeyNumber:
    clause = _CLAUSE_END.split(text[max(found.start - 30, 0) : found.start])[-1]
    return KeyNumber(
        surface=text[found.start : found.end],
        start=found.start,
        end=found.end,
        value=found.value,
        unit=found.unit,
        kind=found.kind,
        qualifier=found.qualifier,
        metric=clause.strip() or None,
        tier=Tier.MINOR if found.kind is NumberKind.DURATION else Tier.KEY,
    )
