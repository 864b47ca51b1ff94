"""Who wrote a report?

The byline stands in the source, in no passage: it is cited as a passage of its own that bears the
id of the report's first one, where a reader who opens it begins to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer.comparing import comparable
from retrieval.answer.composing import nothing
from retrieval.answer.evidence import asked_terms, weighted_share
from retrieval.answer.extraction.holders import Office, asked_office, holders, is_of
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.query import analyse
from retrieval.answer.questions import Question
from retrieval.answer.rerank import retrieve
from retrieval.answer.suggestions import suggest_bylines
from retrieval.generation import Generation
from retrieval.lexicons import words
from retrieval.types import Answer, AnswerKind, Band, Citation, MendedText, Report, Span

_SEARCHED_AT_EDGE = 300  # characters behind the title, or before the end, that hold a byline
_BETWEEN = r"[^。！？\n]{0,30}?"  # what may part two names: a role, where one works
_N_FOUND = 20  # passages
_HELD = 0.6  # of the words that name the report, in its title
_HELD_IN_TEXT = 0.9  # the same in what is found of it, where no title names it
_LONGEST_OFFICE = 40  # characters before the name
_WORK = "《"


def answer_byline(question: Question, generation: Generation) -> Answer | None:
    """Give the byline of the report that the question names; `None` where that is signed by none.

    A question about another author (《登高》是谁写的) names no report by its title. Where it names
    none at all, of several that are signed, nothing is answered: they are offered.
    """
    terms = _naming_terms(question, generation)
    signed = generation.catalogue.signed
    if not terms and len(signed) > 1:
        offered = suggest_bylines(generation.reports[n] for n in signed)
        return replace(nothing(question.text, generation), suggestions=offered)
    report = _named_report(question, terms, generation)
    content = _byline(report, generation) if report is not None else None
    if report is None or content is None:
        return None
    return _answer(question, report, content, generation)


def answer_officer(question: Question, generation: Generation) -> Answer | None:
    """Name who signs a report by the office asked about; `None` where nobody does.

    A speaker's office stands beside the name (市中级人民法院院长　欧阳明德), in no passage.
    """
    office = asked_office(question)
    if office is None:
        return None
    for report in _titled_reports(question, generation, without=office.name):
        content = _byline(report, generation)
        if content is not None and _signs_as(office, report, content, generation):
            return _answer(question, report, content, generation)
    return None


def _signs_as(office: Office, report: Report, content: MendedText, generation: Generation) -> bool:
    """Say whether the source has an office before the name that signs a report."""
    start = content.spans()[0].start
    source = generation.sources[report.source]
    line = comparable(source.slice(max(start - _LONGEST_OFFICE, 0), start + len(content)))
    return any(is_of(office, one.office) and one.span.end == len(line) for one in holders(line))


def _answer(
    question: Question, report: Report, content: MendedText, generation: Generation
) -> Answer:
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


def _named_report(
    question: Question, terms: Sequence[AskedTerm], generation: Generation
) -> Report | None:
    """Find the report whose title, else whose text, holds the words; the only one needs none."""
    if not terms:
        signed = generation.catalogue.signed
        return generation.reports[signed[0]] if len(signed) == 1 else None
    texts = _found_texts(question, generation)
    titled = _titled(terms, texts)
    if titled:
        return titled[0]
    if _WORK in question.text:  # 《登高》 is not what the report that mentions it is called
        return None
    told_of = (
        report
        for report, text in texts
        if report.byline and _share_held(terms, text) >= _HELD_IN_TEXT
    )
    return next(told_of, None)


def _titled_reports(question: Question, generation: Generation, *, without: str) -> list[Report]:
    """List the signed reports whose titles hold the words of a question but one, best first."""
    terms = [term for term in _naming_terms(question, generation) if term.text != without]
    return _titled(terms, _found_texts(question, generation)) if terms else []


def _naming_terms(question: Question, generation: Generation) -> list[AskedTerm]:
    return [
        term
        for term in asked_terms(question, analyse(question.text), generation.index)
        if term.text not in words("byline_words")
    ]


def _found_texts(question: Question, generation: Generation) -> list[tuple[Report, str]]:
    """Search first: titles of a large corpus are not gone through one by one."""
    texts: dict[str, str] = {}  # what is found of each report, the best first
    for hit in retrieve(analyse(question.text), generation, k=_N_FOUND):
        passage = hit.passage
        told = texts.get(passage.report_id, passage.report_title)
        texts[passage.report_id] = f"{told}\n{passage.text}"
    return [(generation.report(report_id), text) for report_id, text in texts.items()]


def _titled(terms: Sequence[AskedTerm], texts: Sequence[tuple[Report, str]]) -> list[Report]:
    """List the signed reports whose titles hold enough of the words, most first."""
    held = [(_share_held(terms, report.title), report) for report, _ in texts if report.byline]
    ranked = sorted((one for one in held if one[0] >= _HELD), key=lambda one: -one[0])
    return [report for _, report in ranked]


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
