"""Where do the bars of a comparison stand on their card?

Label and number share a line, the bar runs below them over the full width: labels are read whole
on a phone, and bars of 2 or 12 reports look alike. Bars begin at zero and the longest fills its
track, so lengths are true to each other.
"""

from __future__ import annotations

from bot.replies.cards.breaking import shorten, wrap
from bot.replies.cards.layout import Box, Ink, Layout, Mark, Panel
from bot.replies.cards.setting import (
    CAP_HEIGHT,
    INNER,
    MEASURE,
    PADDING,
    RADIUS,
    WIDTH,
    Placed,
    Style,
    footer,
    heading,
    measure_at,
    share_bar,
    stack,
    words,
)
from bot.replies.cards.typeface import Typeface
from bot.replies.cards.values import Bar, Comparison

NUMBER = Style(46, 66, Ink.ACCENT, 1.0)
NUMBER_SHARE = 0.6  # of the line, before a number takes lines of its own
LABEL_LINES = 2
LABEL_GAP = 32  # between label and number
BAR_HEIGHT = 20
BAR_GAP = 10
ROW_GAP = 38


def lay_out_comparison(comparison: Comparison, typeface: Typeface) -> Layout:
    """Place every mark of a comparison card."""
    head = heading(comparison.title, comparison.subject, typeface)
    column = Box(INNER.left + PADDING, 0, INNER.right - PADDING, 0)
    longest = max(bar.value for bar in comparison.bars)
    marks: list[Mark] = []
    top = head.bottom + PADDING - 10
    for bar in comparison.bars:
        share = float(bar.value / longest) if longest else 0.0
        placed = _set_bar(bar, share, column._replace(top=top), typeface)
        marks += placed.marks
        top = placed.bottom + ROW_GAP
    panel = Panel(
        Box(INNER.left, head.bottom, INNER.right, top - ROW_GAP + PADDING), RADIUS, Ink.TILE
    )
    foot = footer(
        comparison.source,
        comparison.date,
        comparison.labels,
        top=panel.box.bottom,
        typeface=typeface,
    )
    return Layout(WIDTH, foot.bottom, (*head.marks, panel, *marks, *foot.marks))


def _set_bar(bar: Bar, share: float, column: Box, typeface: Typeface) -> Placed:
    number = typeface.legible(bar.number)
    width = typeface.width(number, NUMBER.size)
    label_width = column.width
    beside = width <= column.width * NUMBER_SHARE
    if beside:
        label_width -= width + LABEL_GAP
    label = shorten(
        typeface.legible(bar.label),
        label_width,
        measure_at(typeface, MEASURE.size),
        max_lines=LABEL_LINES,
    )
    placed = stack(label, MEASURE, column=column, top=column.top, typeface=typeface)
    marks: list[Mark] = [*placed.marks]
    bottom = placed.bottom
    if beside:
        # The number stands on the label's last baseline, next to the bar it belongs to.
        bottom = max(bottom, column.top + MEASURE.leading)
        baseline = bottom - round((MEASURE.leading - MEASURE.size * CAP_HEIGHT) / 2)
        marks.append(
            words(
                number,
                NUMBER,
                left=column.right - width,
                baseline=baseline,
                room=column._replace(bottom=bottom),
                typeface=typeface,
            )
        )
    else:
        lines = wrap(number, column.width, measure_at(typeface, NUMBER.size))
        placed = stack(lines, NUMBER, column=column, top=bottom, typeface=typeface)
        marks += placed.marks
        bottom = placed.bottom
    track = Box(column.left, bottom + BAR_GAP, column.right, bottom + BAR_GAP + BAR_HEIGHT)
    return Placed((*marks, *share_bar(track, share)), track.bottom)
