"""Which simplified character is a traditional one searched as?

Folding is for searching only: what is shown is always the text as its report has it. It maps one
character to one, so offsets stay. Where the choice depends on the word (乾隆, 乾杯), both sides of
a comparison are folded the same way, which is all that searching needs.
"""

from __future__ import annotations

from functools import cache

from retrieval.lexicons import rows


@cache
def _table() -> dict[int, str]:
    return {ord(traditional): simplified for traditional, simplified in rows("traditional")}


def fold(text: str) -> str:
    """Write traditional characters as simplified ones; idempotent, and the length stays.

    >>> fold("浙江省臺州市路橋區")
    '浙江省台州市路桥区'
    """
    return text.translate(_table())
