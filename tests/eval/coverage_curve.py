"""How many numbers can be shown alone, and how many of them are right?

The questions of a set that ask for a number, surest answer first: every further one shown adds to
the share of questions that get a number, and mostly takes from the share that is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.replies.cards.colours import COLOURS
from bot.replies.cards.layout import Ink
from bot.replies.cards.typeface import Typeface, load_typeface
from retrieval.evaluation.answers import is_right
from retrieval.evaluation.beir import EvalQuestion
from retrieval.types import Answer, AnswerKind

_FIRST = 15  # numbers; a share of fewer says nothing
_SCALE = 3  # drawn so many times as large and reduced: Pillow's lines have hard edges
_WIDTH, _HEIGHT = 1080, 720
_LEFT, _TOP, _RIGHT, _BOTTOM = 96, 96, 300, 100  # margins; the names stand in the right one
_LOWEST = 0.5  # right; what lies below is not drawn
_STEPS = 5  # of a grid on either axis
_COLOURS = ((11, 105, 92), (190, 89, 32), (63, 81, 181), (150, 46, 110), (122, 122, 40))


class Point(NamedTuple):
    """Numbers shown so far."""

    shown: float  #: share of the questions, 0 to 1
    right: float  #: share of the numbers shown


@dataclass(frozen=True, slots=True)
class Curve:
    """What one set says."""

    name: str
    points: Sequence[Point]  #: the surest numbers alone first
    bold: Point | None  #: where youju stands: what it shows in bold; `None` where that is nothing


def curve(name: str, asked: Iterable[tuple[EvalQuestion, Answer]]) -> Curve:
    """Follow the numbers given to the questions of a set that ask for one, by confidence."""
    numbers = [(q, a) for q, a in asked if q.kind == "number"]
    given = sorted(
        ((a, is_right(q, a.answer)) for q, a in numbers if a.kind is AnswerKind.NUMBER),
        key=lambda one: -one[0].confidence,
    )
    points = []
    n_right = 0
    for n, (_, right) in enumerate(given, 1):
        n_right += right
        if n >= _FIRST:
            points.append(Point(n / len(numbers), n_right / n))
    bold = [right for answer, right in given if answer.bold]
    here = Point(len(bold) / len(numbers), sum(bold) / len(bold)) if bold else None
    return Curve(name, points, here)


def draw(curves: Sequence[Curve]) -> bytes:
    """Draw the curves of all sets as PNG, a dot on each where youju stands."""
    size = (_WIDTH * _SCALE, _HEIGHT * _SCALE)
    image = Image.new("RGB", size, COLOURS[Ink.TILE])
    canvas = ImageDraw.Draw(image)
    typeface = load_typeface()
    _draw_grid(canvas, typeface)
    for one, colour in zip(curves, _COLOURS, strict=False):
        line = [_place(point) for point in one.points if point.right >= _LOWEST]
        canvas.line(line, fill=colour, width=3 * _SCALE, joint="curve")
        if one.bold is not None and one.bold.right >= _LOWEST:
            x, y = _place(one.bold)
            radius = 8 * _SCALE
            canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    for name, y in _apart({c.name: _end(c) for c in curves if c.points}).items():
        colour = _COLOURS[[one.name for one in curves].index(name)]
        _write(canvas, typeface, name, (_WIDTH - _RIGHT + 12) * _SCALE, y, "lm", colour)
    file = BytesIO()
    image.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_grid(canvas: ImageDraw.ImageDraw, typeface: Typeface) -> None:
    quiet, track = COLOURS[Ink.QUIET], COLOURS[Ink.TRACK]
    for step in range(_STEPS + 1):
        shown, right = step / _STEPS, _LOWEST + (1 - _LOWEST) * step / _STEPS
        x, y = _place(Point(shown, right))
        bottom, left = _place(Point(shown, _LOWEST))[1], _place(Point(0, right))[0]
        end = _place(Point(1, right))[0]
        canvas.line((left, y, end, y), fill=track, width=_SCALE)
        _write(canvas, typeface, f"{right:.0%}", left - 10 * _SCALE, y, "rm", quiet)
        _write(canvas, typeface, f"{shown:.0%}", x, bottom + 18 * _SCALE, "mt", quiet)
    text = COLOURS[Ink.TEXT]
    above, below = (_TOP - 48) * _SCALE, (_HEIGHT - 14) * _SCALE
    _write(canvas, typeface, "Numbers that are right", 24 * _SCALE, above, "ls", text)
    middle = _place(Point(0.5, 1))[0]
    label = "Questions for a number that get one (dot: shown alone, in bold)"
    _write(canvas, typeface, label, middle, below, "ms", text)


def _place(point: Point) -> tuple[float, float]:
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    down = (1 - point.right) / (1 - _LOWEST)
    return (_LEFT + width * point.shown) * _SCALE, (_TOP + height * down) * _SCALE


def _end(one: Curve) -> float:
    """Give the height of the last point drawn."""
    last = one.points[-1]
    return _place(last._replace(right=max(last.right, _LOWEST)))[1]


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Move names that would overlap below one another."""
    placed: dict[str, float] = {}
    lowest = 0.0
    for name, y in sorted(heights.items(), key=lambda item: item[1]):
        placed[name] = max(y, lowest)
        lowest = placed[name] + 32 * _SCALE
    return placed


def _write(
    canvas: ImageDraw.ImageDraw,
    typeface: Typeface,
    text: str,
    x: float,
    y: float,
    anchor: str,
    colour: tuple[int, int, int],
) -> None:
    canvas.text((x, y), text, font=typeface.at(22 * _SCALE), fill=colour, anchor=anchor)
