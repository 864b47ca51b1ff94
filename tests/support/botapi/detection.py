"""Which entities does Telegram find in a text by itself?

Mentions, commands, hashtags, links and addresses are entities without anyone marking them.
Links are found in their plain forms only: with a scheme, or a host under a well-known domain.
"""

from __future__ import annotations

import re
from typing import Any

from tests.support.botapi.units import utf16_length

_PATTERNS = (
    ("url", re.compile(r"(?<![\w@.])(?:https?|tg)://[^\s<>\"'，。；！？、）》」]+[\w/#=&%-]")),
    (
        "url",
        re.compile(
            r"(?<![\w@./])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|me|cn|gov|edu|info)"
            r"(?:/[^\s<>\"'，。；！？、）》」]*)?(?![\w@])",
            re.ASCII,
        ),
    ),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{2,31}(?![A-Za-z0-9_])")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?![#\w])")),
)


def find_entities(text: str) -> list[dict[str, Any]]:
    """List what Telegram marks in `text`, in order, none overlapping.

    >>> find_entities("/ask@youju_bot 路桥有多少车位")
    [{'offset': 0, 'length': 14, 'type': 'bot_command'}]
    """
    taken: list[tuple[int, int]] = []
    found: list[dict[str, Any]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            found.append(
                {
                    "offset": utf16_length(text[:start]),
                    "length": utf16_length(match.group()),
                    "type": kind,
                }
            )
    return sorted(found, key=lambda entity: entity["offset"])
