"""What do the files of a corpus hold?

Files → sources (decoded text) → typed blocks → reports → passages, each tied to its place in its
file. One module a step: `files` and `manifest` find them, `readers` read one format each; running
text passes through `lines`, `wrapping`, `layout`, `mending` and `reports`; `passages` cuts what
can be cited. Nothing here knows of numbers, the index or questions.

A module is imported with the first name that is asked of it: where what is kept of a corpus can be
opened, nothing is read, and the readers would take a tenth of the time of an answer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.corpus.duplicates import merge_duplicates
    from retrieval.corpus.files import Stamp, corpus_stamps, find_files
    from retrieval.corpus.isolation import Extractors
    from retrieval.corpus.manifest import MANIFEST, check_manifest
    from retrieval.corpus.originals import draw_page, find_original
    from retrieval.corpus.passages import split_passages
    from retrieval.corpus.readers import Reading
    from retrieval.corpus.reading import (
        STAGE,
        Corpus,
        distinct,
        read_corpus,
        read_file,
        reading_context,
    )

_HOMES = {
    "duplicates": ("merge_duplicates",),
    "files": ("Stamp", "corpus_stamps", "find_files"),
    "isolation": ("Extractors",),
    "manifest": ("MANIFEST", "check_manifest"),
    "originals": ("draw_page", "find_original"),
    "passages": ("split_passages",),
    "readers": ("Reading",),
    "reading": ("STAGE", "Corpus", "distinct", "read_corpus", "read_file", "reading_context"),
}

__all__ = [
    "MANIFEST",
    "STAGE",
    "Corpus",
    "Extractors",
    "Reading",
    "Stamp",
    "check_manifest",
    "corpus_stamps",
    "distinct",
    "draw_page",
    "find_files",
    "find_original",
    "merge_duplicates",
    "read_corpus",
    "read_file",
    "reading_context",
    "split_passages",
]


def __getattr__(name: str) -> object:
    """Import the module that a name is from."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
