"""What does a file of separated values (CSV, TSV) say?"""

from __future__ import annotations

import csv
from pathlib import Path

from retrieval.corpus.extraction import Extraction, Limits, TextBuilder
from retrieval.corpus.extractors.rows import add_sheet
from retrieval.corpus.readers.decoding import decode_text

SEPARATORS = ",\t;|"
SAMPLE_LINES = 20


def extract(path: Path, name: str, limits: Limits) -> Extraction:  # noqa: ARG001 - one sheet
    """Read separated values.

    Raises:
        SourceDecodeError: it is text in no encoding known here.
    """
    text = decode_text(path.read_bytes(), path=name).text.removeprefix("\ufeff")
    sample = text.splitlines()[:SAMPLE_LINES]
    separator = max(SEPARATORS, key=lambda mark: sum(line.count(mark) for line in sample))
    builder = TextBuilder()
    add_sheet(builder, list(csv.reader(text.splitlines(), delimiter=separator)))
    return Extraction(text=builder.text, parts=tuple(builder.parts))
