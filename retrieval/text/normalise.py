"""How is a text written for comparing, and where did each character come from?

Full width and half width, capitals and ligatures are one thing to a reader. Each character is
normalised by itself (NFKC, then case folding), so that the way back to the source stays exact;
white space is kept. Traditional characters are another question: `folding`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from retrieval.text.forms import CharacterForms


@cache
def _forms() -> CharacterForms:
    return CharacterForms(_normalised)


def _normalised(character: str) -> str:
    # Once is enough: no character's form changes when it is folded again (a test tries all).
    return unicodedata.normalize("NFKC", character).casefold()


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text with the way back to its source.

    `starts[i]` is the source offset of the character that normalised character `i` came from;
    `None` where the two texts agree offset for offset, which is nearly always.
    """

    text: str
    source: str
    starts: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate `[start, end)` of the normalised text to the source, whole characters only.

        >>> normalised = normalise("面积３㎡")
        >>> normalised.text, normalised.span(3, 5), normalised.span(3, 4)
        ('面积3m2', (3, 4), (3, 4))
        """
        if self.starts is None:
            return start, end
        if start == end:
            at = self.starts[start] if start < len(self.starts) else len(self.source)
            return at, at
        return self.starts[start], self.starts[end - 1] + 1


def normalised_text(text: str) -> str:
    """Write `text` for comparing; idempotent.

    >>> normalised_text("ＧＤＰ增长５．２％")
    'gdp增长5.2%'
    """
    return _forms().write(text)


def normalise(text: str) -> Normalised:
    """Write `text` for comparing and keep the source offset of every character."""
    forms = _forms()
    normalised = forms.write(text)
    # Some forms are longer than one character (㎡, ½) and none is empty, so equal lengths mean
    # equal offsets.
    if len(normalised) == len(text):
        return Normalised(normalised, text)
    starts = tuple(offset for offset, character in enumerate(text) for _ in forms[ord(character)])
    return Normalised(normalised, text, starts)
