"""How are JSON lines read that are no BEIR corpus: an export of articles, one a line?

Each line is an object with a text (`text`, `content`, `body`, 正文 …) and becomes a report of its
own, its paragraphs parted at the line breaks of the text; title, date, publisher, authors and
address are taken where the object has them. Offsets point into the raw file, as in `beir`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from retrieval.corpus.patterns import date_within
from retrieval.corpus.readers.base import Context, Reader, Reading, SourceFile
from retrieval.corpus.readers.jsontext import (
    SURROGATE,
    BadRowError,
    place_in,
    scan_object,
    stripped,
)
from retrieval.corpus.readers.rawlines import read_lines
from retrieval.corpus.reports import report_id, stem_of
from retrieval.errors import CorpusError, SourceMalformedError
from retrieval.types import Block, BlockKind, MendedText, Report, Source, Span

MAX_AUTHORS = 4

#: What the fields of a row are called, best first.
_TEXT = ("text", "content", "contents", "body", "article", "正文", "内容")
_TITLE = ("title", "headline", "标题", "题目")
_DATE = (
    "date",
    "pubdate",
    "published",
    "publish_date",
    "published_at",
    "time",
    "日期",
    "发布时间",
)
_PUBLISHER = ("publisher", "source", "media", "来源", "发布单位")
_AUTHORS = ("authors", "author", "byline", "作者")
_ADDRESS = ("url", "link", "链接", "网址")

_ROW = re.compile(
    rb'[^\n]*?"(?:' + "|".join(_TEXT).encode() + rb')"\s*:\s*"', re.IGNORECASE | re.DOTALL
)


class _Row(NamedTuple):
    """A line, taken apart; `plain` stands for it in the source where the raw line cannot."""

    text: MendedText
    title: str
    title_spans: tuple[Span, ...]
    values: Mapping[str, Any]
    plain: str | None


def _recognises(name: str, head: bytes) -> bool:
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not first.startswith(b"{"):
        return False
    if _ROW.match(first):
        return True
    return name.lower().endswith((".jsonl", ".ndjson")) and first[1:].lstrip().startswith(b'"')


def _read(file: SourceFile, context: Context) -> Reading:
    lines: list[str] = []
    reports: list[Report] = []
    problems: list[CorpusError] = []
    length = 0
    extracted = False
    for number, content, too_large in read_lines(file, context):
        line = content.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
        if too_large is not None:
            problems.append(too_large)
            extracted = True
        elif line.strip():
            try:
                row = _row(line, length)
            except BadRowError as error:
                problem = SourceMalformedError(path=file.name, line=number, reason=str(error))
                problems.append(problem)
            else:
                reports.append(_report(row, file.name, number))
                if row.plain is not None:
                    line, extracted = row.plain, True
        lines.append(line)
        length += len(line)
    if not reports and problems:
        raise problems[0]
    source = Source(file.name, "".join(lines), "utf-8", extracted)
    return Reading(source, tuple(reports), tuple(problems))


def _row(line: str, offset: int) -> _Row:
    """Read a line that begins at `offset` in the source."""
    values, places = scan_object(line.rstrip("\r\n"))
    values = {key.lower(): value for key, value in values.items()}
    places = {key.lower(): place for key, place in places.items()}
    key, title_key = _first(values, _TEXT), _first(values, _TITLE)
    if key is None:
        raise BadRowError('no "text" or "content"')
    text, title = values[key], values[title_key].strip() if title_key else ""
    if SURROGATE.search(text) or SURROGATE.search(title):
        raise BadRowError("half of a surrogate pair")
    content = place_in(text, line, places[key], offset)
    if content is None:
        return _Row(MendedText.at(text, offset), title, (), values, text + "\n")
    heading = place_in(values[title_key], line, places[title_key], offset) if title_key else None
    return _Row(content, title, stripped(heading).spans() if heading else (), values, None)


def _report(row: _Row, name: str, number: int) -> Report:
    blocks = tuple(Block(BlockKind.PARAGRAPH, part) for part in _paragraphs(row.text))
    title = row.title or f"{stem_of(name)} {number}"
    return Report(
        id=report_id(title, blocks),
        title=title,
        source=name,
        byline=_authors(row.values),
        report_date=date_within(_said(row.values, _DATE)),
        publisher=_said(row.values, _PUBLISHER) or None,
        url=_said(row.values, _ADDRESS) or None,
        blocks=blocks,
        title_spans=row.title_spans,
    )


def _paragraphs(content: MendedText) -> Iterator[MendedText]:
    for found in re.finditer(r"[^\n\r]+", content.text):
        part = content.slice(found.start(), found.end()).stripped()
        if len(part):
            yield part


def _authors(values: Mapping[str, Any]) -> tuple[str, ...]:
    key = next((key for key in _AUTHORS if values.get(key)), None)
    said = values[key] if key else ()
    names = re.split(r"[\s、，,;；/]+", said) if isinstance(said, str) else said
    if not isinstance(names, list | tuple):
        return ()
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())[
        :MAX_AUTHORS
    ]


def _said(values: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Give the first field that is there, of the row or of its `metadata`."""
    within = values.get("metadata")
    for place in (values, within if isinstance(within, Mapping) else {}):
        for key in keys:
            if isinstance(place.get(key), str | int) and str(place[key]).strip():
                return str(place[key]).strip()
    return ""


def _first(values: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """Name the first field that holds a text."""
    return next(
        (key for key in keys if isinstance(values.get(key), str) and values[key].strip()), None
    )


READER = Reader(format_name="JSON lines", recognises=_recognises, read=_read, streams=True)
