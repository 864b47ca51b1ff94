"""Who wrote a report?

The byline stands in the source, in no passage: it is cited as a passage of its own that bears the
id of the report's first one, where a reader who opens it begins to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer.comparing import comparable
from retrieval.answer.evidence import AskedTerm, asked_terms, locate, weighted_share
from retrieval.answer.query import analyse
from retrieval.answer.questions import Question
from retrieval.answer.rerank import retrieve
from retrieval.generation import Generation
from retrieval.lexicons import words
from retrieval.types import Answer, AnswerKind, Band, Citation, MendedText, Report, Span

_SEARCHED_AT_EDGE = 300  # characters behind the title, or before the end, that hold a byline
_BETWEEN = r"[^。！？\n]{0,12}?"  # what may part two names
_N_FOUND = 20  # passages
_HELD = 0.6  # of the words that name the report, in its title
_HELD_IN_TEXT = 0.9  # the same in what is found of it, where no title names it
_WORK = "《"


def answer_byline(question: Question, generation: Generation) -> Answer | None:
    """Give the byline of the report that the question names; `None` where it names none.

    A question about another author (《登高》是谁写的) names no report by its title.
    """
    report = _named_report(question, generation)
    if report is None:
        return None
    content = _byline(report, generation)
    if content is None:
        return None
    own = generation.ranges[report.id]
    passage = replace(
        generation.passages[own.start], content=content, gap_before=False, gap_after=False
    )
    whole = Span(0, len(content))
    return Answer(
        question=question.text,
        band=Band.ANSWER,
        kind=AnswerKind.PERSON,
        answer=content.text,
        sentence=content.text,
        answer_span=whole,
        sentence_span=whole,
        confidence=1.0,
        bold=True,
        citations=(Citation(1, passage, 0.0),),
        generation=generation.id,
    )


def _named_report(question: Question, generation: Generation) -> Report | None:
    """Find the report whose title, else whose text, holds the words; the only one needs none."""
    query = analyse(question.text)
    terms = [
        term
        for term in asked_terms(question, query, generation.index)
        if term.text not in words("byline_words")
    ]
    if not terms:
        signed = generation.catalogue.signed
        return generation.reports[signed[0]] if len(signed) == 1 else None
    # A search first: titles of a large corpus are not gone through one by one.
    texts: dict[str, str] = {}  # what is found of each report, the best first
    for hit in retrieve(query, generation, k=_N_FOUND):
        passage = hit.passage
        told = texts.get(passage.report_id, passage.report_title)
        texts[passage.report_id] = f"{told}\n{passage.text}"
    found = [(generation.report(report_id), text) for report_id, text in texts.items()]
    bylined = [(report, text) for report, text in found if report.byline]
    titled = [(_share_held(terms, report.title), report) for report, _ in bylined]
    if titled:
        share, best = max(titled, key=lambda one: one[0])
        if share >= _HELD:
            return best
    if _WORK in question.text:  # 《登高》 is not what the report that mentions it is called
        return None
    told_of = (report for report, text in bylined if _share_held(terms, text) >= _HELD_IN_TEXT)
    return next(told_of, None)


def _share_held(terms: Sequence[AskedTerm], text: str) -> float:
    return weighted_share(terms, (locate(term, comparable(text)).share for term in terms))


def _byline(report: Report, generation: Generation) -> MendedText | None:
    """Find the byline in the source: behind the title, else at the end of the report.

    A role may stand between two names (王小明 通讯员 李红), white space within one (许　峰).
    """
    source = generation.sources[report.source]
    start = report.title_spans[-1].end if report.title_spans else 0
    ends = [block.content.spans()[-1].end for block in report.blocks if len(block.content)]
    last = max(ends, default=start)
    names = _BETWEEN.join(r"\s*".join(map(re.escape, name)) for name in report.byline)
    for first in (start, max(start, last - _SEARCHED_AT_EDGE)):
        match = re.search(names, source.slice(first, first + _SEARCHED_AT_EDGE))
        if match is not None:
            return MendedText.at(match.group(), first + match.start())
    return None
