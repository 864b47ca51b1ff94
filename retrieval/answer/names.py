"""By which other names does the corpus know what a question names?

经开区 is 经济开发区 everywhere; a report that says （以下简称…） makes a short name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from retrieval.answer.query import Query, Unit
from retrieval.index import Index
from retrieval.lexicons import rows
from retrieval.text import searchable

_LONGEST = 30  # units of a name


class OtherNames(NamedTuple):
    """Names of what one stretch of a question names."""

    units: tuple[Unit, ...]  #: of the question
    names: tuple[str, ...]  #: search forms


def other_names(query: Query, index: Index) -> Iterator[OtherNames]:
    """Go through the names in a question that have others, the longest at each place."""
    for run in query.runs:
        at = 0
        while at < len(run):
            found = _longest(run, at, index)
            if found is None:
                at += 1
            else:
                yield found
                at += len(found.units)


def _longest(run: Sequence[Unit], at: int, index: Index) -> OtherNames | None:
    known = _abbreviations()
    found = None
    name = ""
    for end, unit in enumerate(run[at : at + _LONGEST], at + 1):
        name += unit.text
        names = dict.fromkeys(chain(known.get(name, ()), index.aliases.get(name, ())))
        if names:
            found = OtherNames(tuple(run[at:end]), tuple(names))
    return found


@cache
def _abbreviations() -> Mapping[str, tuple[str, ...]]:
    return {
        searchable(name): tuple(searchable(other) for other in row if other != name)
        for row in rows("abbreviations")
        for name in row
    }
