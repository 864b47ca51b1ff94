"""What tells the numbers of one sentence apart?

In 消费电子收入19.84亿元，工业控制收入7.33亿元 each number has words of its own: those of its
measure, and those beside it up to the next mark or number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.extraction.joined import NumberCandidate
from retrieval.answer.locating import AskedTerm

_MARK = re.compile(r"[、，,；;：:。！？!?…—\n]")
_NUMERAL = re.compile(r"\d[\d,.]*|[零〇一二两三四五六七八九十百千万亿]+")


class Telling(NamedTuple):
    """Shares of the question's words, by weight."""

    own: float  #: in the number's measure or beside it
    other: float  #: not its own, but those of another number of the sentence
    later: float  #: only those of numbers that follow


def tell_apart(siblings: Sequence[NumberCandidate], terms: Sequence[AskedTerm]) -> list[Telling]:
    """Weigh for each number of a sentence which words of the question are its own."""
    total = sum(term.weight for term in terms) or 1.0
    own = [_own_words(n, siblings, terms) for n in range(len(siblings))]
    weighed = []
    for n, mine in enumerate(own):
        others = set().union(*own[:n], *own[n + 1 :]) - mine
        later = set().union(*own[n + 1 :]) - set().union(*own[: n + 1])
        weighed.append(
            Telling(
                sum(terms[i].weight for i in mine) / total,
                sum(terms[i].weight for i in others) / total,
                sum(terms[i].weight for i in later) / total,
            )
        )
    return weighed


def _own_words(
    n: int, siblings: Sequence[NumberCandidate], terms: Sequence[AskedTerm]
) -> set[int]:
    """Find the words in a number's measure and beside it, up to a mark or another number."""
    candidate = siblings[n]
    end = candidate.within.end
    left, right = candidate.left, candidate.right
    marks = [match.end() for match in _MARK.finditer(left)]
    mark = _MARK.search(right)
    first = max([*marks[-1:], *(one.within.end for one in siblings[:n]), 0])
    last = min(
        [
            end + mark.start() if mark else len(candidate.sentence.folded),
            *(one.within.start for one in siblings[n + 1 :]),
        ]
    )
    number = candidate.number
    metric = comparable(number.metric) if number is not None and number.metric else ""
    return {
        i
        for i, (term, held) in enumerate(zip(terms, candidate.sentence.held, strict=True))
        if term.text in metric or any(first <= at < last for at in held.starts)
    }


def is_single(candidate: Candidate) -> bool:
    """Say whether a slice holds no more than one numeral."""
    return len(_NUMERAL.findall(candidate.folded)) <= 1
