"""Which short names does a text give, and for what?

Official prose names a thing in full once, （以下简称…）, and by its short name from there on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST_NAME = 30  # characters looked back from the bracket
_GIVEN = re.compile(
    r"(?P<before>[^\s，。；：！？、（）()“”《》,;:!?]{2,30})[”》]?"
    r"[（(](?:以下|下文|下)?(?:统|合|并)?简称(?:为)?[:：]?[“‘《「]?"
    r"(?P<short>[^\s，。；：（）()“”‘’《》「」]{2,12})[”’》」]?[）)]"
)


def find_aliases(text: str) -> Iterator[tuple[str, str]]:
    """Find pairs of a full and a short name, in reading order.

    The full name begins where the first character of the short one stands: the last such place
    from which all characters of the short name follow in order.

    >>> list(find_aliases("位于台州湾经济技术开发区（以下简称“经开区”），"))
    [('经济技术开发区', '经开区')]
    >>> list(find_aliases("世界卫生组织(简称世卫组织)"))
    [('世界卫生组织', '世卫组织')]
    """
    if "简称" not in text:  # looked for first: hardly any text has it, and the pattern is slow
        return
    for given in _GIVEN.finditer(text):
        before, short = given["before"][-_LONGEST_NAME:], given["short"]
        for start in range(len(before) - len(short), -1, -1):
            full = before[start:]
            if full != short and full[0] == short[0] and _spells(full, short):
                yield full, short
                break


def _spells(full: str, short: str) -> bool:
    """Say whether the characters of `short` stand in `full` in their order."""
    characters = iter(full)
    return all(character in characters for character in short)
