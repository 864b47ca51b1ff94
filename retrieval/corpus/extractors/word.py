"""What does a Word document say?

Headings are known by their style or outline level, table cells by their place; text boxes follow
the paragraph they hang on, footnotes come at the end. What tracked changes took out, and tables of
contents, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from retrieval.corpus.extraction import Extraction, Limits, TextBuilder
from retrieval.corpus.extractors.xml import parse_xml
from retrieval.corpus.tables import grid_of
from retrieval.errors import SourceDamagedError
from retrieval.types import BlockKind

MAX_DEPTH = 40  # tables in tables, boxes in boxes
MAX_SPAN = 200
_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])")
_TITLE = frozenset({"title", "标题", "標題"})
_CAPTION = re.compile("caption|题注|題注|图注|表题")
_CONTENTS = re.compile(r"(?:toc|目录|目錄) ?[0-9]|toc heading")
_GENERIC_TITLE = re.compile(
    "^(?:Microsoft|文档|文檔|Document|未命名|无标题|untitled)", re.IGNORECASE
)
_PROPERTIES = "/docProps/app.xml"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = {
    _FALLBACK,
    *map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:rPr", "w:pPr")),
}

Element = Any


def extract(path: Path, name: str, limits: Limits) -> Extraction:  # noqa: ARG001 - pages are set by Word
    """Read a Word document.

    Raises:
        SourceDamagedError: it cannot be opened.
    """
    try:
        document = docx.Document(str(path))
    except (KeyError, PackageNotFoundError, ValueError) as error:
        raise SourceDamagedError(path=name, format_name="Word", reason=str(error)) from error
    builder = TextBuilder()
    _Walk(builder, _styles(document)).run(document.element.body)
    for note in _notes(document):
        builder.add(BlockKind.FOOTNOTE, note)
    properties = document.core_properties
    title = properties.title or ""
    return Extraction(
        text=builder.text,
        parts=tuple(builder.parts),
        title="" if _GENERIC_TITLE.match(title) else title.strip(),
        authors=(properties.author,) if properties.author else (),
        publisher=_company(document),
    )


def _company(document: Any) -> str:
    """Give the company or office that the document's properties name."""
    for part in document.part.package.iter_parts():
        if part.partname == _PROPERTIES:
            root = parse_xml(part.blob)
            found = root.find(f"{{{_EXTENDED}}}Company") if root is not None else None
            return (found.text or "").strip() if found is not None else ""
    return ""


def _styles(document: Any) -> dict[str, tuple[str, int | None]]:
    """Map the ids of paragraph styles to their name and outline level, inherited ones included."""
    styles: dict[str, tuple[str, int | None]] = {}
    raw = {
        style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))
    }
    for style_id, style in raw.items():
        if style_id is None:
            continue
        label = style.find(qn("w:name"))
        name = (label.get(qn("w:val")) or "").lower() if label is not None else ""
        level, seen = _outline(style), {style_id}
        parent: Element | None = style
        while level is None and parent is not None:
            base = parent.find(qn("w:basedOn"))
            base_id = base.get(qn("w:val")) if base is not None else None
            if base_id in seen:
                break
            seen.add(base_id)
            parent = raw.get(base_id)
            level = _outline(parent) if parent is not None else None
        styles[style_id] = (name, level)
    return styles


