"""Which document is in a compound file: an old sheet, an old Word file, an encrypted new one?"""

from __future__ import annotations

from pathlib import Path

from retrieval.corpus.extraction import Extraction, Limits
from retrieval.corpus.extractors import sheets
from retrieval.errors import SourceEncryptedError, UnsupportedFormatError


def extract(path: Path, name: str, limits: Limits) -> Extraction:
    """Read an old sheet.

    Raises:
        SourceEncryptedError: it is a document behind a password.
        UnsupportedFormatError: it is another old document.
    """
    data = path.read_bytes()
    if _entry("EncryptedPackage") in data:
        raise SourceEncryptedError(path=name)
    if _entry("Workbook") in data or _entry("Book") in data:
        return sheets.extract(path, name, limits)
    kind = "an old Word document" if _entry("WordDocument") in data else "an old Office document"
    raise UnsupportedFormatError(path=name, format_name=kind)


def _entry(name: str) -> bytes:
    """Write a name as the directory of a compound file has it."""
    return name.encode("utf-16-le")
