"""Is a number told before its passage has said the name of what is asked about?

货车…超载56%。客车…: what is told ahead of the sentence that 客车 opens is of the other vehicle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.asking import QuestionKind
from retrieval.answer.comparing import comparable
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.answer.subjects import importance
from retrieval.lexicons import words
from retrieval.text import TokenKind, is_word

_OPENING = re.compile(r"(?:[(（][^)）]{1,4}[)）]|[一二三四五六七八九十\d]+[、.]|[“「『])*$")
_NOUN = 2  # characters


def told_ahead(question: Question, terms: Sequence[AskedTerm], candidate: Candidate) -> list[str]:
    """List the subjects of the question that only open a sentence behind the candidate's."""
    if question.kind is not QuestionKind.NUMBER:
        return []
    passage = candidate.reading.hit.passage
    heading = comparable(f"{passage.report_title}\n{passage.section or ''}")
    told = candidate.reading.folded[: candidate.sentence.span.end]
    behind = candidate.reading.sentences[candidate.sentence.position + 1 :]
    return [
        term.text
        for n, term in enumerate(terms)
        if _may_open(term) and term.text not in told and term.text not in heading
        if any(
            at == 0 or _OPENING.fullmatch(sentence.folded[:at])
            for sentence in behind
            if sentence.held[n].share == 1.0
            for at in sentence.held[n].starts
        )
    ]


def _may_open(term: AskedTerm) -> bool:
    return (
        term.kind is TokenKind.WORD
        and len(term.text) >= _NOUN
        and is_word(term.text)
        and importance(term) == 1.0
        and term.text not in words("generic_measures")
    )
