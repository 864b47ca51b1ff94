"""What do the pages of a PDF say, and in which order?

PDFium gives every character with its box; the rest is `fragments`, `columns` and `pages`. A page
without characters but with a picture is a scan, and read as one where the extra for it is there.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from retrieval.corpus.extraction import Extraction, Limits
from retrieval.corpus.extractors import ocr
from retrieval.corpus.extractors.fragments import Fragment, Glyph, fragments_of
from retrieval.corpus.extractors.pages import Page, running_text
from retrieval.corpus.extractors.paths import page_rules
from retrieval.corpus.extractors.ruled import RuledTable, take_tables
from retrieval.errors import SourceDamagedError, SourceEncryptedError, SourceTooLongError

SCAN_DPI = 200
MIN_SCAN_SIDE = 200  # points; a smaller picture is a logo
TILTED = 0.1  # radians: a character further off level is of a stamp or a watermark
_PASSWORD_ERRORS = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def extract(path: Path, name: str, limits: Limits) -> Extraction:
    """Read a PDF.

    Raises:
        SourceEncryptedError: it asks for a password.
        SourceTooLongError: it has too many pages.
        SourceDamagedError: it is no PDF that can be opened.
    """
    document = _open(path, name)
    try:
        if len(document) > limits.max_pages:
            raise SourceTooLongError(path=name, n_pages=len(document), limit=limits.max_pages)
        pages = []
        unread_scans = False
        for number in range(len(document)):
            page, unread = _page(document, number)
            pages.append(page)
            unread_scans = unread_scans or unread
            limits.advance(number + 1, len(document))
    finally:
        document.close()
    return running_text(pages, unread_scans=unread_scans)


def _open(path: Path, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() in _PASSWORD_ERRORS or "password" in str(error).lower():
            raise SourceEncryptedError(path=name) from error
        raise SourceDamagedError(path=name, format_name="PDF", reason=str(error)) from error


def _page(document: pdfium.PdfDocument, number: int) -> tuple[Page, bool]:
    """Read a page; say also whether it is a scan that was not read."""
    try:
        page = document[number]
    except pdfium.PdfiumError:  # a broken page in a sound document
        return Page((), 1.0), False
    try:
        height = page.get_height()
        glyphs = _glyphs(page, height)
        if glyphs or not _is_scan(page):
            tables, rest = take_tables(glyphs, page_rules(page, height))
            return Page([*map(_as_fragment, tables), *fragments_of(rest)], height), False
        if not ocr.is_available():
            return Page((), height), True
        scale = SCAN_DPI / 72
        image = page.render(scale=scale).to_pil()
        return Page(ocr.read_image(image), height * scale), False
    finally:
        page.close()


def _glyphs(page: pdfium.PdfPage, height: float) -> list[Glyph]:
    text_page = page.get_textpage()
    try:
        found: list[Glyph] = []
        tilted: list[Glyph] = []
        box = raw.FS_RECTF()
        for i in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, i)
            if code < 32 or 0xD800 <= code < 0xE000 or raw.FPDFText_IsGenerated(text_page, i) == 1:
                continue
            if not raw.FPDFText_GetLooseCharBox(text_page, i, ctypes.byref(box)):
                continue
            if box.right <= box.left or box.top <= box.bottom:
                continue
            glyph = Glyph(chr(code), box.left, height - box.top, box.right, height - box.bottom)
            angle = raw.FPDFText_GetCharAngle(text_page, i)
            level = angle < TILTED or angle > 2 * 3.1416 - TILTED
            (found if level else tilted).append(glyph)
        return found if 2 * len(found) >= len(tilted) else tilted
    finally:
        text_page.close()


def _as_fragment(table: RuledTable) -> Fragment:
    size = (table.bottom - table.top) / len(table.grid)
    return Fragment("", table.left, table.top, table.right, table.bottom, size, table.grid)


def _is_scan(page: pdfium.PdfPage) -> bool:
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if right - left >= MIN_SCAN_SIDE and top - bottom >= MIN_SCAN_SIDE:
            return True
    return False
