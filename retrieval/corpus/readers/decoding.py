"""Which encoding is a text file in?

A byte order mark tells; else UTF-8 if it fits strictly; else the one of GB18030, Big5 and UTF-16
in which the text looks Chinese: the commonest characters make up a third of any Chinese prose and
a hundredth of what a wrong decoding gives. Nothing is guessed without that evidence, and nothing
is ever replaced: a file that fits no encoding is refused.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from retrieval.errors import SourceDecodeError, UnsupportedFormatError

#: UTF-32 before UTF-16, whose little-endian mark is its beginning. The decoders of these names
#: take the mark off.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_BINARY = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_XML = b"<?xml"
#: The commonest characters of Chinese prose, simplified and traditional, with its marks.
_COMMON = frozenset(
    "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年发成部"
    "民可出能方进同行面说种过命度自二理起小现实加都两体制当使点从业本去把性好应开它合还因由其"
    "些然前外天政四日那社月公新市经区全长关力高数展員這為們個時動國產會來對於學級發過實現兩體"
    "製當點從業應開還無經區長關數說種進與報導總將該此後被等与及将该后第三十，。、：；“”（）"
    "「」《》"
)
_MIN_COMMON = 0.08  # share of the characters that are not ASCII; measured: right 0.3 to 0.5
_SAMPLE_CHARS = 20_000  # enough to tell; scoring all of a large file would only be slower


class Decoded(NamedTuple):
    """Text with the encoding that gave it: `bytes.decode(encoding)`, without the mark."""

    text: str
    encoding: str


def decode(data: bytes, *, path: str) -> Decoded:
    """Decode the bytes of a text file.

    >>> decode("有据".encode("utf-8-sig"), path="a.txt")
    Decoded(text='有据', encoding='utf-8-sig')

    Raises:
        UnsupportedFormatError: the bytes are of a known format that is not text.
        SourceDecodeError: they are text in no encoding known here.
    """
    refuse_binary(data, path=path)
    return decode_text(data, path=path)


def decode_text(data: bytes, *, path: str) -> Decoded:
    """Decode bytes that are text, whatever they begin with.

    Raises:
        SourceDecodeError: they are text in no encoding known here.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise SourceDecodeError(path=path, reason=str(error)) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, path=path, utf8_error=error)
    if "\0" in text:
        return _decode_legacy(data, path=path, utf8_error=None)
    return Decoded(text, "utf-8")


def refuse_binary(head: bytes, *, path: str) -> None:
    """Refuse a file whose first bytes are those of a format that is not text.

    Raises:
        UnsupportedFormatError: they are.
    """
    for magic, format_name in _BINARY:
        if head.startswith(magic):
            raise UnsupportedFormatError(path=path, format_name=format_name)
    start = head[:256].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if start.startswith(_XML):
        raise UnsupportedFormatError(path=path, format_name="an XML document")


def _decode_legacy(data: bytes, *, path: str, utf8_error: UnicodeDecodeError | None) -> Decoded:
    best = Decoded("", "")
    best_score = _MIN_COMMON
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _looks_chinese(text)
        if score > best_score:
            best, best_score = Decoded(text, encoding), score
    if best.encoding:
        return best
    if utf8_error is None:
        reason = "it holds NUL bytes"
    else:
        reason = f"byte {utf8_error.start} is not UTF-8, and no other encoding gives Chinese text"
    raise SourceDecodeError(path=path, reason=reason)


def _looks_chinese(text: str) -> float:
    """Give the share of common Chinese characters among those that are not ASCII, 0 to 1."""
    sample = text[:_SAMPLE_CHARS]
    if "\0" in text or any(ord(c) < 32 and c not in "\t\n\r\f\v" for c in sample):
        return 0.0
    foreign = [c for c in sample if not c.isascii()]
    return sum(c in _COMMON for c in foreign) / len(foreign) if foreign else 0.0
