"""What a question looks like when it was typed by sound and the wrong character was picked."""

from __future__ import annotations

import random

from retrieval.answer.query import analyse
from retrieval.text import TokenKind
from retrieval.text.readings import same_sound


def mistyped(question: str, generator: random.Random) -> str:
    """Replace one character of one content word by a usual character of the same sound.

    The question comes back as it was where no word of two characters or more can be mistyped.
    """
    words = [
        token
        for token in analyse(question).content
        if token.kind is TokenKind.WORD and len(token.term) > 1
    ]
    places = [place for token in words for place in range(token.start, token.end)]
    generator.shuffle(places)
    for place in places:
        wrong = [character for character in same_sound(question[place]) if is_usual(character)]
        if wrong:
            return question[:place] + generator.choice(wrong) + question[place + 1 :]
    return question


def is_usual(character: str) -> bool:
    """Say whether a character is of the first level of GB 2312, the 3,755 most used."""
    return character.encode("gb2312", "replace") < b"\xd8"
