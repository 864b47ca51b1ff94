"""Which tables stand on a page without rules, or with rules only above and below?

Lines of numbers in columns are their rows. What stands close above the columns is their heading,
which may be broken into lines, or span several of them; what stands left of the numbers is the
label of the nearest row. Without a heading over every column of numbers nothing says what they
are: then there is no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from retrieval.corpus.extractors.fragments import Fragment
from retrieval.corpus.lines import separator_between
from retrieval.corpus.tables import Grid, grid_of, is_measurement, is_period, units_in

MIN_ROWS = 2
MAX_CELL_CHARS = 24
MAX_HEAD_LINES = 6
SAME_LINE = 0.5  # sizes by which the middles of one line differ
CLOSE = 1.5  # sizes between two lines of one table's head
TIGHT = 1.6  # the same between the middles of the lines of one cell
WIDEST = 1.3  # times the width of a column: a line of a head reaches so far
OFF_CENTRE = 0.2  # of the distance of two columns, by which a head stands off their middle
NEXT_ROW = 4.0  # sizes between two rows
_EMPTY = frozenset({"-", "—", "–", "——", "/", "…", "……"})

Line = list[Fragment]
Interval = tuple[float, float]


def take_aligned(fragments: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment]]:
    """Read the tables of a page that nothing rules; give also the fragments that are in none."""
    plain = [fragment for fragment in fragments if fragment.table is None]
    lines = _lines(plain)
    tables: list[Fragment] = []
    taken: set[int] = set()
    for first, last in _runs(lines):
        found = _Table(lines, first, last).read()
        if found is not None:
            table, used = found
            tables.append(table)
            taken.update(map(id, used))
    return tables, [fragment for fragment in fragments if id(fragment) not in taken]


def _middle(fragment: Fragment) -> float:
    return (fragment.top + fragment.bottom) / 2


def _centre(fragment: Fragment) -> float:
    return (fragment.left + fragment.right) / 2


def _lines(fragments: Iterable[Fragment]) -> list[Line]:
    """Gather what stands on one height, from the top down."""
    lines: list[Line] = []
    for fragment in sorted(fragments, key=_middle):
        if lines and _middle(fragment) - _middle(lines[-1][0]) < SAME_LINE * fragment.size:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return lines


def _is_value(fragment: Fragment) -> bool:
    return is_measurement(fragment.text) or fragment.text in _EMPTY


def _is_row(line: Line) -> bool:
    """Tell a row from text, and from a head of years."""
    if all(is_period(f.text) for f in line if _is_value(f)):
        return False
    values = sum(map(_is_value, line))
    short = all(len(fragment.text) <= MAX_CELL_CHARS for fragment in line)
    return short and len(line) >= 2 and 2 * values >= len(line)


def _runs(lines: Sequence[Line]) -> Iterable[tuple[int, int]]:
    """Give the first and the last row of every stretch of rows; labels may stand between."""
    i = 0
    while i < len(lines):
        if not _is_row(lines[i]):
            i += 1
            continue
        first = last = i
        edge = min(fragment.left for fragment in lines[i] if _is_value(fragment))
        for j in range(i + 1, len(lines)):
            near = lines[j][0].top - lines[last][0].bottom < NEXT_ROW * lines[j][0].size
            if not near or not (_is_row(lines[j]) or all(f.right < edge for f in lines[j])):
                break
            if _is_row(lines[j]):
                last = j
        if sum(map(_is_row, lines[first : last + 1])) >= MIN_ROWS:
            yield first, last
        i = last + 1


def _columns(fragments: Iterable[Fragment]) -> list[Interval]:
    """Put together what overlaps from side to side."""
    found: list[Interval] = []
    for fragment in sorted(fragments, key=lambda fragment: fragment.left):
        if found and fragment.left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], fragment.right))
        else:
            found.append((fragment.left, fragment.right))
    return found


@dataclass(slots=True)
class _Table:
    """Reads one stretch of rows with what stands above it and at its left."""

    lines: Sequence[Line]
    first: int
    last: int

    def read(self) -> tuple[Fragment, list[Fragment]] | None:
        """Give the table as one fragment, and what it is made of; `None` if it is none."""
        rows = [line for line in self.lines[self.first : self.last + 1] if _is_row(line)]
        values = _columns(f for row in rows for f in row if _is_value(f))
        edge = values[0][0]
        within = [f for line in self.lines[self.first : self.last + 1] for f in line]
        labels = [f for f in within if not _is_value(f)]
        if len(values) < 2 and not labels:
            return None
        if any(label.right > edge and label.left < values[-1][1] for label in labels):
            return None  # words among the numbers: not this kind of table
        middles = [median(map(_middle, row)) for row in rows]
        above = self._label_line(self.first - 1, edge, middles, rows[0][0].size)
        below = self._label_line(self.last + 1, edge, middles, rows[0][0].size)
        labels += [*above, *below]
        columns = [*_columns(labels), *values]
        head, used = self._head(columns, len(columns) - len(values), self.first - bool(above))
        if len(columns) < 2 or not all(head[len(columns) - len(values) :]):
            return None
        body = [[""] * len(columns) for _ in rows]
        for r, row in enumerate(rows):
            for fragment in filter(_is_value, row):
                c = _nearest(columns, fragment)
                if body[r][c]:
                    return None  # two numbers in one cell: columns of something else
                body[r][c] = fragment.text
        for label in sorted(labels, key=_middle):
            r = min(range(len(rows)), key=lambda r: abs(middles[r] - _middle(label)))
            c = _nearest(columns, label)
            body[r][c] += separator_between(body[r][c], label.text) + label.text
        if len(columns) - len(values) > 1:
            _fill_groups(body)
        everything = [*used, *labels, *(f for row in rows for f in row if _is_value(f))]
        return self._fragment(grid_of([head, *body]), everything, rows, middles), everything

    def _label_line(self, i: int, edge: float, middles: Sequence[float], size: float) -> Line:
        """Give line `i` if it is one of a label that is broken into lines."""
        if not 0 <= i < len(self.lines):
            return []
        line = self.lines[i]
        apart = min(abs(_middle(line[0]) - middle) for middle in middles)
        near = apart < CLOSE * size
        return line if near and all(f.right < edge for f in line) else []

    def _head(
        self, columns: Sequence[Interval], n_labels: int, first: int
    ) -> tuple[list[str], Line]:
        """Read what stands above each column, the widest first; the rows begin at `first`."""
        texts = [""] * len(columns)
        used: Line = []
        nearest = self.lines[first][0]
        top = min(fragment.top for fragment in self.lines[first])
        accepted: list[Line] = []
        for line in reversed(self.lines[max(first - MAX_HEAD_LINES, 0) : first]):
            size = line[0].size
            near = top - max(fragment.bottom for fragment in line) < CLOSE * size
            if not near or _is_row(line) or not self._may_head(line, columns):
                break
            # A line that stands alone is a part of a cell, set tight, or a title.
            if len(line) == 1 and accepted and _middle(nearest) - _middle(line[0]) > TIGHT * size:
                break
            accepted.insert(0, line)
            nearest = line[0]
            top = min(fragment.top for fragment in line)
        for n, line in enumerate(accepted):
            over = [f for f in line if _nearest(columns, f) >= n_labels]
            below = accepted[n + 1 :]
            for fragment in line:
                for c, text in _over(fragment, over, columns, n_labels, below):
                    texts[c] += separator_between(texts[c], text) + text
            used += line
        return texts, used

    @staticmethod
    def _may_head(line: Line, columns: Sequence[Interval]) -> bool:
        """Tell a line of the head from a title, a unit or the text above the table."""
        for fragment in line:
            over = sum(fragment.left < sum(c) / 2 < fragment.right for c in columns)
            if len(fragment.text) > MAX_CELL_CHARS * max(over, 1) or units_in(fragment.text):
                return False
        if len(line) > 1:
            return True
        [alone] = line
        n_over = sum(alone.left < c[1] and c[0] < alone.right for c in columns)
        pitch = (columns[-1][1] - columns[0][0]) / len(columns)
        centred = abs(_centre(alone) - sum(columns[_nearest(columns, alone)]) / 2) < pitch / 4
        return n_over <= 1 and centred and alone.right - alone.left < WIDEST * pitch

    @staticmethod
    def _fragment(
        grid: Grid, parts: Line, rows: Sequence[Line], middles: Sequence[float]
    ) -> Fragment:
        top, bottom = min(f.top for f in parts), max(f.bottom for f in parts)
        first = min(f.top for f in rows[0])
        between = ((a + b) / 2 for a, b in pairwise(middles))
        return Fragment(
            "",
            min(f.left for f in parts),
            top,
            max(f.right for f in parts),
            bottom,
            median(f.size for f in parts),
            grid,
            (top, first, *between, bottom),
        )


def _nearest(columns: Sequence[Interval], fragment: Fragment) -> int:
    return min(range(len(columns)), key=lambda c: abs(sum(columns[c]) / 2 - _centre(fragment)))


def _over(
    fragment: Fragment,
    line: Line,
    columns: Sequence[Interval],
    n_labels: int,
    below: Sequence[Line],
) -> Iterable[tuple[int, str]]:
    """Say which columns a part of the head stands over, and with which words.

    Where fewer parts stand over the numbers than there are columns, and a line of parts below,
    each covers as many columns as the others. One that reaches over several columns with nothing
    below is the heads of all, set without a gap.
    """
    n = len(columns) - n_labels
    lower = {_nearest(columns, f) for each in below for f in each}
    middles = [sum(column) / 2 for column in columns]
    if fragment in line and 1 < len(line) < n and n % len(line) == 0:
        width = n // len(line)
        start = n_labels + sorted(line, key=_centre).index(fragment) * width
        covered = range(start, start + width)
        middle = (middles[start] + middles[start + width - 1]) / 2
        centred = abs(_centre(fragment) - middle) < OFF_CENTRE * (middles[-1] - middles[-2])
        if centred and lower.issuperset(covered):
            return [(c, fragment.text) for c in covered]
    within = [c for c, middle in enumerate(middles) if fragment.left < middle < fragment.right]
    if len(within) < 2:
        return [(_nearest(columns, fragment), fragment.text)]
    if lower.issuperset(within):
        return [(c, fragment.text) for c in within]
    edges = [fragment.left, *((middles[c] + middles[c + 1]) / 2 for c in within[:-1])]
    cuts = [*(_cut(fragment, edge) for edge in edges), len(fragment.text)]
    return [(c, fragment.text[a:b]) for c, (a, b) in zip(within, pairwise(cuts), strict=True)]


def _cut(fragment: Fragment, at: float) -> int:
    """Find the character that begins nearest to a place; ASCII is half as wide as Chinese."""
    widths = [0.5 if character.isascii() else 1.0 for character in fragment.text]
    unit = (fragment.right - fragment.left) / sum(widths)
    begins = [fragment.left + unit * sum(widths[:i]) for i in range(len(widths))]
    return min(range(len(begins)), key=lambda i: abs(begins[i] - at))


def _fill_groups(body: list[list[str]]) -> None:
    """Write the label of a group of rows in each of them.

    It stands at the top of its rows, in their middle or at their foot. Where groups are not of
    one size, it holds from where it stands on.
    """
    at = [r for r, row in enumerate(body) if row[0]]
    if not at or len(at) == len(body):
        return
    size = len(body) // len(at)
    even = len(body) % len(at) == 0 and all(r // size == n for n, r in enumerate(at))
    names = [body[r][0] for r in at]
    for r, row in enumerate(body):
        if even:
            row[0] = names[r // size]
        elif r > at[0]:
            row[0] = row[0] or body[r - 1][0]
