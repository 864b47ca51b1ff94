"""Which blocks does a tree of HTML elements show to its reader?

One walk down the tree: block elements part paragraphs, headings and tables are kept as what they
are, scripts and whatever is hidden are left out. Which part of a page is its report is for
`webpage`; the chapters of an EPUB come here as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from retrieval.corpus.extraction import TextBuilder
from retrieval.corpus.tables import grid_of
from retrieval.types import BlockKind

MAX_SPAN = 200  # cells that one cell may cover in a direction: more is an attack
MAX_DEPTH = 250

# fmt: off
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "canvas", "audio", "video", "nav", "form", "button", "select", "input", "textarea", "label",
    "dialog", "head", "title", "meta", "link", "map",
})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
# fmt: on
_HEADING = re.compile("h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NOTES = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?)(?:$|[\s_-])")
_WHITE = re.compile(r"[ \t\r\n\f\xa0]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)

Element = Any  # lxml ships no types


def parse_markup(data: bytes) -> Element | None:
    """Parse UTF-8 bytes as HTML; `None` where there is nothing. Nothing is fetched or expanded."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # it holds nothing but white space or comments
        return None


def declared_encoding(head: bytes) -> str | None:
    """Give the encoding that a page says it is in; the many names of GB18030's parts are it."""
    found = _CHARSET.search(head)
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    return "gb18030" if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else name


def is_skipped(element: Element) -> bool:
    """Say whether a reader of the page does not see an element, or not as its text."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return True
    style = element.get("style") or ""
    return element.get("hidden") is not None or _HIDDEN.search(style) is not None


def text_of(element: Element) -> str:
    """Give the text of an element on one line."""
    return _WHITE.sub(" ", "".join(_texts(element, 0))).strip()


def add_blocks(root: Element, builder: TextBuilder) -> None:
    """Write the blocks below `root`."""
    _Walk(builder).run(root)


def _texts(element: Element, depth: int) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not is_skipped(child) and not _is_note_mark(child) and depth < MAX_DEPTH:
            if child.tag in {"br", "p", "div", "li", "td", "th"}:
                yield " "
            yield from _texts(child, depth + 1)
        yield child.tail or ""


def _is_note_mark(element: Element) -> bool:
    """Tell the mark of a footnote, a raised link, from what is raised in a text (m²)."""
    if element.tag != "sup":
        return False
    link = element.find(".//a")
    return link is not None and "#" in (link.get("href") or "")


class _Walk:
    """Goes down a tree and gathers running text into blocks."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._inline: list[str] = []

    def run(self, root: Element) -> None:
        self._visit(root, BlockKind.PARAGRAPH, 0)
        self._flush(BlockKind.PARAGRAPH)

    def _visit(self, element: Element, kind: BlockKind, depth: int) -> None:
        self._inline.append(element.text or "")
        for child in element:
            if not is_skipped(child) and depth < MAX_DEPTH:
                self._enter(child, kind, depth)
            self._inline.append(child.tail or "")

    def _enter(self, element: Element, kind: BlockKind, depth: int) -> None:
        if element.tag in _INLINE:
            if not _is_note_mark(element):
                self._visit(element, kind, depth + 1)
            return
        self._flush(kind)
        if element.tag in {"br", "hr"}:
            return
        if heading := _HEADING.fullmatch(element.tag):
            self._builder.add(BlockKind.HEADING, text_of(element), level=int(heading[1]))
        elif element.tag == "table" and (rows := _data_rows(element)):
            self._table(element, rows)
        elif element.tag == "pre":
            for line in "".join(_texts(element, 0)).splitlines():
                self._builder.add(kind, line)
        else:
            inner = BlockKind.CAPTION if element.tag == "figcaption" else kind
            if _NOTES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
                inner = BlockKind.FOOTNOTE
            self._visit(element, inner, depth + 1)
            self._flush(inner)

    def _flush(self, kind: BlockKind) -> None:
        text = _WHITE.sub(" ", "".join(self._inline)).strip()
        self._inline.clear()
        if text:
            self._builder.add(kind, text)

    def _table(self, table: Element, rows: list[Element]) -> None:
        caption = table.find("caption")
        title = text_of(caption) if caption is not None else ""
        above = self._builder.above({BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.HEADING})
        if title:
            self._builder.add(BlockKind.CAPTION, title)
        texts: list[list[str]] = []
        merges: list[tuple[int, int, int, int]] = []
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            line: list[str] = []
            for cell in row.iterchildren("td", "th"):
                while (r, len(line)) in covered:
                    line.append("")
                c, down, across = len(line), _span(cell, "rowspan"), _span(cell, "colspan")
                down = min(down, len(rows) - r)
                line.append(text_of(cell))
                if down > 1 or across > 1:
                    merges.append((r, c, r + down - 1, c + across - 1))
                    covered.update((r + i, c + j) for i in range(down) for j in range(across))
                line.extend([""] * (across - 1))
            texts.append(line)
        self._builder.add_table(
            grid_of(texts, merges), caption=title or above, n_heads=_n_heads(rows) or None
        )


def _data_rows(table: Element) -> list[Element]:
    """Give the rows of a table that holds data; none of one that only places things on a page."""
    if table.find(".//table") is not None:
        return []
    rows = [row for row in table.iter("tr") if len(row)]
    width = max((sum(1 for _ in row.iterchildren("td", "th")) for row in rows), default=0)
    if len(rows) < 2 or width < 2:
        return []
    paragraphs = sum(1 for _ in table.iter("p", "h1", "h2", "h3", "ul"))
    cells = sum(1 for _ in table.iter("td", "th"))
    return rows if paragraphs <= 2 * cells else []


def _n_heads(rows: list[Element]) -> int:
    """Count the rows at the top that the page marks as headings: in `thead`, or all of `th`."""
    n = 0
    for row in rows:
        cells = list(row.iterchildren("td", "th"))
        in_head = row.getparent() is not None and row.getparent().tag == "thead"
        if not in_head and not (cells and all(cell.tag == "th" for cell in cells)):
            break
        n += 1
    return n if n < len(rows) else 0


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() else 1
