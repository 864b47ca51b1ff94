"""How is a Markdown file read?"""

from __future__ import annotations

from retrieval.corpus.readers.base import Context, Reader, Reading, SourceFile


def _recognises(name: str, head: bytes) -> bool:
    return False


def _read(file: SourceFile, context: Context) -> Reading:
    raise NotImplementedError


READER = Reader(format_name="Markdown", recognises=_recognises, read=_read)
