"""Which formats are read, and what does a reader owe the corpus?

A reader turns one file into decoded text and reports. To read a new format, write a module here
with a `Reader`, and put it into `READERS`; nothing else changes. A reader of running text hands
its text to `parse_reports`; one whose format knows its structure builds the blocks itself. A
document, which takes a library to open, has an extractor and its line in `formats`.

The content of a file decides who reads it: a file name is only a hint.
"""

from __future__ import annotations

from retrieval.corpus.readers import beir, formats, jsonlines, markdown, plain
from retrieval.corpus.readers.base import HEAD_BYTES, Reader, Reading, SourceFile

#: In the order in which they are asked; plain text takes what no other reader wants.
READERS: tuple[Reader, ...] = (
    beir.READER,
    jsonlines.READER,
    *formats.READERS,
    markdown.READER,
    plain.READER,
)


def reader_for(file: SourceFile) -> Reader:
    """Find the reader of a file by its first bytes."""
    return next(reader for reader in READERS if reader.recognises(file.name, file.head))


__all__ = ["HEAD_BYTES", "READERS", "Reader", "Reading", "SourceFile", "reader_for"]
