"""How is a Markdown file read?

Headings become sections, every list item, quotation, table row and paragraph a block of its own;
the marks are left out, and what a reader sees keeps its place in the file. A file is one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from retrieval.corpus.lines import BLANK, join_lines
from retrieval.corpus.patterns import byline, date_of, date_within, is_credit
from retrieval.corpus.readers.base import Context, Reader, Reading, SourceFile
from retrieval.corpus.readers.inline import strip_marks
from retrieval.corpus.readers.markdowntables import table_blocks
from retrieval.corpus.readers.plain import read_text
from retrieval.corpus.reports import report_id, stem_of
from retrieval.text.folding import fold
from retrieval.types import Block, BlockKind, MendedText, Report, Span

_HEADING_BYTES = re.compile(rb"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_MARKUP_BYTES = re.compile(
    rb"^ {0,3}(?:#{1,6}[ \t]|```|~~~|>|[-*+] |\d{1,3}[.)] |\||={3,}|-{3,})|\*\*|\]\(", re.MULTILINE
)
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?=[ \t]|$)")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"\s*(?P<mark>[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_DELIMITER = re.compile(r":?-+:?")
_CELL_END = re.compile(r"(?<!\\)\|")
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^()]{0,1000}\)")
_REFERENCE = re.compile(r" {0,3}\[[^\]^]{1,200}\]:[ \t]*\S+")
_FIELD = re.compile(r"(?P<key>[A-Za-z_]{1,30}):[ \t]*(?P<value>.*)")
_ABOVE = frozenset({BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.HEADING})
MAX_FRONT_MATTER_LINES = 60
MAX_COMMENT_LINES = 200  # one without an end is text


class _Row(NamedTuple):
    """A line of the file with its place, line end left out."""

    text: str
    start: int

    def part(self, start: int, end: int | None = None) -> MendedText:
        """Cut `[start, end)` out, without white space at its ends."""
        text = self.text[start:end]
        return MendedText.at(text, self.start + start).stripped()


def _recognises(name: str, head: bytes) -> bool:
    if name.lower().endswith((".md", ".markdown")):
        return _MARKUP_BYTES.search(head) is not None
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _HEADING_BYTES.match(first) is not None or len(_HEADING_BYTES.findall(head)) > 1


def _read(file: SourceFile, context: Context) -> Reading:
    source = read_text(file)
    rows = _rows(source.text)
    front, rows = _front_matter(rows)
    blocks = _Blocks(rows).parse()
    title: str = stem_of(file.name)
    title_spans: tuple[Span, ...] = ()
    if "title" in front:
        title, title_spans = front["title"].text, front["title"].spans()
    elif blocks and blocks[0].kind is BlockKind.HEADING:
        title, title_spans = blocks[0].content.text, blocks[0].content.spans()
        blocks = blocks[1:]
    found = byline(front["author"].text, context.is_word) if "author" in front else None
    signed = ""
    if found is None and title_spans and blocks and blocks[0].kind is BlockKind.PARAGRAPH:
        signed = blocks[0].content.text
        found = byline(signed, context.is_word)
        blocks = blocks[1:] if found else blocks
    stated = date_within(front["date"].text) if "date" in front else None
    stated = stated or (date_within(signed) if found else None)
    stated = stated or next(filter(None, (date_of(b.content.text) for b in blocks[:3])), None)
    report = Report(
        id=report_id(title, blocks),
        title=title,
        source=file.name,
        byline=found.names if found else (),
        report_date=stated or date_within(stem_of(file.name)),
        blocks=tuple(blocks),
        title_spans=title_spans,
    )
    return Reading(source, (report,))


def _rows(text: str) -> list[_Row]:
    rows = []
    start = 0
    for raw in text.splitlines(keepends=True):
        rows.append(_Row(raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"), start))
        start += len(raw)
    return rows


def _front_matter(rows: list[_Row]) -> tuple[dict[str, MendedText], list[_Row]]:
    """Read the `key: value` lines between two rules at the very top, if they are there."""
    if not rows or rows[0].text.rstrip() != "---":
        return {}, rows
    fields: dict[str, MendedText] = {}
    for n, row in enumerate(rows[1:MAX_FRONT_MATTER_LINES], 1):
        if row.text.rstrip() in ("---", "..."):
            return fields, rows[n + 1 :]
        if found := _FIELD.fullmatch(row.text.rstrip()):
            value = row.part(found.start("value"))
            if len(value) > 1 and value.text[0] == value.text[-1] and value.text[0] in "\"'":
                value = value.slice(1, len(value) - 1)
            if len(value):
                fields[found["key"].lower()] = value
        elif row.text.strip() and not row.text.startswith((" ", "\t", "-", "#")):
            break
    return {}, rows


@dataclass(slots=True)
class _Blocks:
    """Walks down the rows and gathers blocks."""

    rows: list[_Row]
    blocks: list[Block] = field(default_factory=list)
    lines: list[MendedText] = field(default_factory=list)  #: of the paragraph under way

    def parse(self) -> list[Block]:
        """Read all rows."""
        i = 0
        while i < len(self.rows):
            i = self._step(i)
        self._end_paragraph()
        return self.blocks

    def _step(self, i: int) -> int:
        """Read what begins at row `i`; give the row after it."""
        row = self.rows[i]
        quote = _QUOTE.match(row.text)
        if quote:
            if not (i and _QUOTE.match(self.rows[i - 1].text)):
                self._end_paragraph()
            row = _Row(row.text[quote.end() :], row.start + quote.end())
        if not row.text.strip(BLANK):
            self._end_paragraph()
        elif fence := _FENCE.match(row.text):
            return self._code(i, fence["fence"])
        elif heading := _HEADING.match(row.text):
            self._end_paragraph()
            content = _without_closing_marks(row.part(heading.end()))
            self._add(BlockKind.HEADING, content, level=len(heading["marks"]))
        elif len(self.lines) == 1 and (under := _SETEXT.match(row.text)):
            self._add(BlockKind.HEADING, self.lines.pop(), level=1 if under[1][0] == "=" else 2)
        elif _RULE.match(row.text) or _REFERENCE.fullmatch(row.text.rstrip()):
            self._end_paragraph()
        elif row.text.lstrip().startswith("<!--"):
            return self._comment(i)
        elif self._is_table(i):
            return self._table(i)
        elif item := _ITEM.match(row.text):
            self._end_paragraph()
            # A number says something (第三条), a bullet nothing.
            start = item.start("mark") if item["mark"][0].isdigit() else item.end()
            self.lines.append(row.part(start))
        elif _IMAGE.fullmatch(row.text.strip()):
            self._end_paragraph()
            self._add(BlockKind.CAPTION, row.part(0))
        else:
            self.lines.append(row.part(0))
        return i + 1

    def _add(self, kind: BlockKind, content: MendedText, level: int = 0) -> None:
        content = strip_marks(content).stripped()
        if kind is BlockKind.PARAGRAPH and is_credit(fold(content.text)):
            kind = BlockKind.CREDIT
        if len(content):
            self.blocks.append(Block(kind, content, level))

    def _end_paragraph(self) -> None:
        if self.lines:
            self._add(BlockKind.PARAGRAPH, join_lines(self.lines))
            self.lines.clear()

    def _code(self, i: int, fence: str) -> int:
        """Take the lines of a code block as they stand."""
        self._end_paragraph()
        lines = []
        i += 1
        while i < len(self.rows):
            text = self.rows[i].text.strip()
            if text.startswith(fence) and not text.strip(fence[0]):
                break
            if text:
                lines.append(MendedText.at(self.rows[i].text.rstrip(), self.rows[i].start))
            i += 1
        if lines:
            content = MendedText.joined(lines, "\n").stripped()
            self.blocks.append(Block(BlockKind.PARAGRAPH, content))
        return i + 1

    def _comment(self, i: int) -> int:
        """Leave out a comment; what follows its end on the line is text."""
        self._end_paragraph()
        for j in range(i, min(i + MAX_COMMENT_LINES, len(self.rows))):
            end = self.rows[j].text.find("-->")
            if end >= 0:
                rest = self.rows[j].part(end + 3)
                if len(rest):
                    self.lines.append(rest)
                return j + 1
        self.lines.append(self.rows[i].part(0))
        return i + 1

    def _is_table(self, i: int) -> bool:
        return (
            i + 1 < len(self.rows)
            and "|" in self.rows[i].text
            and "|" in self.rows[i + 1].text
            and _is_delimiter_row(self.rows[i + 1].text)
        )

    def _table(self, i: int) -> int:
        """Say every row of a table with the headings of its cells."""
        self._end_paragraph()
        first = i
        rows = []
        while i < len(self.rows) and "|" in self.rows[i].text:
            if i != first + 1:  # the rule below the head
                rows.append([strip_marks(cell).stripped() for cell in _cells(self.rows[i])])
            i += 1
        above = [block.content for block in self.blocks[-2:] if block.kind in _ABOVE]
        said = table_blocks(rows, above)
        self.blocks.extend(block for block in said if len(block.content))
        return i


def _without_closing_marks(heading: MendedText) -> MendedText:
    """Take the marks off that may close a heading: `# 标题 #`."""
    bare = heading.text.rstrip("#")
    closes = len(bare) < len(heading) and (not bare or bare[-1].isspace())
    return heading.slice(0, len(bare)).stripped() if closes else heading


def _is_delimiter_row(text: str) -> bool:
    cells = text.strip().removeprefix("|").removesuffix("|").split("|")
    return all(_DELIMITER.fullmatch(cell.strip()) for cell in cells)


def _cells(row: _Row) -> Iterator[MendedText]:
    """Give what stands between the bars; those at both ends part nothing."""
    bare = row.text.strip()
    if bare.startswith("|"):
        at = row.text.index("|") + 1
        row = _Row(row.text[at:], row.start + at)
    if bare.endswith("|") and not bare.endswith("\\|") and len(bare) > 1:
        row = _Row(row.text.rstrip()[:-1], row.start)
    start = 0
    for found in _CELL_END.finditer(row.text):
        yield row.part(start, found.start())
        start = found.end()
    yield row.part(start)


READER = Reader(format_name="Markdown", recognises=_recognises, read=_read)
