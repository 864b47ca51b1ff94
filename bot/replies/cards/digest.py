"""Where do the key numbers of a report stand on their card?

Tiles stand in two columns, in the order given. A number that does not fit a column at a readable
size takes the full width, and so does the first of an odd run. All numbers in columns have one
size, the largest that fits them all, so that their baselines and weights agree. A number is never
shortened: past the smallest size it runs over lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.replies.cards.breaking import shorten, wrap
from bot.replies.cards.layout import Arrow, Box, Ink, Layout, Mark, Panel
from bot.replies.cards.setting import (
    CAP_HEIGHT,
    GAP,
    INNER,
    MEASURE,
    NOTE,
    PADDING,
    RADIUS,
    WIDTH,
    Style,
    footer,
    heading,
    measure_at,
    share_bar,
    stack,
    words,
)
from bot.replies.cards.typeface import Typeface
from bot.replies.cards.values import Digest, Tile, Trend

COLUMN_SIZES = (88, 80, 72, 64)  # of numbers in a column, px
WIDE_SIZES = (104, 88, 76, 64, 54)  # of numbers over the full width
UNIT_SIZE = 40
UNIT_GAP = 12
ARROW_GAP = 18
BAR_HEIGHT = 14
FOOT = PADDING - 6  # the leading below the last line looks like padding
MEASURE_GAP = 34  # below the number: its commas and tails reach 0.29 of its size down
TAIL_GAP = 16  # above bar and note
BAR_GAP = 14  # between bar and note

MEASURE_LINES = 2
NOTE_LINES = 2

HALF = (INNER.width - GAP) // 2


class _Content(NamedTuple):
    """What a tile says, broken into lines."""

    tile: Tile
    number: tuple[str, ...]
    unit: str
    size: int
    measure: list[str]
    note: list[str]

    @property
    def style(self) -> Style:
        """Set the number heavier than text: the face has one weight, a stroke adds to it."""
        return Style(self.size, round(self.size * 1.45), Ink.ACCENT, self.size / 48)

    @property
    def number_bottom(self) -> int:
        """Measure from the tile's top to where its measure may begin."""
        below = (len(self.number) - 1) * self.style.leading
        return PADDING + round(self.size * CAP_HEIGHT) + below

    @property
    def height(self) -> int:
        """Measure the whole tile."""
        tail = len(self.note) * NOTE.leading
        if self.tile.share is not None:
            tail += BAR_GAP + BAR_HEIGHT
        return (
            self.number_bottom
            + MEASURE_GAP
            + len(self.measure) * MEASURE.leading
            + (TAIL_GAP if tail else 0)
            + tail
            + FOOT
        )


def lay_out_digest(digest: Digest, typeface: Typeface) -> Layout:
    """Place every mark of a digest card."""
    head = heading(digest.title, digest.subject, typeface)
    marks: list[Mark] = [*head.marks]
    top = head.bottom
    rows = _rows(digest.tiles, typeface)
    paired = [tile for row in rows if len(row) > 1 for tile in row]
    size = min((_fitting(tile, HALF, COLUMN_SIZES, typeface) for tile in paired), default=0)
    for row in rows:
        if len(row) > 1:
            contents = [_content(tile, HALF, size, typeface) for tile in row]
        else:
            wide = _fitting(row[0], INNER.width, WIDE_SIZES, typeface)
            contents = [_content(row[0], INNER.width, wide, typeface)]
        bottom = top + max(content.height for content in contents)
        left = INNER.left
        for content in contents:
            box = Box(left, top, left + (HALF if len(row) > 1 else INNER.width), bottom)
            marks += _set_tile(content, box, typeface)
            left = box.right + GAP
        top = bottom + GAP
    foot = footer(digest.source, digest.date, digest.labels, top=top - GAP, typeface=typeface)
    return Layout(WIDTH, foot.bottom, (*marks, *foot.marks))


