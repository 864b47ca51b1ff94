"""Corpora written for one test: files in a directory, read as `youju` reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from retrieval.corpus import Corpus, read_corpus
from retrieval.params import Params


def corpus_of(
    directory: Path, files: Mapping[str, str | bytes], *, params: Params | None = None
) -> Corpus:
    """Write the files below `directory`, texts as UTF-8, and read them."""
    for name, content in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_corpus(directory, params=params or Params())


def rows_of(*rows: object) -> str:
    """Write JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def without_white(text: str) -> str:
    """Drop all white space."""
    return "".join(text.split())
