"""How is a character read, and which others sound the same?

Whoever types by sound picks a wrong character of the right sound (杨州 for 扬州), or leaves the
letters as they are (yangzhou). Tones are left out: input methods do not ask for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import chain, islice, product

from retrieval.lexicons import rows


def same_sound(character: str) -> str:
    """Give the other characters that can be read like `character`, none for rare ones.

    >>> "扬" in same_sound("杨"), same_sound("A")
    (True, '')
    """
    sounding = dict.fromkeys(chain.from_iterable(_groups().get(character, ())))
    sounding.pop(character, None)
    return "".join(sounding)


def spellings(name: str, *, n: int) -> tuple[str, ...]:
    """Spell a name in letters, in up to `n` ways where its characters have several readings.

    ü is v, as keyboards have it. Empty where a character's reading is not known.

    >>> spellings("台州", n=4), spellings("长兴", n=4), spellings("5G", n=4)
    (('taizhou',), ('changxing', 'zhangxing'), ())
    """
    readings = [_readings().get(character, ()) for character in name]
    return tuple(dict.fromkeys(islice(map("".join, product(*readings)), n)))


def initials(name: str, *, n: int) -> tuple[str, ...]:
    """Give the first letters of a name's characters, in up to `n` ways as for `spellings`.

    >>> initials("路桥", n=4), initials("长兴", n=4)
    (('lq',), ('cx', 'zx'))
    """
    letters = [dict.fromkeys(r[0] for r in _readings().get(character, ())) for character in name]
    return tuple(islice(map("".join, product(*letters)), n))


@cache
def _readings() -> dict[str, Sequence[str]]:
    readings: dict[str, list[str]] = defaultdict(list)
    for syllable, characters in rows("readings"):
        for character in characters:
            readings[character].append(syllable.replace("ü", "v"))
    return dict(readings)


@cache
def _groups() -> dict[str, Sequence[str]]:
    """Map each character to the characters of each of its readings."""
    groups: dict[str, list[str]] = defaultdict(list)
    for _, characters in rows("readings"):
        for character in characters:
            groups[character].append(characters)
    return dict(groups)
