"""Which characters sound the same?

Whoever types by sound picks a wrong character of the right sound (杨州 for 扬州). Tones are left
out: input methods do not ask for them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from retrieval.lexicons import rows


def same_sound(character: str) -> str:
    """Give the other characters that can be read like `character`, none for rare ones.

    >>> "扬" in same_sound("杨"), same_sound("A")
    (True, '')
    """
    return _same_sound().get(character, "")


@cache
def _same_sound() -> dict[str, str]:
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for _, characters in rows("readings"):
        for character in characters:
            groups[character].update(dict.fromkeys(characters))
    return {
        character: "".join(other for other in group if other != character)
        for character, group in groups.items()
    }
