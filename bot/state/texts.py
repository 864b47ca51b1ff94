"""Which texts can every store keep?

PostgreSQL refuses NUL in a text, and both stores refuse half a surrogate pair; a question, a title
or the words of an error may hold either. U+FFFD stands for each such character, in what is written
and in what is looked for, so that a key that holds one is found again.
"""

from __future__ import annotations

import re

from sqlalchemy import Dialect, String, Text, TypeDecorator

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def kept(text: str) -> str:
    r"""Replace what a store refuses, each by one character.

    >>> kept("路桥\x00有多少车位\ud800？")
    '路桥�有多少车位�？'
    """
    return _UNKEPT.sub(_REPLACEMENT, text)


class KeptString(TypeDecorator[str]):
    """Text of at most so many characters."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Make a value one that can be stored or compared with."""
        del dialect
        return None if value is None else kept(value)


class KeptText(KeptString):
    """Text of any length."""

    impl = Text
    cache_ok = True
