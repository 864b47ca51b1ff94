"""How does a document become reports: a PDF, a Word file, a web page, a sheet, a scan?

The extractor of its format finds its text, in a process of its own; here blocks and reports are
made of it. A document that shows no structure, only lines, is read as a plain text file is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.corpus.extraction import Extraction, Part
from retrieval.corpus.lines import BLANK
from retrieval.corpus.patterns import (
    WordTest,
    byline,
    date_of,
    date_within,
    is_credit,
    may_be_title,
)
from retrieval.corpus.readers.base import Context, Reader, Reading, SourceFile
from retrieval.corpus.reports import parse_reports, report_id, stem_of
from retrieval.errors import OcrMissingError, SourceEmptyError
from retrieval.text.folding import fold
from retrieval.types import Block, BlockKind, MendedText, Place, Report, Source, Span

MAX_HEADER_CHARS = 60  # a line with date and source below a title is short
_STRUCTURE = frozenset({BlockKind.HEADING, BlockKind.TABLE_ROW})


def document_reader(
    format_name: str, extractor: str, recognises: Callable[[str, bytes], bool]
) -> Reader:
    """Make the reader of a format from the name of its extractor."""

    def read(file: SourceFile, context: Context) -> Reading:
        def advance(done: int, total: int) -> None:
            context.advance(file.size * done // max(total, 1))

        found = context.extractors.extract(
            extractor,
            path=str(file.path),
            name=file.name,
            format_name=format_name,
            advance=advance,
        )
        return assemble(found, file.name, context.is_word)

    return Reader(format_name=format_name, recognises=recognises, read=read)


def assemble(found: Extraction, name: str, is_word: WordTest) -> Reading:
    """Make reports of what an extractor found.

    Raises:
        SourceEmptyError: it found no text.
        OcrMissingError: all of its text is in pictures that nothing here reads.
    """
    if not found.text.strip(BLANK):
        raise OcrMissingError(path=name) if found.unread_scans else SourceEmptyError(path=name)
    source = Source(name=name, text=found.text, extracted=True)
    if found.running or not any(part.kind in _STRUCTURE for part in found.parts):
        reports = _running_reports(found, source, is_word)
    else:
        reports = _structured_reports(found, source, is_word)
    problems = (OcrMissingError(path=name),) if found.unread_scans else ()
    return Reading(
        source, tuple(_completed(report, found, is_word) for report in reports), problems
    )


def _completed(report: Report, found: Extraction, is_word: WordTest) -> Report:
    """Fill in from the document's properties what its text does not say."""
    names = byline(" ".join(found.authors), is_word) if found.authors else None
    return replace(
        report,
        byline=report.byline or (names.names if names and names.certain else ()),
        report_date=report.report_date or date_within(found.date),
        publisher=found.publisher or None,
    )


def _running_reports(found: Extraction, source: Source, is_word: WordTest) -> list[Report]:
    typed = sorted(found.parts, key=lambda part: part.start) if found.running else []
    starts = [part.start for part in typed]

    def finished(block: Block) -> Block:
        spans = block.content.spans()
        i = bisect_right(starts, spans[0].start) - 1
        kind, place = block.kind, _pages(spans, found.pages)
        if i >= 0 and spans[0].start < typed[i].end:
            kind, place = typed[i].kind, typed[i].place or place
        return replace(block, kind=kind, place=place)

    reports = []
    for report in parse_reports(source, is_word):
        blocks = tuple(map(finished, report.blocks))
        if not report.title_spans and found.title and report.title == stem_of(source.name):
            report = replace(report, title=found.title, id=report_id(found.title, blocks))
        reports.append(replace(report, blocks=blocks))
    return reports


def _pages(spans: Sequence[Span], pages: Sequence[int]) -> Place:
    """Name the pages that a text stands on; its column may go on at an earlier one."""
    if not pages:
        return Place()
    numbers = {
        bisect_right(pages, offset) for span in spans for offset in (span.start, span.end - 1)
    }
    first, last = min(numbers), max(numbers)
    return Place(page=first, last_page=last if last > first else None)


