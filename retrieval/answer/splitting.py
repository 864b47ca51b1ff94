"""Which questions does one message hold?"""

from __future__ import annotations

import re

MAX_QUESTIONS = 3  # of one message; a text with more of them is no list of questions
_QUESTION = re.compile(r"[^？?\n]+[？?]*")
_ASKING = ("？", "?")


def split_questions(message: str) -> tuple[str, ...]:
    """Cut a message of a few questions into them, at question marks and line ends.

    Any other message is one question, as it was typed: every one but the last must be closed by a
    question mark.

    >>> split_questions("车位有多少个？谁写的？")
    ('车位有多少个？', '谁写的？')
    >>> split_questions("车位有多少个？谁写的？车位")
    ('车位有多少个？', '谁写的？', '车位')
    """
    parts = [part.strip() for part in _QUESTION.findall(message) if re.search(r"\w", part)]
    are_several = 1 < len(parts) <= MAX_QUESTIONS
    return tuple(parts) if are_several and _are_closed(parts[:-1]) else (message,)


def _are_closed(parts: list[str]) -> bool:
    return all(part.endswith(_ASKING) for part in parts)
