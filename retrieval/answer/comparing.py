"""How is a text written so that it can be compared in place?

The search form of `retrieval.text` may be longer than its source (㎡ → m2). Answers are slices of
what was printed, so here every character keeps its place.
"""

from __future__ import annotations

from functools import cache

from retrieval.text import fold, normalised_text


class _PlaceKeeping(dict[int, str]):
    """Form of each character, the character itself where its form is longer."""

    def __missing__(self, code: int) -> str:
        form = fold(normalised_text(chr(code)))
        self[code] = form if len(form) == 1 else chr(code)
        return self[code]


@cache
def _forms() -> _PlaceKeeping:
    return _PlaceKeeping()


def comparable(text: str) -> str:
    """Write `text` normalised and simplified, one character for one.

    >>> comparable("面积３㎡，路橋區ＧＤＰ")
    '面积3㎡,路桥区gdp'
    """
    return text.translate(_forms())
