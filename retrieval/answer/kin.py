"""Which words do the lexicons know to say the same as another?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from retrieval.lexicons import rows
from retrieval.text import searchable

SHARE_OF_SYNONYM = 0.8  # of a word, where a text holds a synonym of it


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Map a word to its synonyms, those of a single character, which tell little, last.

    >>> "企业" in synonyms()["公司"]
    True
    """
    kin = _kin("synonyms").items()
    return {word: tuple(sorted(others, key=lambda one: len(one) == 1)) for word, others in kin}


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Map a name to the other names of the same thing: GDP, 生产总值."""
    return _kin("abbreviations")


def _kin(lexicon: str) -> dict[str, tuple[str, ...]]:
    """Map each word of a lexicon to the other words of its groups, in their form for search."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows(lexicon):
        group = tuple(map(searchable, row))
        for word in group:
            found[word].update((other, None) for other in group if other != word)
    return {word: tuple(others) for word, others in found.items()}
