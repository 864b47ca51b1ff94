"""How is a row of a Markdown table said, when every word must stand in the file?

`tables.state_table` says each cell with its headings. Here the sentence is put together again from
slices of the file: the heading here, the label there, the number in its cell. A mark between them
that stands nowhere becomes a space, and each cell begins a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.corpus.tables import caption_of, grid_of, state_table
from retrieval.types import Block, BlockKind, MendedText

_MARKS = frozenset("：。")  # what a statement adds between the words of a table


def table_blocks(
    rows: Sequence[Sequence[MendedText]], above: Sequence[MendedText]
) -> Iterator[Block]:
    """Say the rows of a table; the first is its head.

    Args:
        rows: the cells, their marks stripped.
        above: the lines above the table.
    """
    grid = grid_of([[cell.text for cell in row] for row in rows])
    caption = caption_of([line.text for line in above])
    said = list(state_table(grid, caption=caption, n_heads=1))
    if not said:  # a head without a body
        yield Block(BlockKind.TABLE_ROW, as_cells(rows[0]))
    for stated in said:
        row = rows[stated.row]
        parts = []
        for column, statement in stated.statements:
            # The cell itself comes first: its number may stand in a heading, too.
            own = row[column : column + 1]
            heads = rows[0][column : column + 1]
            cells = [*own, *row, *heads, *rows[0][:1], *above]
            parts.append(_from_slices(statement, cells))
        whole = [part for part in parts if part is not None]
        if not whole or len(whole) < len(parts):
            yield Block(stated.kind, as_cells(row))
        else:
            yield Block(stated.kind, MendedText.joined(whole, "\n"))


def as_cells(row: Sequence[MendedText]) -> MendedText:
    """Put the cells of a row side by side."""
    return MendedText.joined([cell for cell in row if len(cell)], " ")


def _from_slices(statement: str, cells: Sequence[MendedText]) -> MendedText | None:
    """Put a statement together from the longest slices of cells; `None` where one is missing."""
    found: list[MendedText] = []
    gap: list[MendedText] = []
    i = 0
    while i < len(statement):
        if statement[i].isspace() or statement[i] in _MARKS:
            gap = [MendedText(" ", ())] if found else []
            i += 1
            continue
        best = max((_slice_at(statement, i, cell) for cell in cells), key=len, default=None)
        if best is None or not len(best):
            return None
        found = [*found, *gap, best]
        gap = []
        i += len(best)
    return MendedText.joined(found)


def _slice_at(statement: str, i: int, cell: MendedText) -> MendedText:
    """Cut the longest slice out of a cell that the statement goes on with at `i`."""
    start, length = 0, 0
    while i + length < len(statement):
        at = cell.text.find(statement[i : i + length + 1])
        if at < 0:
            break
        start, length = at, length + 1
    return cell.slice(start, start + length)
