"""By which first bytes is each kind of document known?"""

from __future__ import annotations

import re

from retrieval.corpus.readers.base import HEAD_BYTES, Reader
from retrieval.corpus.readers.documents import document_reader

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:From|MIME-Version|Snapshot-Content-Location|Subject):", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
MIN_LINES = 2  # of a sheet written as text: a head and a row
MIN_SEPARATORS = 2  # in each of its lines, where its name does not tell
PDF_MARK_BYTES = 1024  # a PDF may have a letterhead before its mark


def _is_html(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    for mark in _BOMS:
        head = head.removeprefix(mark)
    head = head.replace(b"\0", b"").lstrip()  # UTF-16 is ASCII with holes here
    return head.startswith(b"<") and _HTML.search(head) is not None


def _is_mhtml(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    return _MHTML.match(head) is not None and b"multipart/related" in head.lower()


def _is_pdf(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    return b"%PDF-" in head[:PDF_MARK_BYTES]


def _is_archive(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    return head.startswith(b"PK\x03\x04")


def _is_ole(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    return head.startswith(_OLE)


def _is_image(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    return head.startswith(_IMAGES[:-1]) or (head[:2] == b"BM" and head[6:10] == b"\0\0\0\0")


def _is_separated(name: str, head: bytes) -> bool:
    """Tell a sheet written as text: every line has as many commas, or tabs, as the others.

    In GB18030 and UTF-8 alike, none of these bytes is a part of a character.
    """
    lines = head.split(b"\n")[: -1 if len(head) == HEAD_BYTES else None]
    lines = [line for line in lines if line.strip()]
    if b"\0" in head or len(lines) < MIN_LINES:
        return False
    for separator in (b",", b"\t", b";"):
        counts = [line.count(separator) for line in lines]
        if name.lower().endswith((".csv", ".tsv")) and 2 * sum(map(bool, counts)) > len(counts):
            return True
        if min(counts) == max(counts) >= MIN_SEPARATORS:
            return True
    return False


READERS: tuple[Reader, ...] = (
    document_reader("web page", "webpage", _is_html),
    document_reader("saved web page", "webpage", _is_mhtml),
    document_reader("PDF", "pdf", _is_pdf),
    document_reader("Office document or EPUB", "archive", _is_archive),
    document_reader("old Office document", "ole", _is_ole),
    document_reader("separated values", "separated", _is_separated),
    document_reader("image", "scan", _is_image),
)