def _rows(tiles: Sequence[Tile], typeface: Typeface) -> list[tuple[Tile, ...]]:
    rows: list[tuple[Tile, ...]] = []
    run: list[Tile] = []
    for tile in (*tiles, None):
        if tile is not None and _fitting(tile, HALF, COLUMN_SIZES, typeface):
            run.append(tile)
            continue
        if len(run) % 2:
            rows.append((run.pop(0),))
        rows += zip(run[::2], run[1::2], strict=True)
        run = []
        if tile is not None:
            rows.append((tile,))
    return rows


def _fitting(tile: Tile, width: int, sizes: Sequence[int], typeface: Typeface) -> int:
    """Find the largest size at which number and unit stand on one line of a tile, 0 for none."""
    number, unit = typeface.legible(tile.number), typeface.legible(tile.unit)
    tail = typeface.width(unit, UNIT_SIZE) + UNIT_GAP if unit else 0
    for size in sizes:
        arrow = ARROW_GAP + _arrow_side(size) if tile.trend else 0
        if typeface.width(number, size) + tail + arrow <= width - 2 * PADDING:
            return size
    return 0


def _content(tile: Tile, width: int, size: int, typeface: Typeface) -> _Content:
    """Break a tile's texts; `size` 0 says that no size fits its number on one line."""
    inner = width - 2 * PADDING
    number, unit = typeface.legible(tile.number), typeface.legible(tile.unit)
    lines: tuple[str, ...] = (number,)
    if not size:
        size = WIDE_SIZES[-1]
        room = inner - (ARROW_GAP + _arrow_side(size) if tile.trend else 0)
        lines = tuple(wrap(number + unit, room, measure_at(typeface, size)))
        unit = ""
    return _Content(
        tile,
        lines,
        unit,
        size,
        shorten(
            typeface.legible(tile.measure),
            inner,
            measure_at(typeface, MEASURE.size),
            max_lines=MEASURE_LINES,
        ),
        shorten(
            typeface.legible(tile.note),
            inner,
            measure_at(typeface, NOTE.size),
            max_lines=NOTE_LINES,
        ),
    )


def _set_tile(content: _Content, box: Box, typeface: Typeface) -> list[Mark]:
    """Set number and measure from the top of a tile, bar and note up from its bottom."""
    column = Box(box.left + PADDING, box.top, box.right - PADDING, box.bottom)
    marks: list[Mark] = [Panel(box, RADIUS, Ink.TILE)]
    baseline = box.top + PADDING + round(content.size * CAP_HEIGHT)
    left = column.left
    for n, line in enumerate(content.number):
        marks.append(
            words(
                line,
                content.style,
                left=column.left,
                baseline=baseline + n * content.style.leading,
                room=column,
                typeface=typeface,
            )
        )
        left = column.left + typeface.width(line, content.size)
    baseline += (len(content.number) - 1) * content.style.leading
    if content.unit:
        left += UNIT_GAP
        style = Style(UNIT_SIZE, 0, Ink.ACCENT, 0.8)
        marks.append(
            words(
                content.unit,
                style,
                left=left,
                baseline=baseline,
                room=column,
                typeface=typeface,
            )
        )
        left += typeface.width(content.unit, UNIT_SIZE)
    if content.tile.trend:
        left += ARROW_GAP
        side = _arrow_side(content.size)
        arrow = Box(left, baseline - side, left + side, baseline)
        marks.append(Arrow(arrow, content.tile.trend is Trend.UP, Ink.ACCENT))
    marks += stack(
        content.measure,
        MEASURE,
        column=column,
        top=box.top + content.number_bottom + MEASURE_GAP,
        typeface=typeface,
    ).marks
    note_top = box.bottom - FOOT - len(content.note) * NOTE.leading
    marks += stack(content.note, NOTE, column=column, top=note_top, typeface=typeface).marks
    if content.tile.share is not None:
        bottom = note_top - BAR_GAP
        marks += share_bar(
            Box(column.left, bottom - BAR_HEIGHT, column.right, bottom), content.tile.share
        )
    return marks


def _arrow_side(size: int) -> int:
    return round(size * 0.36)
