"""Which office does a person hold?

Reports put it before the name, unmarked (大桥新区商会会长沈家华); so it is cut out from the last
clause mark up to the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from retrieval.answer.evidence import Reading
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.questions import Question
from retrieval.lexicons import words
from retrieval.types import Span

_LONGEST = 40  # characters of an office, with those before it
#: Behind it an office begins: a mark, or a word that leads over to a person.
_START = re.compile(r"[，,。；;：:！!？?“”\n]|[由对向让上](?=[\u4e00-\u9fff])")


def office_candidates(question: Question, readings: Sequence[Reading]) -> Iterator[Candidate]:
    """List the offices that stand right before a person whom the question names."""
    for reading in readings:
        for sentence in reading.sentences:
            for match in _office().finditer(sentence.folded):
                end = match.end()
                if match["name"] not in question.folded:
                    continue
                before = sentence.folded[max(end - _LONGEST, 0) : end]
                start = (
                    end - len(before) + max((m.end() for m in _START.finditer(before)), default=0)
                )
                offset = sentence.span.start
                yield Candidate(reading, sentence, Span(offset + start, offset + end))


@cache
def _office() -> re.Pattern[str]:
    """Make the expression for an office with the first two characters of a name behind it."""
    offices = "|".join(sorted(words("offices"), key=len, reverse=True))
    surnames = "|".join(sorted(s for s in words("surnames") if len(s) == 1))
    return re.compile(rf"(?:{offices})(?=(?P<name>(?:{surnames})[\u4e00-\u9fff]))")
