"""Which cells do the ruled lines of a page make?

Lines that meet are one table; where the line between two places is missing, they are one cell.
Lengths are points from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from retrieval.corpus.extractors.fragments import Glyph, fragments_of
from retrieval.corpus.lines import separator_between
from retrieval.corpus.tables import Grid, grid_of

SNAP = 2.5  # points by which lines that should meet may miss
MAX_RULES = 4000  # on a page: more is a drawing
MIN_ROWS, MIN_COLUMNS = 2, 2


class Rule(NamedTuple):
    """A level or upright line; `at` is its height or its distance from the left."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table with the box that it fills."""

    grid: Grid
    left: float
    top: float
    right: float
    bottom: float
    edges: tuple[float, ...]  #: of its rows, from the top


def take_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Rule]
) -> tuple[list[RuledTable], list[Glyph]]:
    """Read the ruled tables of a page; give also the characters that stand in none."""
    tables: list[RuledTable] = []
    rest = list(glyphs)
    for together in _connected(rules) if len(rules) <= MAX_RULES else ():
        xs = _edges(rule.at for rule in together if rule.upright)
        ys = _edges(rule.at for rule in together if not rule.upright)
        if len(xs) <= MIN_COLUMNS or len(ys) <= MIN_ROWS:
            continue
        inside = [g for g in rest if _cell_of(g, xs, ys) is not None]
        if inside:
            grid = _grid(inside, xs, ys, together)
            tables.append(RuledTable(grid, xs[0], ys[0], xs[-1], ys[-1], tuple(ys)))
            rest = [g for g in rest if _cell_of(g, xs, ys) is None]
    return tables, rest


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Gather the lines that meet."""
    groups: list[list[Rule]] = []
    for rule in rules:
        meeting = [group for group in groups if any(_meet(rule, other) for other in group)]
        groups = [group for group in groups if not any(group is one for one in meeting)]
        groups.append([rule, *(other for group in meeting for other in group)])
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    if one.upright == other.upright:
        apart = max(one.start, other.start) - min(one.end, other.end)
        return abs(one.at - other.at) <= SNAP and apart <= SNAP
    return (
        other.start - SNAP <= one.at <= other.end + SNAP
        and one.start - SNAP <= other.at <= one.end + SNAP
    )


def _edges(places: Iterable[float]) -> list[float]:
    """Put lines of one place together."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > SNAP:
            found.append(place)
    return found


def _cell_of(glyph: Glyph, xs: Sequence[float], ys: Sequence[float]) -> tuple[int, int] | None:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    row = next((r for r, (top, bottom) in enumerate(pairwise(ys)) if top <= y < bottom), None)
    column = next((c for c, (left, right) in enumerate(pairwise(xs)) if left <= x < right), None)
    return None if row is None or column is None else (row, column)


def _grid(
    glyphs: Sequence[Glyph], xs: Sequence[float], ys: Sequence[float], rules: Sequence[Rule]
) -> Grid:
    n_rows, n_columns = len(ys) - 1, len(xs) - 1
    anchor: dict[tuple[int, int], tuple[int, int]] = {}
    merges = []
    for r in range(n_rows):
        for c in range(n_columns):
            if (r, c) in anchor:
                continue
            right, bottom = c, r
            while right + 1 < n_columns and not _parted(rules, True, xs[right + 1], ys, r):
                right += 1
            while bottom + 1 < n_rows and not _parted(rules, False, ys[bottom + 1], xs, c):
                bottom += 1
            for i in range(r, bottom + 1):
                for j in range(c, right + 1):
                    anchor.setdefault((i, j), (r, c))
            if (bottom, right) != (r, c):
                merges.append((r, c, bottom, right))
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        cell = _cell_of(glyph, xs, ys)
        if cell is not None:
            held.setdefault(anchor[cell], []).append(glyph)
    texts = [[_text(held.get((r, c), [])) for c in range(n_columns)] for r in range(n_rows)]
    return grid_of(texts, merges)


def _parted(
    rules: Sequence[Rule], upright: bool, at: float, across: Sequence[float], i: int
) -> bool:
    """Say whether a line at `at` parts two cells in the middle of stripe `i`."""
    middle = (across[i] + across[i + 1]) / 2
    return any(
        rule.upright == upright and abs(rule.at - at) <= SNAP and rule.start <= middle <= rule.end
        for rule in rules
    )


def _text(glyphs: Sequence[Glyph]) -> str:
    """Join the lines of a cell."""
    text = ""
    for fragment in fragments_of(glyphs):
        text += separator_between(text, fragment.text) + fragment.text
    return text
