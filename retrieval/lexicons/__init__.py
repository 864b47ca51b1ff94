"""Which words does the engine know beforehand?

Small reviewed lists, one file a subject, one entry a line: text before a tab is the entry, what
follows are its fields; `#` starts a comment. They are facts about Chinese, never about a corpus.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Read the lexicon `name` as rows of tab-separated fields, in file order.

    >>> rows("surnames")[0]
    ('王',)
    """
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].rstrip() for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line)


@cache
def words(name: str) -> frozenset[str]:
    """Read the first column of the lexicon `name` as a set."""
    return frozenset(row[0] for row in rows(name))
