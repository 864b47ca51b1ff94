"""Where is the file that a report was read from, and how does a page of it look?

What is asked for by name is looked up as the corpus was: a name that leads out of its directory
leads nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.corpus.files import why_not
from retrieval.errors import SourceUnreadableError
from retrieval.params import Params


def find_original(directory: Path, source: str) -> Path:
    """Find the file of a source.

    Raises:
        SourceUnreadableError: it is gone, or was never one of the corpus.
    """
    path = directory / source
    problem = why_not(path, directory.resolve())
    if problem:
        raise SourceUnreadableError(path=source, reason=problem)
    return path


def draw_page(
    directory: Path,
    source: str,
    *,
    page: int,
    texts: Sequence[str],
    typeface: Path | None = None,
    params: Params | None = None,
) -> bytes:
    """Draw a page of a PDF or an image, counted from 1, with texts marked on it.

    Args:
        directory: that of the corpus.
        source: the name of the file in it.
        page: which page.
        texts: what to mark; a part of one that stands on another page is not.
        typeface: a font file to draw Chinese text in for which the document brings none.
        params: limits on the process that opens the file.

    Returns:
        A PNG.

    Raises:
        CorpusError: the file is gone or cannot be read.
    """
    from retrieval.corpus.isolation import Extractors  # brings all that documents are made of

    path = find_original(directory, source)
    with Extractors(params or Params()) as extractors:
        return extractors.draw(
            path=str(path),
            name=source,
            page=page,
            texts=texts,
            typeface=str(typeface) if typeface else None,
        )
