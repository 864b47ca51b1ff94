"""Which sentence of the passages found answers a question that no short slice answers?

Why, how, what-is and yes-or-no questions are answered by a sentence as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.asking import QuestionKind
from retrieval.answer.evidence import Reading
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question

FEATURES = (
    "sentence", "titled", "passage", "rank", "gain", "reason", "definition", "previous",
    "long", "short",
    "asks", "first",
)  # fmt: skip

_REASON = re.compile("因为|由于|原因|因此|为了|得益于|关键在|导致|所以|源于|归功于|为此|以便|旨在")
_ASKS = re.compile("[？?]$|吗|呢[？?]")
_LONG = 120  # characters; a sentence this long is hard to read as an answer


def sentence_candidates(readings: Sequence[Reading]) -> list[Candidate]:
    """List all sentences of the readings in reading order."""
    return [
        Candidate(reading, sentence, sentence.span)
        for reading in readings
        for sentence in reading.sentences
    ]


def sentence_features(
    question: Question, _terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    subject = question.before.strip().removesuffix("是") or question.after.strip(" ?？")
    is_definition = re.compile(
        re.escape(subject)
        + r"[”’」』》]?(?:[（(][^）)]*[）)])?[，,]?(?:是|就是|指|为|即|又称|也称|简称)"
    )
    described: list[tuple[float, ...]] = []
    previous = 0.0
    last: Reading | None = None
    for candidate in candidates:
        sentence, reading = candidate.sentence, candidate.reading
        described.append(
            (
                sentence.coverage,
                sentence.coverage_titled,
                reading.coverage,
                reading.hit.score / top if top > 0 else 1.0,
                sentence.coverage * reading.coverage,
                float(
                    question.kind is QuestionKind.REASON and bool(_REASON.search(sentence.folded))
                ),
                float(
                    question.kind is QuestionKind.DEFINITION
                    and bool(subject)
                    and bool(is_definition.search(sentence.folded))
                ),
                previous if reading is last else 0.0,
                float(len(sentence.folded) > _LONG),
                float(len(sentence.folded) < 10),
                float(bool(_ASKS.search(sentence.folded))),
                float(reading is not last),
            )
        )
        previous, last = sentence.coverage, reading
    return described
