r"""How are JSON lines in BEIR layout read?

Each line is `{"_id", "title", "text", "metadata"?}` and becomes one passage under its `_id`; its
text is taken as it stands. Rows of one title are one report.

Offsets point into the raw file (`jsontext`). A row that has a character with no place there is
kept in the source as its plain text, and one over the limit of a line as an empty line; the source
then says that it was extracted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from retrieval.corpus.files import BEIR_CORPUS
from retrieval.corpus.readers.base import Context, Reader, Reading, SourceFile
from retrieval.corpus.readers.jsontext import (
    SURROGATE,
    BadRowError,
    place_in,
    scan_object,
    stripped,
)
from retrieval.corpus.readers.rawlines import RawLine, read_lines
from retrieval.corpus.reports import report_id
from retrieval.errors import CorpusError, DuplicatePassageError, SourceMalformedError
from retrieval.types import Block, BlockKind, MendedText, Report, Source, Span


class _Row(NamedTuple):
    id: str
    title: str
    text: MendedText
    heading: MendedText | None  #: the title where it stands
    date: str | None


@dataclass(slots=True)
class _Group:
    """The rows of one report, as they come."""

    title: str
    title_spans: tuple[Span, ...]
    date: str | None
    blocks: list[Block] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def _recognises(name: str, head: bytes) -> bool:
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb'\{\s*"(_id|title|text|metadata)"\s*:', first) is None:
        return False
    return name == BEIR_CORPUS or b'"_id"' in first


def _read(file: SourceFile, context: Context) -> Reading:
    rows = _Rows(file.name)
    for raw in read_lines(file, context):
        rows.add(raw)
    return rows.reading()


class _Rows:
    """Gathers the lines of a file: its text, its reports and what is wrong with it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []
        self._length = 0
        self._extracted = False
        self._groups: dict[str, _Group] = {}
        self._ids: set[str] = set()
        self._problems: list[CorpusError] = []

    def add(self, raw: RawLine) -> None:
        """Read a line; one that is no row stays in the source all the same."""
        number, content, too_large = raw
        try:
            line = content.decode("utf-8-sig" if number == 1 else "utf-8")
            if too_large is not None:
                self._extracted = True
                self._problems.append(too_large)
            elif line.strip():
                line = self._add_row(line)
        except UnicodeDecodeError as error:
            line = content.decode("utf-8", "replace")
            self._complain(number, f"byte {error.start} is not UTF-8")
        except BadRowError as error:
            self._complain(number, str(error))
        except CorpusError as error:
            self._problems.append(error)
        self._lines.append(line)
        self._length += len(line)

    def reading(self) -> Reading:
        """Give what was gathered."""
        source = Source(self._name, "".join(self._lines), "utf-8", self._extracted)
        reports = tuple(_report(group, self._name) for group in self._groups.values())
        return Reading(source, reports, tuple(self._problems))

    def _add_row(self, line: str) -> str:
        """Read a row; give what stands for its line in the source."""
        row, plain = _parse_row(line, self._length)
        if row.id in self._ids:
            raise DuplicatePassageError(path=self._name, passage_id=row.id)
        self._ids.add(row.id)
        # A row without a title is a report of its own, under a key that no title can have.
        key = row.title or f"\0{row.id}"
        group = self._groups.get(key)
        if group is None:
            title_spans = row.heading.spans() if row.heading is not None else ()
            group = _Group(row.title or row.id, title_spans, row.date)
            self._groups[key] = group
        group.date = group.date or row.date
        group.blocks.append(Block(BlockKind.PARAGRAPH, row.text))
        group.ids.append(row.id)
        if plain is None:
            return line
        self._extracted = True
        return plain

    def _complain(self, number: int, reason: str) -> None:
        problem = SourceMalformedError(path=self._name, line=number, reason=reason)
        self._problems.append(problem)


def _report(group: _Group, name: str) -> Report:
    return Report(
        id=report_id(group.title, group.blocks),
        title=group.title,
        source=name,
        report_date=group.date,
        blocks=tuple(group.blocks),
        title_spans=group.title_spans,
        block_ids=tuple(group.ids),
    )


def _parse_row(line: str, offset: int) -> tuple[_Row, str | None]:
    """Read one line that begins at `offset` in the source.

    Returns:
        The row, and what stands for its line in the source where the raw line cannot.
    """
    values, places = scan_object(line.rstrip("\r\n"))
    row_id, title, text = values.get("_id"), values.get("title") or "", values.get("text")
    if isinstance(row_id, int) and not isinstance(row_id, bool):
        row_id = str(row_id)
    if not isinstance(row_id, str) or not row_id.strip():
        raise BadRowError('"_id" is missing or no text')
    if not isinstance(text or "", str) or not isinstance(title, str):
        raise BadRowError('"text" or "title" is no text')
    if not text or not text.strip():
        raise BadRowError('"text" is missing or empty')
    if any(map(SURROGATE.search, (row_id, title, text))):
        raise BadRowError("half of a surrogate pair")
    title = title.strip()
    date = _date(values.get("metadata"))
    content = place_in(text, line, places["text"], offset)
    if content is None:
        plain = text + "\n"
        row = _Row(row_id, title, stripped(MendedText.at(text, offset)), None, date)
        return row, plain
    heading = place_in(values["title"], line, places["title"], offset) if title else None
    heading = stripped(heading) if heading else None
    return _Row(row_id, title, stripped(content), heading, date), None


def _date(metadata: object) -> str | None:
    date = metadata.get("date") if isinstance(metadata, Mapping) else None
    return date if isinstance(date, str) and date else None


READER = Reader(format_name="BEIR JSON lines", recognises=_recognises, read=_read, streams=True)
