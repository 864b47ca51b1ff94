"""How is an error of a corpus written down, to be raised or told by another process?"""

from __future__ import annotations

from typing import Any

from retrieval import errors
from retrieval.errors import CorpusError


def write_problem(problem: CorpusError) -> dict[str, Any]:
    """Lay an error out as JSON has it."""
    return {"error": type(problem).__name__, "facts": vars(problem)}


def read_problem(written: dict[str, Any]) -> CorpusError:
    """Read what `write_problem` wrote.

    Raises:
        KeyError, TypeError: it did not write this.
    """
    kind = getattr(errors, written["error"], None)
    if not (isinstance(kind, type) and issubclass(kind, CorpusError)):
        raise TypeError(f"{written['error']} is no error of a corpus")
    return kind(**written["facts"])
