"""Does every word of an answer stand where the answer says it stands?

The gate that each outgoing answer passes. It trusts nothing that made the answer: it reads the
source files again at the offsets given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.errors import VerificationError
from retrieval.generation import Generation
from retrieval.types import Answer, Band, Citation, Span

_NUMERALS = re.compile(r"[0-9０-９]+|[零〇一二三四五六七八九十百千万亿两]+")
_JOINS_TITLES = "、"


def verify(answer: Answer, generation: Generation) -> None:
    """Let an answer through.

    Raises:
        VerificationError: something of it does not stand in its source.
    """
    for citation in answer.citations:
        _check_citation(citation, generation)
    for n, number in answer.key_numbers:
        passage = _cited(answer, n).passage
        _require(
            passage.text[number.start : number.end] == number.surface,
            "key number is not in its passage",
            number.surface,
        )
    if answer.band is not Band.ANSWER:
        _require(not answer.answer, "an unanswered question has an answer", answer.answer)
    elif not answer.citations or not answer.answer:
        _require(False, "an answer without evidence", answer.answer)
    _check_slice(answer, answer.sentence, answer.sentence_span, "sentence")
    if answer.answer_span is not None:
        _check_slice(answer, answer.answer, answer.answer_span, "answer")
    else:
        _check_titles(answer, generation)
    for start, end in answer.candidates:
        text = answer.citations[0].passage.text
        _require(0 <= start < end <= len(text), "candidate outside its passage", answer.answer)
    _check_numerals(answer)


def _check_citation(citation: Citation, generation: Generation) -> None:
    passage = citation.passage
    source = generation.sources.get(passage.source)
    if source is None:
        raise VerificationError(reason="unknown source", text=passage.source)
    spans = passage.content.spans()
    _require(bool(spans), "a passage without a place in its source", passage.text)
    _require(
        _same((source.slice(start, end) for start, end in spans), passage.text),
        "passage differs from its source",
        passage.text,
    )


def _check_slice(answer: Answer, text: str, span: Span | None, name: str) -> None:
    if span is None:
        _require(not text, f"{name} without a place", text)
        return
    cited = _cited(answer, 1).passage.text
    _require(0 <= span.start < span.end <= len(cited), f"{name} outside its passage", text)
    _require(cited[span.start : span.end] == text, f"{name} differs from its passage", text)


def _check_titles(answer: Answer, generation: Generation) -> None:
    """Check an answer that lists reports: each item is the title of a cited one, as printed."""
    if not answer.answer:
        return
    cited = {citation.passage.report_id for citation in answer.citations}
    titles = {report.title: report for report in map(generation.report, cited)}
    rest = answer.answer
    while rest:
        title = max((t for t in titles if t and rest.startswith(t)), key=len, default=None)
        if title is None:
            raise VerificationError(reason="no title of a cited report", text=rest)
        report = titles[title]
        source = generation.sources[report.source]
        printed = [source.slice(start, end) for start, end in report.title_spans]
        if printed:
            _require(_same(printed, title), "title differs from its source", title)
        rest = rest[len(title) :].removeprefix(_JOINS_TITLES)


def _check_numerals(answer: Answer) -> None:
    evidence = [
        text
        for citation in answer.citations
        for text in (citation.passage.text, citation.passage.report_title)
    ]
    for text in (answer.answer, answer.sentence):
        for numeral in _NUMERALS.findall(text):
            _require(any(numeral in one for one in evidence), "numeral without evidence", numeral)


def _cited(answer: Answer, n: int) -> Citation:
    if not 1 <= n <= len(answer.citations):
        raise VerificationError(reason="no such citation", text=str(n))
    return answer.citations[n - 1]


def _same(slices: Iterable[str], text: str) -> bool:
    """Say whether slices joined and a text agree but for white space."""
    return "".join("".join(slices).split()) == "".join(text.split())


def _require(holds: bool, reason: str, text: str) -> None:
    if not holds:
        raise VerificationError(reason=reason, text=text)
