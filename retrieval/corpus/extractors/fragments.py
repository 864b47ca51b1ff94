"""Which runs of characters stand on a page, unbroken?

A PDF says where each character stands, and neither what a word nor what a line is. Characters of
one height, one behind the other with no more than a space between, are a fragment; a wider gap is
the edge of a column or of a cell. Lengths are points from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from retrieval.corpus.tables import Grid

GUTTER = 0.9  # of the size of a character: a wider gap parts columns or cells
LATIN_SPACE = 0.2  # the same: a gap between Latin words that no space stands for
ALIGNED = 0.5  # share of its height by which a character overlaps its line
SAME_PLACE = 0.25  # of the size: one character printed twice, as a poor man's bold


class Glyph(NamedTuple):
    """A character with its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Fragment(NamedTuple):
    """A run of characters with its box; `size` is the height of one of them.

    A ruled table is one fragment without text.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    table: Grid | None = None
    edges: tuple[float, ...] = ()  #: of the rows of the table, from the top


def fragments_of(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """Put the characters of a page together into runs, from the top down, from the left."""
    found: list[Fragment] = []
    for row in _rows(glyphs):
        row.sort(key=lambda glyph: glyph.left)
        run: list[Glyph] = []
        for glyph in row:
            if run and _is_again(glyph, run[-1]):
                continue
            size = glyph.bottom - glyph.top
            if run and glyph.left - run[-1].right > GUTTER * size:
                found.extend(_joined(run))
                run = []
            run.append(glyph)
        found.extend(_joined(run))
    return found


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Gather characters whose boxes overlap in height, each line by the box of its first one."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.top + glyph.bottom) / 2):
        height = max(glyph.bottom - glyph.top, 0.1)
        for row in rows[-3:]:  # sizes differ: the line meant need not be the last begun
            low, high = row[0].top, row[0].bottom
            shared = min(high, glyph.bottom) - max(low, glyph.top)
            if shared >= ALIGNED * min(height, high - low):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    return rows


def _is_again(glyph: Glyph, before: Glyph) -> bool:
    near = SAME_PLACE * (glyph.bottom - glyph.top)
    return (
        glyph.text == before.text
        and glyph.text.strip() != ""
        and abs(glyph.left - before.left) < near
        and abs(glyph.top - before.top) < near
    )


def _joined(run: Sequence[Glyph]) -> list[Fragment]:
    while run and not run[0].text.strip():
        run = run[1:]
    while run and not run[-1].text.strip():
        run = run[:-1]
    if not run:
        return []
    size = median(glyph.bottom - glyph.top for glyph in run)
    texts = [run[0].text]
    for before, glyph in pairwise(run):
        both_latin = before.text.isascii() and glyph.text.isascii()
        if both_latin and glyph.left - before.right > LATIN_SPACE * size:
            texts.append(" ")
        texts.append(glyph.text)
    return [
        Fragment(
            "".join(texts),
            run[0].left,
            min(glyph.top for glyph in run),
            max(glyph.right for glyph in run),
            max(glyph.bottom for glyph in run),
            size,
        )
    ]
