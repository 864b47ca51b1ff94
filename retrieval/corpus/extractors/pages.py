"""What is the running text of a document whose pages are set in columns?

Headers, footers and page numbers go; lines that the edge of their column broke are joined again,
over columns and pages too; indents and gaps become white space, which tells the page reader where
paragraphs begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from retrieval.corpus.extraction import Extraction, Part, printable
from retrieval.corpus.extractors.aligned import take_aligned
from retrieval.corpus.extractors.columns import Line, reading_order
from retrieval.corpus.extractors.fragments import Fragment
from retrieval.corpus.lines import is_closed, separator_between
from retrieval.corpus.patterns import may_be_subhead
from retrieval.corpus.tables import Grid, caption_of, state_table
from retrieval.types import BlockKind, Place

MARGIN = 0.12  # of the height of a page: where headers and footers stand
REPEATED_SHARE = 0.3  # of the pages: left and right pages have headers of their own
SAME_HEIGHT = 3.0  # points
INDENT = 2  # sizes of a character: a line as far in begins a paragraph
LARGE = 1.25  # times the size of the text from which on print is a headline
WIDE_GAP = 1.6  # of the distance of two lines: a gap like an empty line
PICTURE = 3  # distances of two lines: a gap that no paragraph needs
OVERHANG = 3  # sizes of a character: how far the longest line ends behind an ordinary one
SMALL = 0.92  # share of the size of the text from which on print is small
SAME_SIZE = 0.15  # share by which sizes in one paragraph differ

_PAGE_NUMBER = re.compile(
    r"[-—–·.\s]*(?:第\s*)?[0-9]{1,4}\s*页?\s*(?:(?:[/／]|共)\s*[0-9]{1,4}\s*页?)?[-—–·.\s]*"
)
_NOTE_MARK = re.compile(
    r"[①-⑳*†]|[\[［〔(（][0-9]{1,2}[\]］〕)）]|(?:注|资料来源|数据来源)\s*[0-9]*[:：]"
)
_DIGITS = re.compile("[0-9]+")
_LEADING_ASCII = re.compile(r"[!-~]+")
_NO_START = frozenset("，。、；：！？”’）》」』】,.;:!?)]%％")


@dataclass(frozen=True, slots=True)
class Page:
    """A page before its text is put in order."""

    fragments: Sequence[Fragment]
    height: float


class Box(NamedTuple):
    """Where a stretch `[start, end)` of the text stands on its page: a line, or a table's row."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


def running_text(pages: Sequence[Page], *, unread_scans: bool = False) -> Extraction:
    """Write the text of all pages in reading order."""
    return _written(pages).extraction(unread_scans=unread_scans)


def boxes_of(page: Page) -> tuple[str, list[Box]]:
    """Write the text of one page, and say where on it each line stands."""
    writer = _written([page])
    text = writer.extraction(unread_scans=False).text
    return text, writer.boxes


def _written(pages: Sequence[Page]) -> _Writer:
    writer = _Writer()
    repeated = _repeated(pages)
    for page in pages:
        body, notes = _without_notes(_without_margins(page, repeated), page.height)
        writer.start_page(notes, _body_size(body))
        tables, rest = take_aligned(body)
        body = [*tables, *rest]
        parts = list(reading_order(body)) if body else []
        lines = [line for part in parts for line in part.lines]
        left = min((line.left for line in lines), default=0.0)
        right = max((line.right for line in lines), default=0.0)
        for part in parts:
            if part.in_columns:
                writer.add_lines(part.lines, part.left, part.left + part.width)
            else:
                writer.add_lines(part.lines, left, right)
    return writer


def _repeated(pages: Sequence[Page]) -> Counter[tuple[str, int]]:
    """Count the lines in the margins by text, numbers aside, and height."""
    found: Counter[tuple[str, int]] = Counter()
    for page in pages:
        found.update({_key(f) for f in page.fragments if _in_margin(f, page)})
    least = max(2, REPEATED_SHARE * len(pages))
    return Counter({key: n for key, n in found.items() if n >= least})


def _without_margins(page: Page, repeated: Counter[tuple[str, int]]) -> list[Fragment]:
    kept = []
    size = _body_size(page.fragments)
    for fragment in page.fragments:
        if _in_margin(fragment, page):
            if _key(fragment) in repeated:
                continue
            outermost = _is_outermost(fragment, page)
            if outermost and _PAGE_NUMBER.fullmatch(fragment.text):
                continue
            # The header of a single page repeats nowhere; it is printed small.
            if outermost and fragment.bottom < page.height / 2 and _is_small(fragment, size):
                continue
        kept.append(fragment)
    return kept


def _without_notes(
    fragments: Sequence[Fragment], height: float
) -> tuple[list[Fragment], list[Fragment]]:
    """Part the footnotes off: small print below, from the first mark of a note on."""
    size = _body_size(fragments)
    small = [f for f in fragments if f.top > height / 2 and _is_small(f, size)]
    first = min((f.top for f in small if _NOTE_MARK.match(f.text)), default=height)
    notes = [f for f in small if f.top >= first]
    return [f for f in fragments if f not in notes], sorted(notes, key=lambda f: (f.top, f.left))


def _body_size(fragments: Sequence[Fragment]) -> float:
    """Give the size in which most characters are printed."""
    counts: Counter[float] = Counter()
    for fragment in fragments:
        counts[round(fragment.size, 1)] += len(fragment.text)
    return max(counts, key=lambda size: (counts[size], size), default=0.0)


def _is_small(fragment: Fragment, size: float) -> bool:
    return fragment.size <= SMALL * size


def _key(fragment: Fragment) -> tuple[str, int]:
    return _DIGITS.sub("0", fragment.text), round(fragment.top / SAME_HEIGHT)


