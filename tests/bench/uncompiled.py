"""How is an index opened that searches as where there was no C compiler?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.index import Index, blockmax
from retrieval.storage import ArrayStore


def open_uncompiled(store: ArrayStore) -> Index:
    """Open an index that NumPy searches."""
    with _no_library():
        return Index.open(store)


@contextmanager
def _no_library() -> Iterator[None]:
    library, blockmax.LIBRARY = blockmax.LIBRARY, Path("none")
    try:
        yield
    finally:
        blockmax.LIBRARY = library
