"""How does a page look with a passage marked on it?

The page is read anew and drawn; a text is found among its lines, white space aside, and the
stretches of the lines that hold it are tinted. Between the ends of a line, characters stand in
proportion to their width.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from PIL import Image, ImageChops

from retrieval.corpus.extractors import ocr, pdf, scan
from retrieval.corpus.extractors.pages import Box, Page, boxes_of
from retrieval.corpus.extractors.typefaces import stand_in
from retrieval.errors import SourceDamagedError

DPI = 150
MAX_SIDE = 2560  # pixels; Telegram makes larger pictures smaller
TINT = (255, 232, 120)
MIN_SHARED = 6  # characters in a row that must be found of a text which goes on elsewhere
PAD = 0.12  # of the height of a line, by which a mark reaches over it

_WHITE = re.compile(r"\s")

Area = tuple[float, float, float, float]


def draw(
    path: Path, name: str, number: int, texts: Sequence[str], *, typeface: str | None = None
) -> bytes:
    """Draw a page, counted from 1, as PNG, with texts marked.

    `typeface` is the font file for Chinese text that the document brings none for.

    Raises:
        SourceDamagedError: there is no such page, or the file cannot be opened.
        SourceEncryptedError: it asks for a password.
    """
    with path.open("rb") as stream:
        is_pdf = b"%PDF-" in stream.read(1024)
    kept = stand_in(Path(typeface)) if typeface else None
    page, image = (_of_pdf if is_pdf else _of_image)(path, name, number)
    del kept
    scale = image.height / page.height
    for area in _areas(page, texts):
        _tint(image, area, scale)
    drawn = io.BytesIO()
    image.save(drawn, "PNG")
    return drawn.getvalue()


def _of_pdf(path: Path, name: str, number: int) -> tuple[Page, Image.Image]:
    document = pdf.open_document(path, name)
    try:
        if not 1 <= number <= len(document):
            raise _no_page(name, number)
        drawn = document[number - 1]
        page, _ = pdf.read_page(drawn)
        side = max(drawn.get_width(), drawn.get_height())
        bitmap = drawn.render(scale=min(DPI / 72, MAX_SIDE / side))
        return page, bitmap.to_pil().convert("RGB")
    finally:
        document.close()


def _of_image(path: Path, name: str, number: int) -> tuple[Page, Image.Image]:
    with scan.open_image(path, name) as image:
        if not 1 <= number <= getattr(image, "n_frames", 1):
            raise _no_page(name, number)
        image.seek(number - 1)
        height = float(image.height)
        page = Page(ocr.read_image(image) if ocr.is_available() else (), height)
        drawn = image.convert("RGB")
    drawn.thumbnail((MAX_SIDE, MAX_SIDE))
    return page, drawn


def _no_page(name: str, number: int) -> SourceDamagedError:
    return SourceDamagedError(path=name, format_name="document", reason=f"no page {number}")


def _areas(page: Page, texts: Sequence[str]) -> Iterator[Area]:
    text, boxes = boxes_of(page)
    places = [i for i, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[i] for i in places)
    for wanted in texts:
        start, end = _find(_WHITE.sub("", wanted), bare)
        if start < end:
            yield from _within(text, boxes, places[start], places[end - 1] + 1)


def _find(wanted: str, bare: str) -> tuple[int, int]:
    """Find a text, or the longest part of it that stands here; (0, 0) without any."""
    start = bare.find(wanted)
    if start >= 0:
        return start, start + len(wanted)
    match = SequenceMatcher(None, bare, wanted, autojunk=False).find_longest_match()
    return (match.a, match.a + match.size) if match.size >= MIN_SHARED else (0, 0)


def _within(text: str, boxes: Sequence[Box], start: int, end: int) -> Iterator[Area]:
    """Give the parts of the boxes that hold `[start, end)`."""
    for box in boxes:
        first, last = max(box.start, start), min(box.end, end)
        if first >= last:
            continue
        left, right = box.left, box.right
        if (first, last) != (box.start, box.end):
            whole = _width(text, box.start, box.end)
            unit = (box.right - box.left) / whole
            left += unit * _width(text, box.start, first)
            right -= unit * _width(text, last, box.end)
        yield left, box.top, right, box.bottom


def _width(text: str, start: int, end: int) -> float:
    """Measure a stretch in widths of a Chinese character."""
    return sum(0.5 if text[i].isascii() else 1.0 for i in range(start, end))


def _tint(image: Image.Image, area: Area, scale: float) -> None:
    left, top, right, bottom = (side * scale for side in area)
    pad = PAD * (bottom - top)
    corners = (
        max(round(left - pad), 0),
        max(round(top - pad), 0),
        min(round(right + pad), image.width),
        min(round(bottom + pad), image.height),
    )
    if corners[0] < corners[2] and corners[1] < corners[3]:
        part = image.crop(corners)
        image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, TINT)), corners)
