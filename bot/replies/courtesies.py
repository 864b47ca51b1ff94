"""Is a message a greeting or thanks rather than a question, and what is said to it?

No report answers 你好, and nobody who says it wants to read that none was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from bot.replies.texts import Language, Texts


class Courtesy(StrEnum):
    """What a message is that asks nothing; the words are the texts `typed-<courtesy>`."""

    GREETING = "greeting"
    THANKS = "thanks"


def courtesy_in(message: str) -> Courtesy | None:
    """Find which courtesy a whole message is; `None` where it may be a question.

    >>> courtesy_in("你好！"), courtesy_in("Thank you."), courtesy_in("你好，出口金额是多少")
    (<Courtesy.GREETING: 'greeting'>, <Courtesy.THANKS: 'thanks'>, None)
    """
    return _typed().get("".join(c for c in message.lower() if c.isalpha()))


@cache
def _typed() -> Mapping[str, Courtesy]:
    """Give the words of all languages: people greet in any."""
    return {
        word: courtesy
        for language in Language
        for courtesy in Courtesy
        for word in Texts(language)(f"typed-{courtesy}").split()
    }
