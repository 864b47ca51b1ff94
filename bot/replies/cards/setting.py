"""How is text set on a card: in which sizes, and where do its lines stand?

The parts that all cards share: the measures of the page, the styles, heading and footer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil, floor
from typing import NamedTuple

from bot.replies.cards.breaking import Measure, shorten, wrap_title
from bot.replies.cards.layout import Box, Ink, Mark, Panel, Words
from bot.replies.cards.typeface import Typeface

WIDTH = 1200  # px; a phone shows it at a third, so 34 px here are 11 px there
MARGIN = 64
GAP = 24  # between tiles
PADDING = 40  # within a tile
RADIUS = 28
INNER = Box(MARGIN, 0, WIDTH - MARGIN, 0)  # left and right of what a card says

#: How far ink may swing over its measured width: strokes, slanted and wide-set outlines.
SLACK = 6

CAP_HEIGHT = 0.733  # of the size, as the font says


class Style(NamedTuple):
    """One way of setting text. `leading` is from baseline to baseline."""

    size: int
    leading: int  # ≥ 1.4 × size: the highest accents and deepest tails then never touch
    ink: Ink
    weight: float = 0.0


TITLE = Style(54, 78, Ink.TEXT, 0.8)
SUBJECT = Style(38, 56, Ink.QUIET)
MEASURE = Style(40, 58, Ink.TEXT)
NOTE = Style(32, 46, Ink.QUIET)
FOOTER = Style(32, 46, Ink.QUIET)

TITLE_LINES = 3
SUBJECT_LINES = 2
SOURCE_LINES = 2


class Placed(NamedTuple):
    """Marks, and where the next thing may begin."""

    marks: tuple[Mark, ...]
    bottom: int


def measure_at(typeface: Typeface, size: int) -> Measure:
    """Give the measure of a size."""
    return partial(typeface.width, size=size)


def words(
    text: str, style: Style, *, left: int, baseline: int, room: Box, typeface: Typeface
) -> Words:
    """Put a line of text on its baseline; `room` is widened by `SLACK` at both sides."""
    box = typeface.at(style.size).getbbox(text, anchor="ls", stroke_width=style.weight)
    ink = Box(
        left + floor(box[0]),
        baseline + floor(box[1]),
        left + ceil(box[2]),
        baseline + ceil(box[3]),
    )
    wide = room._replace(left=room.left - SLACK, right=room.right + SLACK)
    return Words(text, left, baseline, style.size, style.weight, style.ink, ink, wide)


def stack(
    lines: Sequence[str], style: Style, *, column: Box, top: int, typeface: Typeface
) -> Placed:
    """Set lines one under the other from `top` on, at the left of a column."""
    # The first baseline lies where the face's middle height is centred in the leading.
    first = top + round(style.leading / 2 + style.size * CAP_HEIGHT / 2)
    bottom = top + len(lines) * style.leading
    room = column._replace(top=top - SLACK, bottom=bottom + SLACK)
    marks = tuple(
        words(
            line,
            style,
            left=column.left,
            baseline=first + n * style.leading,
            room=room,
            typeface=typeface,
        )
        for n, line in enumerate(lines)
    )
    return Placed(marks, bottom)


def heading(title: str, subject: str, typeface: Typeface) -> Placed:
    """Set title and subject line at the head of a card."""
    flag = Panel(Box(INNER.left, 64, INNER.left + 72, 74), 5, Ink.ACCENT)
    marks: list[Mark] = [flag]
    top = flag.box.bottom + 24
    for text, style, max_lines in (
        (title, TITLE, TITLE_LINES),
        (subject, SUBJECT, SUBJECT_LINES),
    ):
        lines = wrap_title(
            typeface.legible(text),
            INNER.width,
            measure_at(typeface, style.size),
            max_lines=max_lines,
        )
        placed = stack(lines, style, column=INNER, top=top, typeface=typeface)
        marks += placed.marks
        top = placed.bottom + (8 if lines else 0)
    return Placed(tuple(marks), top + 28)


def footer(
    source: str, date: str, labels: Sequence[str], *, top: int, typeface: Typeface
) -> Placed:
    """Set the source, then date and labels in one line, at the foot of a card."""
    marks: list[Mark] = []
    top += 32
    facts = "·".join(filter(None, map(typeface.legible, (date, *labels))))
    for text in filter(None, (typeface.legible(source), facts)):
        lines = shorten(
            text, INNER.width, measure_at(typeface, FOOTER.size), max_lines=SOURCE_LINES
        )
        placed = stack(lines, FOOTER, column=INNER, top=top, typeface=typeface)
        marks += placed.marks
        top = placed.bottom
    return Placed(tuple(marks), top + (48 if marks else 16))


def share_bar(track: Box, share: float) -> tuple[Panel, ...]:
    """Fill a track from the left by a share of 0 to 1; what is more than nothing is seen."""
    filled = round(track.width * share)
    if share > 0:
        filled = max(filled, track.height)
    radius = track.height // 2
    empty = Panel(track, radius, Ink.TRACK)
    if not filled:
        return (empty,)
    return empty, Panel(track._replace(right=track.left + filled), radius, Ink.ACCENT)
