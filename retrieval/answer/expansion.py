"""Which other words may say what a question says?

Whoever types by sound picks wrong characters (杨州 for 扬州). Where two neighbouring characters
of a question stand side by side in no passage, characters of the same sound are tried in their
place, and what the corpus does hold is searched for as well. Nothing is replaced: the question may
be right and the corpus silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.answer.query import Query, Unit
from retrieval.index import Index
from retrieval.lexicons import words as lexicon
from retrieval.text.readings import same_sound

_TRIED = 4  # characters taken for one of the question, the most frequent bigrams first
_WEIGHT = 2.0  # of a bigram searched for in place of an unseen one: as a word and as a bigram


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is searched for beside the question's own terms."""

    weights: Mapping[str, float]  #: weight of each index term
    alternatives: Mapping[str, tuple[str, ...]]  #: character of the question → others to try


def expand(query: Query, index: Index) -> Expansion:
    """Find terms of the corpus that sound like terms of the question that it lacks."""
    weights: dict[str, float] = {}
    alternatives: dict[str, tuple[str, ...]] = {}
    for run in query.runs:
        for at, unit in enumerate(run):
            if unit.is_character and not unit.in_stop_word:
                left = run[at - 1] if at else None
                right = run[at + 1] if at + 1 < len(run) else None
                found = sorted(_same_sounding(left, unit, right, index), reverse=True)[:_TRIED]
                for *_, bigrams in found:
                    weights.update(dict.fromkeys(bigrams, _WEIGHT))
                if found:
                    known = alternatives.get(unit.text, ())
                    tried = (character for _, _, character, _ in found)
                    alternatives[unit.text] = tuple(dict.fromkeys((*known, *tried)))
    return Expansion(weights, alternatives)


def _same_sounding(
    left: Unit | None, unit: Unit, right: Unit | None, index: Index
) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Yield bigrams held, passages that hold them, the character, and its bigrams held."""
    unseen_left = left is not None and left.text + unit.text not in index
    unseen_right = right is not None and unit.text + right.text not in index
    if not unseen_left and not unseen_right:
        return
    for character in same_sound(unit.text):
        if character in lexicon("stop_words"):
            continue
        bigrams = []
        if left is not None and unseen_left and left.text + character in index:
            bigrams.append(left.text + character)
        if right is not None and unseen_right and character + right.text in index:
            bigrams.append(character + right.text)
        if bigrams:
            held_by = sum(map(index.document_frequency, bigrams))
            yield len(bigrams), held_by, character, tuple(bigrams)
