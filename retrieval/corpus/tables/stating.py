"""How is a row of a table said so that every number keeps what it measures?

    |              | 2022年 | 2023年 |
    | 规上工业总产值 | 249.2 | 260.1 |   (单位：亿元)

becomes 2022年规上工业总产值249.2亿元。2023年规上工业总产值260.1亿元。 Each cell is said in full:
who sees half of a row still sees what its numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retrieval.corpus.tables.grid import (
    Cell,
    Grid,
    filled_right,
    is_label_row,
    is_measurement,
    n_heading_columns,
    n_heading_rows,
)
from retrieval.corpus.tables.headings import (
    Heading,
    is_bare_number,
    is_rate,
    is_unit,
    measure_of,
    period_in,
    read_heading,
    unit_for,
    units_in,
)
from retrieval.types import BlockKind

_NOTE = re.compile("^(?:注|备注|说明|资料来源|数据来源|来源|附注)\\s*[0-9]?\\s*[:：]")
_NOTHING = frozenset({"", "-", "—", "–", "——", "－", "/", "…", "...", "……", "N/A", "n/a"})
_SERIAL = frozenset({"序号", "编号", "No.", "NO", "No", "no", "#"})
#: Headings of columns that tell a place in an order: a value of the row, never its name.
_RANK = frozenset({"排名", "名次", "位次", "排位", "位序", "排序"})
_UNIT_COLUMN = frozenset({"单位", "计量单位"})
_MEASURES = re.compile("^(?:主要)?(?:经济)?(?:指标|项目|科目|内容)(?:名称)?$")
#: Headings of columns that say no more than that a value stands below them.
_VALUE = re.compile(
    "^(?:数值|数量|数据|金额|绝对值|绝对数|总量|指标值|值|数额|实绩|完成数|完成值)$"
)
#: Headings that go on with the measure of the row: 总产值 + 增速, 总产值 + 累计.
_GOES_ON = re.compile("累计|本月|本期|上期|上年|完成|计划|目标|平均|同期|排名|排位|总计|合计|其中")


class Stated(NamedTuple):
    """A row as text. `row` counts in the grid, `columns` are the first and last it covers.

    `statements` are the cells that are said, each with its column.
    """

    kind: BlockKind
    text: str
    row: int
    columns: tuple[int, int]
    statements: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all cells of a table share."""

    columns: Sequence[Heading]
    n_left: int
    serial: frozenset[int]
    ranks: frozenset[int]  #: columns before the row's name that tell its place in an order
    unit_column: int | None
    rows_measure: bool  #: the rows name the measures, the columns whose they are
    units: tuple[str, ...]
    period: str
    measure: str  #: what the caption says is measured, where no heading does


def state_table(grid: Grid, *, caption: str = "", n_heads: int | None = None) -> Iterator[Stated]:
    """Say the rows of a table, with its titles and notes, in their order.

    Args:
        grid: the cells.
        caption: what stands above the table: it may name its period and its units.
        n_heads: how many rows the format marks as headings; `None` where it does not.
    """
    top = 0
    while top < len(grid) and is_label_row(grid[top]):
        text = grid[top][0].text
        caption = f"{caption} {text}"
        yield Stated(_label_kind(text), text, top, (0, len(grid[top]) - 1))
        top += 1
    if top == len(grid):
        return
    if n_heads is None or n_heads <= top:
        heads = top + n_heading_rows(grid[top:] if top == 0 else _shifted(grid, top))
    else:
        heads = n_heads
    body = [row for row in grid[heads:] if not is_label_row(row)]
    frame = _frame(filled_right(grid[top:heads]), body, caption)
    group = ""
    for number, row in enumerate(grid[heads:], heads):
        ends = (0, len(row) - 1)
        if is_label_row(row):
            text = row[0].text
            if number + 1 < len(grid) and not _NOTE.match(text):
                group = read_heading(text).words
            yield Stated(_label_kind(text), text, number, ends)
        elif statements := tuple(_statements(row, frame, group)):
            text = "".join(f"{one}。" for _, one in statements)
            yield Stated(BlockKind.TABLE_ROW, text, number, ends, statements)


def _shifted(grid: Grid, top: int) -> Grid:
    """Leave the label rows out, so that what counts as the first row is the first."""
    return [[Cell(cell.text, cell.row - top, cell.column) for cell in row] for row in grid[top:]]


def _label_kind(text: str) -> BlockKind:
    if _NOTE.match(text):
        return BlockKind.FOOTNOTE
    return BlockKind.CAPTION


