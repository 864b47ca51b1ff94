"""Which cells does a table have, and which of them are headings?

Merged cells stand at every place they cover. Rows and columns count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retrieval.corpus.tables.headings import is_bare_number, is_period

_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0]+(?=[\u4e00-\u9fff])")
_WHITE = re.compile(r"\s+")
_MEASUREMENT = re.compile(r"[-+−－±]?[0-9０-９][0-9０-９,，.．]*(?:\s*[^\s0-9]{1,6})?")


class Cell(NamedTuple):
    """A cell; `row` and `column` say where it begins, which merged places share."""

    text: str
    row: int
    column: int


Grid = Sequence[Sequence[Cell]]


def grid_of(
    rows: Iterable[Sequence[str]], merges: Iterable[tuple[int, int, int, int]] = ()
) -> Grid:
    """Make a grid of texts; merges are (first row, first column, last row, last column).

    >>> grid = grid_of([["甲", ""], ["1", "2"]], [(0, 0, 0, 1)])
    >>> grid[0][1]
    Cell(text='甲', row=0, column=0)
    """
    texts = [[clean(text) for text in row] for row in rows]
    width = max(map(len, texts), default=0)
    grid = [
        [Cell(row[c] if c < len(row) else "", r, c) for c in range(width)]
        for r, row in enumerate(texts)
    ]
    for top, left, bottom, right in merges:
        if not (0 <= top <= bottom and 0 <= left <= right and top < len(grid) and left < width):
            continue
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = [grid[top][left]] * (min(right, width - 1) + 1 - left)
    return grid


def clean(text: str) -> str:
    r"""Write the text of a cell on one line, without the spaces that spread a word out.

    >>> clean("合　计\n")
    '合计'
    """
    return _WHITE.sub(" ", _HAN_GAP.sub("", text)).strip()


def is_label_row(row: Sequence[Cell]) -> bool:
    """Say whether a row is one text for the whole width: a title, a unit, a group, a note."""
    filled = {(cell.row, cell.column) for cell in row if cell.text}
    return len(filled) == 1 and bool(row[0].text) and len(row) > 1


def is_measurement(text: str) -> bool:
    """Say whether a text is a number with at most its unit."""
    return is_bare_number(text) or _MEASUREMENT.fullmatch(text) is not None


def n_heading_rows(grid: Grid) -> int:
    """Count the heading rows at the top: those before the first that holds a measurement.

    More than one needs a sign, a merged cell or a text that stands twice side by side: the rows
    of a table of words look alike.
    """
    if not grid or not _heads(grid[0]):
        return 0
    if len(grid[0]) == 2 and not any(is_measurement(row[1].text) for row in grid):
        return 0  # a form: label and text on every line
    n = 1
    while n < len(grid) - 1 and _heads(grid[n]):
        above, row = grid[n - 1], grid[n]
        spread = any(
            cell.column < c or (cell.text and cell.text == above[c - 1].text)
            for c, cell in enumerate(above)
            if c
        )
        deep = any(cell.row < n for cell in row)
        if not (spread or deep):
            break
        n += 1
    return n


def filled_right(heads: Grid) -> Grid:
    """Spread the upper headings over the empty cells behind them, where a heading stands below."""
    filled = [list(row) for row in heads]
    for r, row in enumerate(filled[:-1]):
        for c in range(2, len(row)):
            if not row[c].text and row[c - 1].text and filled[r + 1][c].text:
                row[c] = row[c - 1]
    return filled


def n_heading_columns(body: Grid) -> int:
    """Count the heading columns at the left: one, or more where the first groups the rows."""
    width = len(body[0]) if body else 0
    if width < 2:
        return 0
    n = 1
    while n < width - 1:
        column = [row[n - 1] for row in body]
        grouped = any(cell.row < r for r, cell in enumerate(column, body[0][0].row))
        words = sum(bool(row[n].text) and not is_measurement(row[n].text) for row in body)
        if not grouped or 2 * words <= len(body):
            break
        n += 1
    return n


def _heads(row: Sequence[Cell]) -> bool:
    cells = [cell.text for cell in row[1:] if cell.text]
    return bool(cells) and not any(is_measurement(text) and not is_period(text) for text in cells)
