"""How is a text written so that it can be compared in place?

The search form of `retrieval.text` may be longer than its source (㎡ → m2). Answers are slices of
what was printed, so here every character keeps its place.
"""

from __future__ import annotations

from functools import cache

from retrieval.text import CharacterForms, fold, normalised_text

#: Another spelling of a word that simplified characters have once.
_WHAT, _ALSO_WHAT = "什么", "甚么"


def comparable(text: str) -> str:
    """Write `text` normalised and simplified, one character for one.

    >>> comparable("面积３㎡，路橋區ＧＤＰ")
    '面积3㎡,路桥区gdp'
    >>> comparable("為甚麼")
    '为什么'
    """
    return _forms().write(text).replace(_ALSO_WHAT, _WHAT)


@cache
def _forms() -> CharacterForms:
    return CharacterForms(_place_keeping)


def _place_keeping(character: str) -> str:
    form = fold(normalised_text(character))
    return form if len(form) == 1 else character
