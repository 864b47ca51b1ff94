"""What does a book say, chapter by chapter in the order of its spine?"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from retrieval.corpus.extraction import Extraction, Limits, TextBuilder
from retrieval.corpus.extractors.markup import add_blocks, parse_markup
from retrieval.corpus.extractors.xml import parse_xml
from retrieval.corpus.readers.decoding import decode_text
from retrieval.errors import SourceDamagedError, SourceEncryptedError, SourceTooLongError

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_ENCRYPTION = "META-INF/encryption.xml"


def extract(path: Path, name: str, limits: Limits) -> Extraction:
    """Read an EPUB.

    Raises:
        SourceDamagedError: its table of parts is missing or broken.
        SourceEncryptedError: its chapters are encrypted.
        SourceTooLongError: it has too many chapters.
    """
    with ZipFile(path) as archive:
        try:
            root = parse_xml(archive.read("META-INF/container.xml"))
            package_name = next(
                item.get("full-path") for item in root.iter() if item.get("full-path")
            )
            package = parse_xml(archive.read(package_name))
            chapters = list(_spine(package, posixpath.dirname(package_name)))
        except (AttributeError, KeyError, StopIteration) as error:
            reason = "no list of chapters"
            raise SourceDamagedError(path=name, format_name="EPUB", reason=reason) from error
        if len(chapters) > limits.max_pages:
            raise SourceTooLongError(path=name, n_pages=len(chapters), limit=limits.max_pages)
        names = set(archive.namelist())
        encrypted = archive.read(_ENCRYPTION) if _ENCRYPTION in names else b""
        if any(chapter.encode() in encrypted for chapter in chapters):
            raise SourceEncryptedError(path=name)
        builder = TextBuilder()
        for number, chapter in enumerate(chapters, 1):
            if chapter in names:
                text = decode_text(archive.read(chapter), path=f"{name}/{chapter}").text
                page = parse_markup(text.encode("utf-8", "replace"))
                body = page.find("body") if page is not None else None
                if body is not None:
                    add_blocks(body, builder)
            limits.advance(number, len(chapters))
    return Extraction(
        text=builder.text,
        parts=tuple(builder.parts),
        title=next(_said(package, "title"), ""),
        authors=tuple(_said(package, "creator")),
        date=next(_said(package, "date"), ""),
        publisher=next(_said(package, "publisher"), ""),
    )


def _said(package: Any, what: str) -> Iterator[str]:
    for element in package.iter(_DC + what):
        if element.text and element.text.strip():
            yield element.text.strip()


def _spine(package: Any, folder: str) -> Iterator[str]:
    """Name the files of the chapters; the table of contents is none."""
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and item.get("href") and "nav" not in (item.get("properties") or ""):
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href"))))
