"""What does the picture of a page say?

rapidocr finds lines of text with their boxes; columns and paragraphs are put together as those of
a PDF are. It is an extra (`youju[ocr]`) for its size, and slow: seconds a page.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, Any

from retrieval.corpus.extractors.fragments import Fragment

if TYPE_CHECKING:
    from PIL.Image import Image


UNEVEN = 1.35  # times that the boxes of lines of one size differ in height


def is_available() -> bool:
    """Say whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_image(image: Image) -> list[Fragment]:
    """Find the lines of text on a page; lengths are pixels from the top left corner."""
    import numpy as np

    found = _engine()(np.asarray(image.convert("RGB"))[:, :, ::-1])
    if found.boxes is None or found.txts is None:
        return []
    fragments = []
    for box, text in zip(found.boxes, found.txts, strict=True):
        xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
        top, bottom = min(ys), max(ys)
        if text.strip() and bottom > top:
            fragments.append(Fragment(text, min(xs), top, max(xs), bottom, bottom - top))
    return _levelled(fragments)


def _levelled(fragments: list[Fragment]) -> list[Fragment]:
    """Give the lines of the text one size: how high a box is depends on the marks in its line."""
    usual = median(fragment.size for fragment in fragments) if fragments else 0.0
    low, high = usual / UNEVEN, usual * UNEVEN
    return [f._replace(size=usual) if low <= f.size <= high else f for f in fragments]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})
