"""What does a reader get, and what does it give back?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from retrieval.corpus.isolation import Extractors
from retrieval.corpus.patterns import WordTest
from retrieval.errors import CorpusError
from retrieval.params import Params
from retrieval.types import Report, Source

HEAD_BYTES = 4096  # what a reader may look at to recognise its format


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus, before it is read."""

    path: Path
    name: str  #: path below the corpus directory, with forward slashes
    size: int  #: bytes
    head: bytes  #: its first `HEAD_BYTES`


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What reading needs besides the file."""

    params: Params
    is_word: WordTest
    advance: Callable[[int], None]  #: told how many bytes of the file are done
    extractors: Extractors  #: opens documents


class Reading(NamedTuple):
    """What one file holds; `problems` did not keep the rest of it from being read."""

    source: Source
    reports: tuple[Report, ...]
    problems: tuple[CorpusError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format.

    Attributes:
        format_name: for logs.
        streams: reads a file bit by bit, so that the size limit of a file does not apply.
        recognises: tells the format from the file's name and first bytes.
        read: reads the file; raises a `CorpusError` where nothing of it can be read, and
            `OSError` where the file cannot.
    """

    format_name: str
    recognises: Callable[[str, bytes], bool]
    read: Callable[[SourceFile, Context], Reading]
    streams: bool = False
