"""Where on a sheet do tables stand, and what is written around them?

Empty rows part tables, as empty columns do; a line with one cell filled is a title, a unit or a
note. Rows and columns count from 0 here, and as the sheet names them (A1) in places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from retrieval.corpus.extraction import TextBuilder
from retrieval.corpus.tables import caption_of, grid_of
from retrieval.types import BlockKind, Place

Merge = tuple[int, int, int, int]


def add_sheet(
    builder: TextBuilder,
    rows: Sequence[Sequence[str]],
    *,
    merges: Sequence[Merge] = (),
    sheet: str | None = None,
    title: str = "",
    start: tuple[int, int] = (0, 0),
) -> None:
    """Write the tables and lines of a sheet.

    Args:
        builder: what to write to.
        rows: the texts of the cells.
        merges: merged cells, counted as `rows` are.
        sheet: the name of the sheet.
        title: what the sheet is about, where nothing stands above its table.
        start: row and column of the first cell of `rows` on the sheet.
    """
    caption = ""
    for top, bottom in _stretches([any(map(str.strip, row)) for row in rows]):
        block = rows[top:bottom]
        width = max(map(len, block))
        filled = [any(c < len(row) and row[c].strip() for row in block) for c in range(width)]
        for left, right in _stretches(filled):
            cells = [[row[c] if c < len(row) else "" for c in range(left, right)] for row in block]
            place = _places(sheet, start[0] + top, start[1] + left)
            if _is_text(cells):
                for r, row in enumerate(cells):
                    text = " ".join(filter(None, row)).strip()
                    if text:
                        builder.add(BlockKind.PARAGRAPH, text, place=place(r, (0, len(row) - 1)))
                        caption = caption_of([caption, text])
                continue
            inside = [
                (r - top, c - left, r2 - top, c2 - left)
                for r, c, r2, c2 in merges
                if top <= r and r2 < bottom and left <= c and c2 < right
            ]
            builder.add_table(grid_of(cells, inside), caption=caption or title, place=place)


def _stretches(filled: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Give the runs `[start, end)` of what is filled."""
    start: int | None = None
    for i, is_filled in enumerate([*filled, False]):
        if is_filled and start is None:
            start = i
        elif not is_filled and start is not None:
            yield start, i
            start = None


def _is_text(cells: Sequence[Sequence[str]]) -> bool:
    """Say whether nothing stands beside anything: lines of text in a sheet."""
    return all(sum(bool(cell.strip()) for cell in row) <= 1 for row in cells)


def _places(
    sheet: str | None, top: int, left: int
) -> Callable[[int, tuple[int, int]], Place | None]:
    def place(row: int, columns: tuple[int, int]) -> Place:
        first = f"{_letters(left + columns[0])}{top + row + 1}"
        last = f"{_letters(left + columns[1])}{top + row + 1}"
        return Place(sheet=sheet, cells=first if first == last else f"{first}:{last}")

    return place


def _letters(column: int) -> str:
    """Name a column.

    >>> [_letters(column) for column in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
