"""Which straight lines are drawn on a page of a PDF, and where does a reader see them?"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from retrieval.corpus.extractors.ruled import Rule

STRAIGHT = 1.5  # points by which a level line may rise, or a rule be thick
MIN_LENGTH = 6.0  # points: shorter strokes are parts of a drawing
MAX_SEGMENTS = 20_000  # looked at on a page

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """Takes points of a page's own space to points from the top left corner of what is shown.

    A page may be shown turned, or only a part of it: `x = a·x + c·y + e`, `y = b·x + d·y + f`.
    """

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Shown:
        """Ask the library where it would draw three points."""
        fine = 1000  # units a point: the library counts in whole ones
        size = round(page.get_width() * fine), round(page.get_height() * fine)
        x, y = ctypes.c_int(), ctypes.c_int()

        def at(*point: float) -> Point:
            raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *point, ctypes.byref(x), ctypes.byref(y))
            return x.value / fine, y.value / fine

        (e, f), (ae, bf), (ce, df) = at(0, 0), at(100, 0), at(0, 100)
        return cls((ae - e) / 100, (bf - f) / 100, (ce - e) / 100, (df - f) / 100, e, f)

    def point(self, x: float, y: float) -> Point:
        """Take a point there."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Take a box there: left, top, right, bottom, the top the smaller one."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def page_rules(page: pdfium.PdfPage, shown: Shown) -> list[Rule]:
    """Find the level and upright lines, edges of boxes among them."""
    rules: list[Rule] = []
    n_segments = 0
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3):
        n_segments += raw.FPDFPath_CountSegments(item)
        if n_segments > MAX_SEGMENTS:
            return []
        for one, other in _strokes(item):
            rules.extend(_rule(shown.point(*one), shown.point(*other)))
    return rules


def _strokes(item: pdfium.PdfObject) -> Iterator[tuple[Point, Point]]:
    """Give the straight strokes of a path; a thin filled box is one stroke."""
    left, bottom, right, top = item.get_bounds()
    if min(right - left, top - bottom) <= STRAIGHT:
        middle = ((left + right) / 2, (bottom + top) / 2)
        if right - left > top - bottom:
            yield (left, middle[1]), (right, middle[1])
        else:
            yield (middle[0], bottom), (middle[0], top)
        return
    matrix = item.get_matrix()
    start: Point | None = None
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            yield from pairwise(points)
            start, points = point, [point]
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            points.append(start)
    yield from pairwise(points)


def _rule(one: Point, other: Point) -> Iterator[Rule]:
    (x1, y1), (x2, y2) = one, other
    if abs(y1 - y2) <= STRAIGHT and abs(x1 - x2) >= MIN_LENGTH:
        yield Rule(False, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
    elif abs(x1 - x2) <= STRAIGHT and abs(y1 - y2) >= MIN_LENGTH:
        yield Rule(True, (x1 + x2) / 2, min(y1, y2), max(y1, y2))
