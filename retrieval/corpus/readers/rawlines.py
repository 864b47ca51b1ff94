"""How are the lines of a file read one by one, however long one of them is?

A file of lines has no limit of size, each of its lines has: what is longer is passed over in
pieces and never stands in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from retrieval.corpus.readers.base import Context, SourceFile
from retrieval.errors import SourceTooLargeError

PROGRESS_BYTES = 1 << 20
_PIECE_BYTES = 1 << 20  # of what is passed over


class RawLine(NamedTuple):
    """A line as it stands in the file, its line end included."""

    number: int  #: from 1
    content: bytes  #: a bare line end in the place of a line that is too large
    problem: SourceTooLargeError | None = None  #: of a line that is too large


def read_lines(file: SourceFile, context: Context) -> Iterator[RawLine]:
    """Go through the lines of a file; `max_source_bytes` is the limit of each.

    Raises:
        OSError: the file cannot be read.
    """
    limit = context.params.max_source_bytes
    done = told = number = 0
    with file.path.open("rb") as stream:
        while content := stream.readline(limit + 1):
            number += 1
            size = len(content)
            if size <= limit:
                yield RawLine(number, content)
            else:
                size += _pass_over(stream, content)
                problem = SourceTooLargeError(path=file.name, size=size, limit=limit)
                yield RawLine(number, b"\n", problem)
            done += size
            if done - told >= PROGRESS_BYTES:
                context.advance(done)
                told = done


def _pass_over(stream: BinaryIO, begun: bytes) -> int:
    """Go on to the end of a line that was begun; gives the bytes passed."""
    passed = 0
    while not begun.endswith(b"\n") and (begun := stream.readline(_PIECE_BYTES)):
        passed += len(begun)
    return passed
