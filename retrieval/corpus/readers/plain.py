"""How is a plain text file read: a newspaper page, a pasted document, anything without markup?"""

from __future__ import annotations

from retrieval.corpus.lines import BLANK
from retrieval.corpus.readers.base import Context, Reader, Reading, SourceFile
from retrieval.corpus.readers.decoding import decode, refuse_binary
from retrieval.corpus.reports import parse_reports
from retrieval.errors import SourceEmptyError
from retrieval.types import Source


def _recognises(name: str, head: bytes) -> bool:  # noqa: ARG001 - the signature of a reader
    return True


def _read(file: SourceFile, context: Context) -> Reading:
    source = read_text(file)
    return Reading(source, parse_reports(source, context.is_word))


def read_text(file: SourceFile) -> Source:
    """Read and decode a text file.

    Raises:
        SourceEmptyError: there is nothing in it but white space.
        SourceDecodeError: it is not text in any encoding known here.
        UnsupportedFormatError: it is of a known format that is not text.
        OSError: the file cannot be read.
    """
    refuse_binary(file.head, path=file.name)  # before a large archive is taken into memory
    text, encoding = decode(file.path.read_bytes(), path=file.name)
    if not text.strip(BLANK):
        raise SourceEmptyError(path=file.name)
    return Source(name=file.name, text=text, encoding=encoding)


READER = Reader(format_name="plain text", recognises=_recognises, read=_read)
