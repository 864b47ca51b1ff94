"""Which passages does a report consist of?

A passage is what is found and cited: a paragraph, a caption or a table row. Headings name the
section of the passages below them; credits are not cited.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import zip_longest

from retrieval.corpus.reports import content_id
from retrieval.types import Block, BlockKind, Passage, Report, Span

#: Where a long paragraph may be cut, best first: after a sentence, a clause, a word.
_CUTS = (
    re.compile(r"[。！？!?…]+[”’」』）)]*"),
    re.compile(r"[；;，,：:、]+"),
    re.compile(r"\s+"),
)
_UNCITED = frozenset({BlockKind.HEADING, BlockKind.CREDIT})


def split_passages(report: Report, *, max_chars: int) -> Iterator[Passage]:
    """Give the passages of a report in reading order, with ids made of their content.

    Blocks that the format names (`Report.block_ids`) are one passage each and keep their name.
    """
    section: str | None = None
    position = 0
    for block, block_id in zip_longest(report.blocks, report.block_ids):
        if block.kind is BlockKind.HEADING:
            section = block.content.text
        if block_id is None and (block.kind in _UNCITED or not _says_something(block)):
            continue
        spans = [Span(0, len(block.content))]
        if block_id is None:
            spans = cut_at_sentences(block.content.text, max_chars=max_chars)
        for start, end in spans:
            content = block.content if len(spans) == 1 else block.content.slice(start, end)
            yield Passage(
                id=block_id or content_id(report.title, content.text),
                report_id=report.id,
                report_title=report.title,
                section=section,
                source=report.source,
                content=content,
                kind=block.kind,
                position=position,
                gap_before=block.gap_before and start == 0,
                gap_after=block.gap_after and end == len(block.content),
                place=block.place,
                also=block.also,
            )
            position += 1


def cut_at_sentences(text: str, *, max_chars: int) -> list[Span]:
    """Cut a long text into parts of about one length, none over `max_chars`.

    A part ends where a sentence does; inside a sentence longer than that, at a clause mark, at
    white space, or in the last resort anywhere. White space around a cut belongs to no part.

    >>> [tuple(span) for span in cut_at_sentences("天晴。风起。雨来。", max_chars=6)]
    [(0, 6), (6, 9)]
    """
    spans = []
    start = 0
    while len(text) - start > max_chars:
        rest = len(text) - start
        even = math.ceil(rest / math.ceil(rest / max_chars))
        end = _cut_near(text, start, aim=start + even, limit=start + max_chars)
        spans.append(_stripped(text, start, end))
        start = end
    spans.append(_stripped(text, start, len(text)))
    return [span for span in spans if span.start < span.end]


def _cut_near(text: str, start: int, *, aim: int, limit: int) -> int:
    for pattern in _CUTS:
        ends = [found.end() for found in pattern.finditer(text, start, limit)]
        # A mark at the very limit may go on beyond it (……, 。”): then it is no end.
        ends = [end for end in ends if end > start and not pattern.match(text, end)]
        if ends:
            return min(ends, key=lambda end: (abs(end - aim), end))
    return limit


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Span(start, max(start, start + len(part.strip())))


def _says_something(block: Block) -> bool:
    """Say whether a block holds a letter or a digit: a rule of dashes is nothing to cite."""
    return any(map(str.isalnum, block.content.text))
