"""Which characters were meant where a question was typed by sound?

Whoever types by sound picks wrong characters (杨州 for 扬州). Where two neighbouring characters
of a question stand side by side in no passage, characters of the same sound are tried in the place
of each, and those that do stand there in some passage are alternatives. Nothing is replaced: the
question may be right and the corpus silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from retrieval.answer.query import Query, Unit
from retrieval.index import Index
from retrieval.lexicons import words as lexicon
from retrieval.text.readings import same_sound

_TRIED = 4  # alternatives of one character, those of the most frequent bigrams


class Homophone(NamedTuple):
    """A character that may be meant, with its bigrams that passages hold."""

    n_bigrams: int
    held_by: int  #: passages, summed over the bigrams
    meant: str
    typed: str
    bigrams: tuple[tuple[str, str], ...]  #: as typed, as meant
    start: int  #: where the character stands in the question


def homophones(query: Query, index: Index) -> Iterator[Homophone]:
    """Go through the question's characters and what else may be meant, likeliest first."""
    for run in query.runs:
        for at, unit in enumerate(run):
            if unit.is_character and not unit.in_stop_word:
                left = run[at - 1] if at else None
                right = run[at + 1] if at + 1 < len(run) else None
                yield from sorted(_meant(left, unit, right, index), reverse=True)[:_TRIED]


def _meant(left: Unit | None, unit: Unit, right: Unit | None, index: Index) -> Iterator[Homophone]:
    unseen = []
    if left is not None and left.text + unit.text not in index:
        unseen.append((left.text, ""))
    if right is not None and unit.text + right.text not in index:
        unseen.append(("", right.text))
    if not unseen:
        return
    for meant in same_sound(unit.text):
        if meant in lexicon("stop_words"):
            continue
        bigrams = tuple(
            (before + unit.text + after, bigram)
            for before, after in unseen
            if (bigram := before + meant + after) in index
        )
        if bigrams:
            held_by = sum(index.document_frequency(bigram) for _, bigram in bigrams)
            yield Homophone(len(bigrams), held_by, meant, unit.text, bigrams, unit.start)