def _structured_reports(found: Extraction, source: Source, is_word: WordTest) -> list[Report]:
    """Part the document where a heading of the first level has a byline below it."""
    sections: list[list[Part]] = [[]]
    for i, part in enumerate(found.parts):
        if sections[-1] and _opens_report(found, i, is_word):
            sections.append([])
        sections[-1].append(part)
    alone = len(sections) == 1
    return [_Section(found, source, is_word).report(parts, properties=alone) for parts in sections]


def _opens_report(found: Extraction, i: int, is_word: WordTest) -> bool:
    head = found.parts[i]
    if head.kind is not BlockKind.HEADING or head.level != 1 or i + 1 == len(found.parts):
        return False
    below = found.parts[i + 1]
    return below.kind is BlockKind.PARAGRAPH and bool(
        byline(found.text[below.start : below.end], is_word)
    )


@dataclass(frozen=True, slots=True)
class _Section:
    """Makes one report of some parts of a document."""

    found: Extraction
    source: Source
    is_word: WordTest

    def report(self, parts: Sequence[Part], *, properties: bool) -> Report:
        """Read title, byline and date off the top; the rest are blocks."""
        rest = list(parts)
        title = ""
        title_spans: tuple[Span, ...] = ()
        first = rest[0]
        if first.kind is BlockKind.HEADING and self._is_top(first, rest):
            title = self._text(first)
            title_spans = (Span(first.start, first.end),)
            rest.pop(0)
        elif first.kind is BlockKind.PARAGRAPH and may_be_title(self._text(first)):
            title, title_spans = self._text(first), (Span(first.start, first.end),)
            rest.pop(0)
        names: tuple[str, ...] = ()
        signed = ""
        for part in rest[:2]:
            said = byline(self._text(part), self.is_word)
            if part.kind is BlockKind.PARAGRAPH and said and (said.certain or title_spans):
                names, signed = said.names, self._text(part)
                rest.remove(part)
                break
        title = title or (self.found.title if properties else "") or stem_of(self.source.name)
        blocks = tuple(self._blocks(rest))
        return Report(
            id=report_id(title, blocks),
            title=title,
            source=self.source.name,
            byline=names,
            report_date=(
                self._date(rest) or date_within(signed) or date_within(stem_of(self.source.name))
            ),
            blocks=blocks,
            title_spans=title_spans,
        )

    def _is_top(self, first: Part, parts: Sequence[Part]) -> bool:
        """Say whether a heading is the title: no other one of its level follows."""
        return first.level == 1 and not any(
            part.kind is BlockKind.HEADING and part.level <= first.level for part in parts[1:]
        )

    def _text(self, part: Part) -> str:
        return self.found.text[part.start : part.end]

    def _date(self, parts: Sequence[Part]) -> str | None:
        heads = [self._text(part) for part in parts[:4] if part.kind is BlockKind.PARAGRAPH]
        for text in heads:
            if said := date_of(text) or (len(text) <= MAX_HEADER_CHARS and date_within(text)):
                return said
        return None

    def _blocks(self, parts: Sequence[Part]) -> list[Block]:
        blocks = []
        path: list[tuple[int, str]] = []
        for part in parts:
            text = self._text(part)
            if part.kind is BlockKind.HEADING:
                while path and path[-1][0] >= part.level:
                    path.pop()
            place = part.place or Place()
            if path:
                place = replace(place, headings=tuple(text for _, text in path))
            if part.kind is BlockKind.HEADING:
                path.append((part.level, text))
            kind = part.kind
            if kind is BlockKind.PARAGRAPH and is_credit(fold(text)):
                kind = BlockKind.CREDIT
            content = MendedText.at(text, part.start)
            blocks.append(Block(kind, content, part.level, place=place))
        return blocks
