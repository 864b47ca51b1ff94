"""Who took a picture?

Credits (蒋友青 摄, 图片由县委宣传部提供) are blocks of a report but no passages: what stands
before one says which picture is meant, and it is cited under the id of the passage before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from retrieval.answer.asking import QuestionKind
from retrieval.answer.comparing import comparable
from retrieval.answer.evidence import asked_terms
from retrieval.answer.locating import AskedTerm, locate
from retrieval.answer.query import analyse
from retrieval.answer.questions import Question
from retrieval.answer.rerank import retrieve
from retrieval.generation import Generation
from retrieval.lexicons import words
from retrieval.types import (
    Answer,
    AnswerKind,
    Band,
    Block,
    BlockKind,
    Citation,
    Passage,
    Report,
    Span,
)

_ASKS = re.compile(
    "谁(?:拍|摄|照的|供图)|谁提供的?(?:照片|图片|图)|(?:照片|图片|图)是?[由谁]{0,2}提供"
    "|(?:摄影|拍摄|摄)(?:者|师|人|记者)?(?:是|叫)?(?:谁|哪位|什么名字)|哪位[^，。]{0,4}(?:拍|摄)"
)
_HELD = 0.6  # of the words that name the picture, in caption and title
_SHARE_OF_TITLE = 0.9  # of a word that only the title holds: the picture's own words lead
_N_FOUND = 20
_NAMED = re.compile("[\u4e00-\u9fff]")

_ROLE = "(?:[\u4e00-\u9fff]{0,8}?(?:记者|通讯员))?[\\s　]*"
_SIGNED = (
    re.compile(
        rf"^[(【\[]?{_ROLE}(?P<name>[^(【\[:/]+?)[\s　]*(?:摄影报道|摄影|摄|供图|制图)[)】\]]?$"
    ),
    re.compile(
        r"(?:摄影|摄|供图|图片来源|图片|文图|图文|图)[\s　]*[/:|]+[\s　]*(?P<name>[^)】\]]+)"
    ),
    re.compile(r"[由为](?P<name>.+?)(?:提供|供图|摄影|拍摄|摄)"),
)


class _Picture(NamedTuple):
    report: Report
    credit: Block
    shown: str  #: what stands before the credit, comparable


def answer_credit(question: Question, generation: Generation) -> Answer | None:
    """Say who took or gave the picture that a question names.

    `None` where it asks no such thing, names no picture with a credit, or several pictures of
    different people as well as each other.
    """
    if question.kind is not QuestionKind.PERSON or not _ASKS.search(question.folded):
        return None
    picture = _picture_meant(question, generation)
    if picture is None:
        return None
    content = picture.credit.content
    name = credited(content.text)
    if name is None:
        return None
    passage = replace(
        _before(picture, generation),
        content=content,
        kind=BlockKind.CREDIT,
        gap_before=False,
        gap_after=False,
    )
    return Answer(
        question=question.text,
        band=Band.ANSWER,
        kind=AnswerKind.PERSON,
        answer=content.text[name.start : name.end],
        sentence=content.text,
        answer_span=name,
        sentence_span=Span(0, len(content)),
        confidence=1.0,
        bold=True,
        citations=(Citation(1, passage, 0.0),),
        generation=generation.id,
    )


def credited(text: str) -> Span | None:
    """Find who is named in a credit; `None` where nobody is (资料图).

    >>> [text[slice(*credited(text))] for text in ("记者 王小明 摄", "(图片由县委宣传部提供)")]
    ['王小明', '县委宣传部']
    """
    folded = comparable(text)
    for pattern in _SIGNED:
        found = pattern.search(folded)
        if found is not None and _NAMED.search(found["name"]):
            name = found["name"]
            start = found.start("name") + len(name) - len(name.lstrip())
            return Span(start, start + len(name.strip()))
    return None


def _picture_meant(question: Question, generation: Generation) -> _Picture | None:
    query = analyse(question.text)
    terms = [
        term
        for term in asked_terms(question, query, generation.index)
        if term.text not in words("credit_words")
    ]
    if not terms:
        pictures = _pictures(generation.reports[0]) if len(generation.reports) == 1 else ()
        return _only([(1.0, picture) for picture in pictures])
    found = {hit.passage.report_id for hit in retrieve(query, generation, k=_N_FOUND)}
    positions = sorted(generation.positions[report_id] for report_id in found)
    pictures = (one for at in positions for one in _pictures(generation.reports[at]))
    held = [(_share_held(terms, picture), picture) for picture in pictures]
    return _only([one for one in held if one[0] >= _HELD])


def _pictures(report: Report) -> Iterator[_Picture]:
    for n, block in enumerate(report.blocks):
        if block.kind is BlockKind.CREDIT and credited(block.content.text) is not None:
            shown = report.blocks[n - 1].content.text if n else ""
            yield _Picture(report, block, comparable(shown))


def _share_held(terms: Sequence[AskedTerm], picture: _Picture) -> float:
    title = comparable(picture.report.title)
    held = sum(
        term.weight
        * max(locate(term, picture.shown).share, locate(term, title).share * _SHARE_OF_TITLE)
        for term in terms
    )
    return held / sum(term.weight for term in terms)


def _only(held: Sequence[tuple[float, _Picture]]) -> _Picture | None:
    """Choose the picture that is meant; none where another person's is meant as likely."""
    if not held:
        return None
    share, best = max(held, key=lambda one: one[0])
    likely = {one.credit.content.text for other, one in held if other == share}
    return best if len(likely) == 1 else None


def _before(picture: _Picture, generation: Generation) -> Passage:
    """Find the passage that the credit stands behind; the report's first one where none is."""
    start = picture.credit.content.spans()[0].start
    own = generation.ranges[picture.report.id]
    before = [
        generation.passages[i]
        for i in own
        if generation.passages[i].source == picture.report.source
        and generation.passages[i].content.spans()[0].start < start
    ]
    return before[-1] if before else generation.passages[own.start]