def _outline(element: Element) -> int | None:
    """Give the heading level that a style or a paragraph sets, from 1."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = found.get(qn("w:val")) if found is not None else None
    return int(value) + 1 if value and value.isdigit() and int(value) < 9 else None


def _notes(document: Any) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            root = parse_xml(relation.target_part.blob)
            for note in root if root is not None else ():
                if note.get(qn("w:type")) is None:  # the others are rules between text and notes
                    yield "".join(_texts(note)).strip()


def _texts(element: Element) -> Iterator[str]:
    """Give the text below an element as it is printed."""
    for child in element:
        if child.tag in _DROPPED:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            yield " " if child.tag == qn("w:tab") else "\n"
        else:
            yield from _texts(child)


class _Walk:
    """Goes down the body and writes its blocks."""

    def __init__(self, builder: TextBuilder, styles: dict[str, tuple[str, int | None]]) -> None:
        self._builder = builder
        self._styles = styles
        self._titled = False

    def run(self, container: Element, depth: int = 0) -> None:
        """Write the paragraphs and tables of a container."""
        for child in container if depth < MAX_DEPTH else ():
            if child.tag == qn("w:p"):
                self._paragraph(child, depth)
            elif child.tag == qn("w:tbl"):
                self._table(child, depth)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    self.run(content, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        kind, level = self._kind(paragraph)
        text = "".join(_texts(paragraph))
        if kind is BlockKind.HEADING:
            self._builder.add(kind, " ".join(text.split()), level=level)
        elif kind is not None:
            for line in text.split("\n"):
                self._builder.add(kind, line)
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(up.tag == _FALLBACK for up in box.iterancestors()):
                self.run(box, depth + 1)

    def _kind(self, paragraph: Element) -> tuple[BlockKind | None, int]:
        """Type a paragraph by its style; `None` for the lines of a table of contents."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = style.get(qn("w:val")) if style is not None else None
        name, level = self._styles.get(style_id or "", ("", None))
        if _CONTENTS.fullmatch(name):
            return None, 0
        if name in _TITLE:
            self._titled = True
            return BlockKind.HEADING, 1
        if _CAPTION.match(name):
            return BlockKind.CAPTION, 0
        if named := _HEADING.fullmatch(name):
            level = int(named[1])
        own = _outline(paragraph)
        level = own if own is not None else level
        if level is None:
            return BlockKind.PARAGRAPH, 0
        return BlockKind.HEADING, level + self._titled  # below the title of the document

    def _table(self, table: Element, depth: int) -> None:
        rows = [row for row in table.iter(qn("w:tr")) if _owner(row) is table]
        cells = [[cell for cell in row.iter(qn("w:tc")) if _owner(cell) is row] for row in rows]
        if len(rows) < 2 or max(map(len, cells), default=0) < 2:
            for cell in (cell for row in cells for cell in row):
                self.run(cell, depth + 1)
            return
        above = self._builder.above({BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.HEADING})
        texts, merges = _grid(cells)
        n_heads = next((r for r, row in enumerate(rows) if not _is_head(row)), 0)
        self._builder.add_table(grid_of(texts, merges), caption=above, n_heads=n_heads or None)


def _is_head(row: Element) -> bool:
    """Say whether a row is marked to be repeated at the top of every page."""
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def _owner(element: Element) -> Element:
    """Give the table of a row, the row of a cell: there may be content controls between."""
    wanted = qn("w:tbl") if element.tag == qn("w:tr") else qn("w:tr")
    return next(up for up in element.iterancestors() if up.tag == wanted)


def _grid(rows: list[list[Element]]) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
    texts: list[list[str]] = []
    merges: list[tuple[int, int, int, int]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # column → row and last column of a tall cell
    for r, row in enumerate(rows):
        line: list[str] = []
        for cell in row:
            c, across = len(line), _span(cell)
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(qn("w:val")) != "restart" and c in open_cells
            if goes_on:
                top, last = open_cells[c]
                merges.append((top, c, r, last))
            else:
                open_cells.pop(c, None)
                if merge is not None:
                    open_cells[c] = (r, c + across - 1)
                if across > 1:
                    merges.append((r, c, r, c + across - 1))
            paragraphs = ("".join(_texts(part)) for part in cell.iter(qn("w:p")))
            line.append("" if goes_on else " ".join(filter(None, paragraphs)))
            line.extend([""] * (across - 1))
        texts.append(line)
    return texts, merges


def _span(cell: Element) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = found.get(qn("w:val")) if found is not None else "1"
    return min(max(int(value), 1), MAX_SPAN) if value and value.isdigit() else 1