def _frame(heads: Grid, body: Grid, caption: str) -> _Frame:
    width = len(body[0]) if body else 0
    columns = [_joined(row[c] for row in heads) for c in range(width)]
    serial = frozenset(c for c in range(width) if heads and columns[c].words in _SERIAL)
    unit_column = next(
        (
            c
            for c in range(width)
            if columns[c].words in _UNIT_COLUMN
            and all(is_unit(row[c].text) for row in body if row[c].text not in _NOTHING)
        ),
        None,
    )
    ranks = _ranks(columns, body)
    first = next((c for c in range(width) if c not in serial | ranks), 0)
    left = [list(row[first:]) for row in body]
    corner = columns[first] if columns else Heading()
    data = range(first + 1, width)
    unit_by_row = any(read_heading(row[first].text).unit for row in body)
    unit_by_column = any(columns[c].unit for c in data)
    named = _MEASURES.match(corner.words) is not None
    rows_measure = named or unit_column is not None or (unit_by_row and not unit_by_column)
    by_period = bool(data) and all(columns[c].period and not columns[c].words for c in data)
    return _Frame(
        columns=columns,
        n_left=first + n_heading_columns(left),
        serial=serial,
        ranks=ranks,
        unit_column=unit_column,
        rows_measure=rows_measure,
        units=units_in(" ".join([caption, *(row[0].text for row in heads)])),
        period=period_in(caption),
        measure=measure_of(caption) if by_period and not rows_measure else "",
    )


def _ranks(columns: Sequence[Heading], body: Grid) -> frozenset[int]:
    """Find the columns of ranks that stand before a column of words, which names the rows."""
    ranks: set[int] = set()
    for c, heading in enumerate(columns):
        if heading.words in _RANK:
            ranks.add(c)
        elif heading.words not in _SERIAL:
            words = sum(not is_measurement(row[c].text) for row in body)
            return frozenset(ranks) if words == len(body) else frozenset()
    return frozenset()


def _joined(cells: Iterator[Cell] | Sequence[Cell]) -> Heading:
    """Join the headings above a column, or before a row, the widest first."""
    seen: set[tuple[int, int]] = set()
    words = period = unit = ""
    for cell in cells:
        if (cell.row, cell.column) in seen or not cell.text:
            continue
        seen.add((cell.row, cell.column))
        heading = read_heading(cell.text)
        if heading.words == words:  # merged cells, written out
            heading = heading._replace(words="")
        if not (words and _VALUE.match(heading.words)):
            words += heading.words
        period = _both(period, heading.period)
        unit = heading.unit or unit
    return Heading(words, period, unit)


def _statements(row: Sequence[Cell], frame: _Frame, group: str) -> Iterator[tuple[int, str]]:
    unnaming = frame.serial | frame.ranks
    lefts = [cell for c, cell in enumerate(row[: frame.n_left]) if c not in unnaming]
    side = _joined(lefts)
    if group and not side.words.startswith(group):
        side = side._replace(words=group + side.words)
    own_unit = row[frame.unit_column].text if frame.unit_column is not None else ""
    said: set[tuple[int, int]] = set()
    data = [
        (c, cell)
        for c, cell in enumerate(row)
        if (c >= frame.n_left or c in frame.ranks)
        and c != frame.unit_column
        and c not in frame.serial
    ]
    if not data and side.words:
        yield 0, side.period + side.words
    for c, cell in data:
        if cell.text in _NOTHING or (cell.row, cell.column) in said:
            continue
        said.add((cell.row, cell.column))
        yield c, _state(cell.text, side, frame.columns[c], own_unit, frame)


def _state(text: str, side: Heading, column: Heading, own_unit: str, frame: _Frame) -> str:
    label = _both(column.period, side.period) or frame.period
    label += _label(side.words, column.words, rows_measure=frame.rows_measure) + frame.measure
    if not is_bare_number(text):
        apart = bool(label) and (_ends_plain(label) or not is_measurement(text))
        return label + "：" * apart + text.rstrip("。；")
    unit = column.unit or side.unit
    if own_unit and not (is_rate(column.words) and not column.unit):
        unit = column.unit or own_unit
    unit = unit or unit_for(column if is_rate(column.words) else side, frame.units)
    return label + ("：" if _ends_plain(label) else "") + text + unit


def _label(side: str, column: str, *, rows_measure: bool) -> str:
    """Name whose measure it is first, then the measure.

    >>> _label("总产值", "路桥区", rows_measure=True)
    '路桥区总产值'
    >>> _label("路桥区", "总产值", rows_measure=False)
    '路桥区总产值'
    """
    if _VALUE.match(column):
        column = ""
    if rows_measure and not (is_rate(column) or _GOES_ON.search(column)):
        return column + side
    return side + column


def _both(first: str, second: str) -> str:
    """Put two periods together, the year first: 2023年 and 1—6月."""
    if not first or not second or first == second:
        return first or second
    return second + first if second[:4].isdigit() else first + second


def _ends_plain(label: str) -> bool:
    """Say whether a number after `label` would run into it."""
    return label[-1:].isascii() and label[-1:].isalnum()