def _in_margin(fragment: Fragment, page: Page) -> bool:
    return fragment.bottom < MARGIN * page.height or fragment.top > (1 - MARGIN) * page.height


def _is_outermost(fragment: Fragment, page: Page) -> bool:
    """Say whether nothing stands above a fragment of the top, or below one of the bottom."""
    if fragment.top > page.height / 2:
        return all(other.top <= fragment.bottom for other in page.fragments)
    return all(other.bottom >= fragment.top for other in page.fragments)


class _Note(NamedTuple):
    """A footnote, line by line, and its page."""

    lines: list[Fragment]
    page: int


@dataclass(slots=True)
class _Writer:
    """Writes lines one after the other, joined where only the edge of a column parts them."""

    texts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    last: Line | None = None  #: the line before, if text may go on from it
    room: float = 0.0  #: points between its end and the edge of its column
    size: float = 0.0  #: of the text of the page
    above: list[str] = field(default_factory=list)  #: the last two lines
    notes: list[_Note] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)  #: of what is written, in its order

    def start_page(self, notes: Sequence[Fragment], size: float) -> None:
        """Begin a page; its notes wait, for its text may go on overleaf."""
        self.pages.append(self.length)
        self.size = size
        for note in notes:
            if self.notes and not _NOTE_MARK.match(note.text):
                self.notes[-1].lines.append(note)
            else:
                self.notes.append(_Note([note], len(self.pages)))

    def add_lines(self, lines: Sequence[Line], left: float, right: float) -> None:
        """Write the lines of a column that reaches from `left` to `right`."""
        pitch, right = _pitch(lines), _edge(lines, right)
        for i, line in enumerate(lines):
            if line.table is not None:
                self._add_table(line, line.table)
                continue
            gap = line.top - lines[i - 1].top if i else 0.0
            centred = line.size > LARGE * self.size
            indent = 0 if centred else max(round((line.left - left) / line.size), 0)
            wide = gap > WIDE_GAP * max(pitch, line.size * centred)
            # A subhead is short where a line inside a paragraph is full.
            headed = right - line.right > INDENT * line.size and may_be_subhead(line.text)
            # A picture stands between lines, not between paragraphs, where one is left open.
            parted = wide and (gap < PICTURE * pitch or is_closed(self._last_text()))
            if self._goes_on(line, headed=headed) and not parted and indent < INDENT:
                self._write(separator_between(self._last_text(), line.text) + line.text)
            else:
                if self.length:
                    self._write("\n")
                if i and wide:
                    self._write("\n")
                self._write("\u3000" * indent + line.text)
            self._mark(line.text, line)
            self.above = [*self.above[-1:], line.text]
            self.last = line
            # A headline stands in the middle of its column, with room on both sides.
            self.room = right - left - (line.right - line.left) if centred else right - line.right

    def _goes_on(self, line: Line, *, headed: bool) -> bool:
        """Say whether the line before broke off only because its column was full."""
        last = self.last
        if last is None or (headed and is_closed(last.text)):
            return False
        return (
            abs(line.size - last.size) <= SAME_SIZE * last.size
            and self.room < _first_word(line.text) * line.size
        )

    def _last_text(self) -> str:
        return self.last.text if self.last is not None else ""

    def _add_table(self, line: Line, table: Grid) -> None:
        for stated in state_table(table, caption=caption_of(self.above)):
            if self.length:
                self._write("\n")
            text = printable(stated.text)
            self.parts.append(Part(stated.kind, self.length, self.length + len(text)))
            self._write(text)
            top, bottom = line.edges[stated.row : stated.row + 2]
            start = self.length - len(text)
            self.boxes.append(Box(start, self.length, line.left, top, line.right, bottom))
        self.last = None
        self.above = []
        self._write("\n")

    def extraction(self, *, unread_scans: bool) -> Extraction:
        for note in self.notes:
            self._write("\n\n")
            start, before = self.length, ""
            for line in note.lines:
                self._write((separator_between(before, line.text) if before else "") + line.text)
                self._mark(line.text, line)
                before = line.text
            place = Place(page=note.page)
            self.parts.append(Part(BlockKind.FOOTNOTE, start, self.length, place=place))
        return Extraction(
            text="".join(self.texts) + "\n" if self.length else "",
            parts=tuple(part for part in self.parts if part.kind is not BlockKind.CAPTION),
            running=True,
            pages=tuple(self.pages),
            unread_scans=unread_scans,
        )

    def _mark(self, text: str, at: Line | Fragment) -> None:
        """Note where what was just written stands."""
        start = self.length - len(text)
        self.boxes.append(Box(start, self.length, at.left, at.top, at.right, at.bottom))

    def _write(self, text: str) -> None:
        text = printable(text)
        self.texts.append(text)
        self.length += len(text)


def _edge(lines: Sequence[Line], right: float) -> float:
    """Give where lines usually end that reach the edge; marks hang over it by a character."""
    reaching = [line.right for line in lines if line.right > right - OVERHANG * line.size]
    return median(reaching) if reaching else right


def _pitch(lines: Sequence[Line]) -> float:
    """Give the usual distance of two lines, top to top."""
    steps = [b.top - a.top for a, b in pairwise(lines)]
    return median(steps) if steps else 0.0


def _first_word(text: str) -> float:
    """Measure what would have had to fit on the line before, in sizes of a character."""
    ascii_run = _LEADING_ASCII.match(text)
    n = 0.55 * len(ascii_run[0]) if ascii_run else 1.0
    after = text[ascii_run.end() if ascii_run else 1 :][:2]
    return n + sum(1 for _ in _leading(after, _NO_START)) + 0.5


def _leading(text: Iterable[str], marks: frozenset[str]) -> Iterable[str]:
    for mark in text:
        if mark not in marks:
            return
        yield mark
