"""Which event tells when something happened, where no date does?

自特朗普就任后, 一局比赛结束之后: the clause that ends in a word of time, from what opens it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.answer.evidence import Reading, Sentence
from retrieval.answer.extraction.context import Candidate
from retrieval.text import tokenise
from retrieval.types import Span

#: What may be asked for by an event: 哪一年 may not.
_ASKED = re.compile("什么时[候间]|何时|哪个时[候期]")
_ENDS = frozenset(
    [
        "后",
        "之后",
        "以后",
        "前",
        "之前",
        "以前",
        "前夕",
        "期间",
        "时",
        "之时",
        "时候",
        "之际",
        "时期",
    ]
)
_TIME = re.compile("[后前时期际]")
_MARK = re.compile("[,，;；:：。!！?？\n“”「」()（）]")
#: What stands before an event in its clause: 书写形式是|当梵语发展成俗语之后.
_OPENING = re.compile("^.*?(?:是|就|则|才)(?=[在当自])|^(?:但是?|而且?|并且?|是)")
_LEAST = 4  # characters of an event
_N_SENTENCES = 3  # of a passage, those that hold most of the question
_NUMERAL = re.compile(r"[\d零一二三四五六七八九十两几多数]+个?[年月日天周时点分秒小]")


@dataclass(frozen=True, slots=True)
class Occasion(Candidate):
    """An event in place of a date."""


def asks_for_occasion(asked: str) -> bool:
    """Say whether an event may answer: 什么时候 may be after a war, 哪一年 not."""
    return _ASKED.search(asked) is not None


def occasions(reading: Reading, asked: str) -> list[Occasion]:
    """List the events of the sentences of a passage that hold most of a question.

    Those whose words the question itself has tell nothing.
    """
    fullest = sorted(reading.sentences, key=lambda one: -one.coverage)[:_N_SENTENCES]
    return [
        Occasion(reading, sentence, span)
        for sentence in sorted(fullest, key=lambda one: one.position)
        if sentence.coverage and _TIME.search(sentence.folded)
        for span in _events(sentence)
        if _is_news(reading.folded[span.start : span.end], asked)
    ]


def _events(sentence: Sentence) -> Iterator[Span]:
    offset = sentence.span.start
    for token in tokenise(sentence.folded):
        if token.term not in _ENDS:
            continue
        marks = [mark.end() for mark in _MARK.finditer(sentence.folded, 0, token.start)]
        first = marks[-1] if marks else 0
        opening = _OPENING.match(sentence.folded[first : token.start])
        if opening is not None and token.start - first - opening.end() >= _LEAST:
            first += opening.end()
        if token.start - first >= _LEAST:
            yield Span(offset + first, offset + token.end)


def _is_news(event: str, asked: str) -> bool:
    """Say whether an event tells more than the question does, and no length of time."""
    pairs = [event[n : n + 2] for n in range(len(event) - 1)]
    known = sum(pair in asked for pair in pairs)
    return known * 2 < len(pairs) and _NUMERAL.search(event) is None
