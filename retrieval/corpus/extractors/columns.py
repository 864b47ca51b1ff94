"""In which order is a page read?

Bands of fragments are put together as long as one gutter runs through all of them: a title over
two columns has none, and so ends what stands above it. A part with gutters is read column by
column, each looked at in the same way; a part without any, line by line. Cells that stand in rows
and columns at once, mostly numbers, are a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from retrieval.corpus.extractors.fragments import GUTTER, Fragment
from retrieval.corpus.tables import Grid, grid_of, n_heading_rows

MAX_DEPTH = 8  # columns within columns
MIN_TABLE_ROWS = 3
MAX_CELL_CHARS = 18
MIN_NUMBERS = 0.5  # share of the cells beside the first column that hold a digit, in a table
TOUCHING = 0.15  # of a height: lines set tight overlap so much, and are two all the same

_DIGIT = re.compile("[0-9０-９]")

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    table: Grid | None = None
    edges: tuple[float, ...] = ()  #: of the rows of the table, from the top


@dataclass(frozen=True, slots=True)
class Column:
    """Lines from the top down; `width` is that of the widest column of its group."""

    lines: tuple[Line, ...]
    left: float
    width: float
    in_columns: bool = False  #: others are set beside it


def reading_order(fragments: Sequence[Fragment], depth: int = 0) -> Iterator[Column]:
    """Give the columns and tables of a page in the order in which a reader takes them."""
    for group in _groups(fragments):
        gaps = _gutters(group)
        if not gaps or depth == MAX_DEPTH:
            lines = tuple(_line(band) for band in _bands(group))
            left = min(line.left for line in lines)
            yield Column(lines, left, max(line.right for line in lines) - left)
            continue
        if lines := _table_lines(group, gaps):
            yield Column(lines, _left(group), _extent(group))
            continue
        columns = _split(group, gaps)
        width = max(_extent(column) for column in columns)
        for column in columns:
            for part in reading_order(column, depth + 1):
                yield Column(part.lines, _left(column), width, in_columns=True)


def _groups(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Part a page into stretches that one set of gutters runs through, from the top down."""
    groups: list[list[Fragment]] = []
    for band in _bands(fragments):
        if groups:
            both = [*groups[-1], *band]
            n_before, n_band = len(_gutters(groups[-1])), len(_gutters(band))
            if len(_gutters(both)) >= max(n_before, n_band):
                groups[-1] = both
                continue
        groups.append(list(band))
    return groups


def _bands(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Gather the fragments that no level line parts."""
    bands: list[list[Fragment]] = []
    low = 0.0
    for fragment in sorted(fragments, key=lambda fragment: fragment.top):
        if bands and fragment.top < low - TOUCHING * fragment.size:
            bands[-1].append(fragment)
            low = max(low, fragment.bottom)
        else:
            bands.append([fragment])
            low = fragment.bottom
    return bands


def _gutters(fragments: Sequence[Fragment]) -> list[Interval]:
    """Find the upright stripes between fragments that none of them touches."""
    least = GUTTER * median(fragment.size for fragment in fragments)
    found: list[Interval] = []
    edge: float | None = None
    for fragment in sorted(fragments, key=lambda fragment: fragment.left):
        if edge is not None and fragment.left - edge >= least:
            found.append((edge, fragment.left))
        edge = fragment.right if edge is None else max(edge, fragment.right)
    return found


def _split(fragments: Sequence[Fragment], gaps: Sequence[Interval]) -> list[list[Fragment]]:
    columns: list[list[Fragment]] = [[] for _ in range(len(gaps) + 1)]
    for fragment in fragments:
        columns[sum(gap[1] <= fragment.left for gap in gaps)].append(fragment)
    return columns


def _left(fragments: Sequence[Fragment]) -> float:
    return min(fragment.left for fragment in fragments)


def _extent(fragments: Sequence[Fragment]) -> float:
    return max(fragment.right for fragment in fragments) - _left(fragments)


def _line(band: Sequence[Fragment]) -> Line:
    parts = sorted(band, key=lambda fragment: fragment.left)
    table = next((part for part in parts if part.table is not None), None)
    return Line(
        " ".join(part.text for part in parts),
        parts[0].left,
        min(part.top for part in parts),
        max(part.right for part in parts),
        max(part.bottom for part in parts),
        median(part.size for part in parts),
        table.table if table else None,
        table.edges if table else (),
    )


def _table_lines(group: Sequence[Fragment], gaps: Sequence[Interval]) -> tuple[Line, ...]:
    """Read a stretch without rules as a table, if it looks like one; () if not.

    Without a heading above its numbers nothing says what they are: then its rows are lines.
    """
    bands = _bands(group)
    rows: list[list[str]] = []
    for band in bands:
        cells = ["" for _ in range(len(gaps) + 1)]
        for i, column in enumerate(_split(band, gaps)):
            if any(a.top > b.bottom for a in column for b in column):
                return ()  # two lines beside one: columns of text
            if any(fragment.table is not None for fragment in column):
                return ()
            cells[i] = " ".join(part.text for part in sorted(column, key=lambda f: f.left))
        rows.append(cells)
    values = [cell for row in rows for cell in row[1:] if cell]
    full = sum(sum(map(bool, row)) > 1 for row in rows)
    short = max((len(cell) for row in rows for cell in row), default=0) <= 2 * MAX_CELL_CHARS
    if (
        len(rows) < MIN_TABLE_ROWS
        or not short
        or 4 * full < 3 * len(rows)
        or median(map(len, values)) > MAX_CELL_CHARS
        or sum(bool(_DIGIT.search(cell)) for cell in values) < MIN_NUMBERS * len(values)
    ):
        return ()
    lines = tuple(map(_line, bands))
    grid = grid_of(rows)
    n_heads = n_heading_rows(grid)
    headed = (any(row[c].text for row in grid[:n_heads]) for c in range(1, len(grid[0])))
    if not n_heads or not all(headed):
        return lines
    first, last = lines[0], lines[-1]
    right = max(line.right for line in lines)
    edges = (*(line.top for line in lines), last.bottom)
    return (Line("", _left(group), first.top, right, last.bottom, first.size, grid, edges),)
