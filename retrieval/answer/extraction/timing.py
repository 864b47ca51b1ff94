"""Does a number bear a time of its own?

从去年不到20万增长到现在的300多万 holds two values of one measure; the time right before each tells
them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Times that set values of one measure apart.
_TIME = re.compile(
    r"[零一二三四五六七八九十\d]+年前|\d{4}年|去年|今年|前年|明年|上年|现在|如今|目前|以前|原来|此前|同期|"
    r"[上下]半年|[一二三四]季度|\d+月"
)
_OWN_TIME = re.compile(rf"({_TIME.pattern})的?$")
_WITHIN = 10  # characters before the number


def times_named(text: str) -> list[str]:
    """List the times that a comparable text names."""
    return _TIME.findall(text)


def bears(left: str, asked: Sequence[str]) -> bool:
    """Say whether a time asked about stands right before a number (十年前的300多家)."""
    return any(time in asked for time in _OWN_TIME.findall(left[-_WITHIN:]))


def time_beside(left: str, asked: Sequence[str]) -> tuple[float, float]:
    """Say whether a time of the question, or another one, stands near before a number."""
    said = times_named(left[-_WITHIN:])
    if not said:
        return 0.0, 0.0
    return (1.0, 0.0) if any(time in asked for time in said) else (0.0, float(bool(asked)))
