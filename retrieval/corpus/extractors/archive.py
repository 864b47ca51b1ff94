"""Which document is in a ZIP archive: Word, a sheet, a book?

The expansion is checked before anything is unpacked: a few kilobytes can hold a petabyte.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from retrieval.corpus.extraction import Extraction, Limits
from retrieval.errors import (
    SourceDamagedError,
    SourceEncryptedError,
    SourceExpandsError,
    UnsupportedFormatError,
)

MAX_ENTRIES = 20_000
_ENCRYPTED = 0x1  # the bit of an entry that asks for a password
_SHEETS = ("xl/workbook.xml", "xl/workbook.bin")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def extract(path: Path, name: str, limits: Limits) -> Extraction:
    """Read the document in an archive.

    Raises:
        SourceDamagedError: it is no archive that can be opened.
        SourceEncryptedError: it asks for a password.
        SourceExpandsError: it unpacks to too much.
        UnsupportedFormatError: it holds no document known here.
    """
    names, mimetype = _inventory(path, name, limits)
    # Each library is loaded only where its format is met.
    if "word/document.xml" in names:
        from retrieval.corpus.extractors import word

        return word.extract(path, name, limits)
    if not names.isdisjoint(_SHEETS) or mimetype == _ODS:
        from retrieval.corpus.extractors import sheets

        return sheets.extract(path, name, limits)
    if "META-INF/container.xml" in names:
        from retrieval.corpus.extractors import epub

        return epub.extract(path, name, limits)
    raise UnsupportedFormatError(path=name, format_name="a ZIP archive without a document")


def _inventory(path: Path, name: str, limits: Limits) -> tuple[frozenset[str], bytes]:
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > limits.max_unpacked_bytes or len(entries) > MAX_ENTRIES:
                raise SourceExpandsError(path=name, size=size, limit=limits.max_unpacked_bytes)
            if any(entry.flag_bits & _ENCRYPTED for entry in entries):
                raise SourceEncryptedError(path=name)
            names = frozenset(entry.filename for entry in entries)
            mimetype = archive.read("mimetype")[:100].strip() if "mimetype" in names else b""
    except BadZipFile as error:
        raise SourceDamagedError(
            path=name, format_name="Office document or EPUB", reason=str(error)
        ) from error
    return names, mimetype
