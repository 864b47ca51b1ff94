"""What does an image file say: a page that was scanned or photographed?"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageSequence

from retrieval.corpus.extraction import Extraction, Limits
from retrieval.corpus.extractors import ocr
from retrieval.corpus.extractors.pages import Page, running_text
from retrieval.errors import OcrMissingError, SourceDamagedError, SourceTooLongError

MAX_PIXELS = 100_000_000  # A2 at 400 dpi; a picture that unpacks to more is an attack


def extract(path: Path, name: str, limits: Limits) -> Extraction:
    """Read an image, all pages of it (TIFF).

    Raises:
        OcrMissingError: the extra that reads scans is not installed.
        SourceDamagedError: it is no image that can be opened, or too large.
        SourceTooLongError: it has too many pages.
    """
    if not ocr.is_available():
        raise OcrMissingError(path=name)
    with open_image(path, name) as image:
        n_pages = getattr(image, "n_frames", 1)
        if n_pages > limits.max_pages:
            raise SourceTooLongError(path=name, n_pages=n_pages, limit=limits.max_pages)
        pages = []
        for number, frame in enumerate(ImageSequence.Iterator(image), 1):
            pages.append(Page(ocr.read_image(frame), float(frame.height)))
            limits.advance(number, n_pages)
    return running_text(pages)


def open_image(path: Path, name: str) -> Image.Image:
    """Open an image; the caller closes it.

    Raises:
        SourceDamagedError: it is too large.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # Pillow refuses twice this
    image = Image.open(path)
    if image.width * image.height > MAX_PIXELS:
        image.close()
        reason = f"{image.width} × {image.height} pixels"
        raise SourceDamagedError(path=name, format_name="image", reason=reason)
    return image
