"""What do the pages of a PDF say, and in which order?

PDFium gives every character with its box; the rest is `fragments`, `columns` and `pages`. A page
without characters but with a picture is a scan, and read as one where the extra for it is there.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import replace
from math import pi
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from retrieval.corpus.extraction import Extraction, Limits
from retrieval.corpus.extractors import ocr
from retrieval.corpus.extractors.fragments import Fragment, Glyph, fragments_of
from retrieval.corpus.extractors.pages import Page, running_text
from retrieval.corpus.extractors.paths import Shown, page_rules
from retrieval.corpus.extractors.ruled import RuledTable, take_tables
from retrieval.corpus.publishers import is_organ
from retrieval.errors import SourceDamagedError, SourceEncryptedError, SourceTooLongError

SCAN_DPI = 200
MIN_SCAN_SIDE = 200  # points; a smaller picture is a logo
TILTED = 0.06  # quarters of a turn: a character further off is of a stamp or a watermark
ASLANT = 4  # stands for all such
#: Titles that the program which wrote the file made up.
_GENERIC = re.compile(
    r"^(?:Microsoft|untitled|\(?anonymous|unspecified|文档|未命名|无标题|幻灯片)|\.(?:docx?|wps|pdf|indd)$",
    re.IGNORECASE,
)
_PASSWORD_ERRORS = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def extract(path: Path, name: str, limits: Limits) -> Extraction:
    """Read a PDF.

    Raises:
        SourceEncryptedError: it asks for a password.
        SourceTooLongError: it has too many pages.
        SourceDamagedError: it is no PDF that can be opened.
    """
    document = open_document(path, name)
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
        said = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    found = running_text(pages, unread_scans=unread_scans)
    title, author = (said.get(key, "").strip() for key in ("Title", "Author"))
    return replace(
        found,
        title="" if _GENERIC.search(title) else title,
        authors=(author,) if author and not is_organ(author) else (),
        publisher=author if is_organ(author) else "",
    )


def open_document(path: Path, name: str) -> pdfium.PdfDocument:
    """Open a PDF; the caller closes it.

    Raises:
        SourceEncryptedError: it asks for a password.
        SourceDamagedError: it is no PDF that can be opened.
    """
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() in _PASSWORD_ERRORS or "password" in str(error).lower():
            raise SourceEncryptedError(path=name) from error
        raise SourceDamagedError(path=name, format_name="PDF", reason=str(error)) from error


def _page(document: pdfium.PdfDocument, number: int) -> tuple[Page, bool]:
    try:
        page = document[number]
    except pdfium.PdfiumError:  # a broken page in a sound document
        return Page((), 1.0), False
    try:
        return read_page(page)
    finally:
        page.close()


def read_page(page: pdfium.PdfPage) -> tuple[Page, bool]:
    """Read a page, turned upright; say also whether it is a scan that was not read."""
    glyphs = _glyphs(page)
    height, shown = page.get_height(), Shown.of(page)
    if glyphs or not _is_scan(page):
        tables, rest = take_tables(glyphs, page_rules(page, shown))
        return Page([*map(_as_fragment, tables), *fragments_of(rest)], height), False
    if not ocr.is_available():
        return Page((), height), True
    scale = SCAN_DPI / 72
    image = page.render(scale=scale).to_pil()
    return Page(ocr.read_image(image), height * scale), False


def _glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    """Read the characters of a page, which is turned so that most of them stand upright."""
    text_page = page.get_textpage()
    try:
        found: dict[int, list[tuple[str, float, float, float, float]]] = {}
        box = raw.FS_RECTF()
        for i in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, i)
            if code < 32 or 0xD800 <= code < 0xE000 or raw.FPDFText_IsGenerated(text_page, i) == 1:
                continue
            if not raw.FPDFText_GetLooseCharBox(text_page, i, ctypes.byref(box)):
                continue
            if box.right <= box.left or box.top <= box.bottom:
                continue
            quarters = raw.FPDFText_GetCharAngle(text_page, i) / (pi / 2)
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < TILTED else ASLANT
            found.setdefault(turn, []).append(
                (chr(code), box.left, box.bottom, box.right, box.top)
            )
    finally:
        text_page.close()
    turn = max(found, key=lambda turn: (len(found[turn]), -turn), default=0)
    if found and turn != ASLANT:
        page.set_rotation(-90 * turn % 360)
    shown = Shown.of(page)
    return [Glyph(text, *shown.box(*corners)) for text, *corners in found.get(turn, ())]


def _as_fragment(table: RuledTable) -> Fragment:
    size = (table.bottom - table.top) / len(table.grid)
    return Fragment(
        "", table.left, table.top, table.right, table.bottom, size, table.grid, table.edges
    )


def _is_scan(page: pdfium.PdfPage) -> bool:
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if right - left >= MIN_SCAN_SIDE and top - bottom >= MIN_SCAN_SIDE:
            return True
    return False
