"""Which reports speak of something?"""

from __future__ import annotations

from retrieval.answer.composing import nothing
from retrieval.answer.evidence import Reading, asked_terms, read_passage
from retrieval.answer.query import analyse
from retrieval.answer.questions import Question
from retrieval.answer.rerank import retrieve
from retrieval.generation import Generation
from retrieval.lexicons import words
from retrieval.types import Answer, AnswerKind, Band, Citation

_N_PASSAGES = 60  # searched
_MOST = 10  # reports listed
_HELD = 0.95  # of the question, for a passage to speak of it


def _said(reading: Reading) -> float:
    """Give how much of the question one sentence of a passage holds by itself."""
    return max((sentence.coverage for sentence in reading.sentences), default=0.0)


def answer_reports(question: Question, generation: Generation) -> Answer:
    """List the titles of the reports that hold what is asked, best passage first."""
    query = analyse(question.text)
    terms = tuple(
        term
        for term in asked_terms(question, query, generation.index)
        if term.text not in words("mention_words")
    )
    best: dict[str, Reading] = {}
    for hit in retrieve(query, generation, k=_N_PASSAGES):
        reading = read_passage(hit, terms, generation)
        if reading.coverage < _HELD or not hit.passage.report_title:
            continue
        told = best.setdefault(hit.passage.report_id, reading)
        if _said(told) < _said(reading):  # the title says it for all passages alike
            best[hit.passage.report_id] = reading
    if not terms or not best:
        return nothing(question.text, generation)
    found = list(best.values())[:_MOST]
    sentence = max(found[0].sentences, key=lambda one: one.coverage).span
    return Answer(
        question=question.text,
        band=Band.ANSWER,
        kind=AnswerKind.LIST,
        answer="、".join(reading.hit.passage.report_title for reading in found),
        sentence=found[0].hit.passage.text[sentence.start : sentence.end],
        sentence_span=sentence,
        confidence=1.0,
        bold=False,
        citations=tuple(
            Citation(n, reading.hit.passage, reading.hit.score)
            for n, reading in enumerate(found, 1)
        ),
        generation=generation.id,
    )
