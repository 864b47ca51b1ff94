r"""How are JSON lines in BEIR layout read?

Each line is `{"_id", "title", "text", "metadata"?}` and becomes one passage under its `_id`; its
text is taken as it stands. Rows of one title are one report.

Offsets point into the raw file, to where the value stands between its quotes. An escape such as
`\"` leaves its character in the file, and `\n` stands for white space; but `\u4e2d` leaves nothing
a span could point to, so such a row is kept in the source as its plain text, and the source says
that it was extracted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from retrieval.corpus.readers.base import Context, Reader, Reading, SourceFile
from retrieval.corpus.reports import report_id
from retrieval.errors import (
    CorpusError,
    DuplicatePassageError,
    SourceMalformedError,
    SourceTooLargeError,
)
from retrieval.types import Block, BlockKind, MendedText, Piece, Report, Source, Span

PROGRESS_BYTES = 1 << 20

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_SPACES = frozenset(" \t\r\n")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
#: Escapes whose character stands in the file, and those that stand for white space.
_LITERAL_ESCAPES = frozenset('"\\/')
_WHITE_ESCAPES = frozenset("nrtf")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Row(NamedTuple):
    id: str
    title: str
    text: MendedText
    title_spans: tuple[Span, ...]
    date: str | None


class _BadRowError(Exception):
    """A line is no row; the message says why."""


@dataclass(slots=True)
class _Group:
    """The rows of one report, as they come."""

    title: str
    title_spans: tuple[Span, ...]
    date: str | None
    blocks: list[Block] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def _recognises(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512]
    return re.match(rb'\{\s*"(_id|title|text|metadata)"\s*:', first) is not None


def _read(file: SourceFile, context: Context) -> Reading:
    rows = _Rows(file.name)
    limit = context.params.max_source_bytes
    done = reported = 0
    with file.path.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            rows.add(raw, number, limit=limit)
            done += len(raw)
            if done - reported >= PROGRESS_BYTES:
                context.advance(done)
                reported = done
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

    def add(self, raw: bytes, number: int, *, limit: int) -> None:
        """Read line `number`; one that is no row stays in the source all the same."""
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            if len(raw) > limit:
                raise SourceTooLargeError(path=self._name, size=len(raw), limit=limit)
            if line.strip():
                line = self._add_row(line)
        except UnicodeDecodeError as error:
            line = raw.decode("utf-8", "replace")
            self._complain(number, f"byte {error.start} is not UTF-8")
        except _BadRowError as error:
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
            group = _Group(row.title or row.id, row.title_spans, row.date)
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
    values, places = _scan_object(line.rstrip("\r\n"))
    row_id, title, text = values.get("_id"), values.get("title") or "", values.get("text")
    if isinstance(row_id, int) and not isinstance(row_id, bool):
        row_id = str(row_id)
    if not isinstance(row_id, str) or not row_id.strip():
        raise _BadRowError('"_id" is missing or no text')
    if not isinstance(text or "", str) or not isinstance(title, str):
        raise _BadRowError('"text" or "title" is no text')
    if not text or not text.strip():
        raise _BadRowError('"text" is missing or empty')
    if any(map(_SURROGATE.search, (row_id, title, text))):
        raise _BadRowError("half of a surrogate pair")
    title = title.strip()
    date = _date(values.get("metadata"))
    content = _place(text, line, places["text"], offset)
    if content is None:
        plain = text + "\n"
        row = _Row(row_id, title, _stripped(MendedText.at(text, offset)), (), date)
        return row, plain
    heading = _place(values["title"], line, places["title"], offset) if title else None
    title_spans = _stripped(heading).spans() if heading else ()
    return _Row(row_id, title, _stripped(content), title_spans, date), None


def _scan_object(line: str) -> tuple[Mapping[str, Any], Mapping[str, tuple[int, int]]]:
    """Read a JSON object; of strings, also where they stand between their quotes.

    A key that stands twice counts as the last one, as `json.loads` has it.
    """
    values: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    i = _skip(line, 0)
    if line[i : i + 1] != "{":
        raise _BadRowError("not a JSON object")
    i = _skip(line, i + 1)
    try:
        while line[i : i + 1] == '"':
            key, i = _DECODER.raw_decode(line, i)
            i = _skip(line, i)
            if line[i : i + 1] != ":":
                raise _BadRowError(f"no colon after {key!r}")
            i = _skip(line, i + 1)
            start = i
            values[key], i = _DECODER.raw_decode(line, start)
            if line[start] == '"':
                places[key] = (start + 1, i - 1)
            i = _skip(line, i)
            if line[i : i + 1] != ",":
                break
            i = _skip(line, i + 1)
    except (ValueError, RecursionError) as error:
        raise _BadRowError(str(error)) from error
    if line[i : i + 1] != "}" or line[i + 1 :].strip():
        raise _BadRowError("the object is not closed, or something follows it")
    return values, places


def _skip(line: str, i: int) -> int:
    """Go over the white space of JSON; most often there is none."""
    if line[i : i + 1] not in _SPACES:
        return i
    found = _SPACE.match(line, i)
    return found.end() if found else i


def _place(value: str, line: str, place: tuple[int, int], offset: int) -> MendedText | None:
    """Tie a value to the raw line; `None` where an escape leaves no character to point to."""
    start, end = place
    if end - start == len(value):
        return MendedText.at(value, offset + start)
    pieces: list[Piece] = []
    length = 0
    i = start
    for found in _ESCAPE.finditer(line, start, end):
        if found.start() > i:
            pieces.append(Piece(length, offset + i, found.start() - i))
            length += found.start() - i
        escaped = found.group()[1]
        if escaped in _LITERAL_ESCAPES:
            pieces.append(Piece(length, offset + found.start() + 1, 1))
        elif escaped not in _WHITE_ESCAPES:
            return None
        length += 1
        i = found.end()
    if end > i:
        pieces.append(Piece(length, offset + i, end - i))
    return MendedText(value, tuple(pieces))


def _stripped(content: MendedText) -> MendedText:
    """Drop white space at both ends, where there is any."""
    clean = content.text[:1].strip() and content.text[-1:].strip()
    return content if clean else content.stripped()


def _date(metadata: object) -> str | None:
    date = metadata.get("date") if isinstance(metadata, Mapping) else None
    return date if isinstance(date, str) and date else None


READER = Reader(format_name="BEIR JSON lines", recognises=_recognises, read=_read, streams=True)
