"""By which other names does the corpus know what a question names?

经开区 is 经济开发区 everywhere; a report that says （以下简称…） makes a short name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from retrieval.answer import kin
from retrieval.answer.query import Query, Unit
from retrieval.index import Index

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
    known = kin.abbreviations()
    found = None
    name = ""
    for end, unit in enumerate(run[at : at + _LONGEST], at + 1):
        name += unit.text
        names = dict.fromkeys(chain(known.get(name, ()), index.aliases.get(name, ())))
        if names:
            found = OtherNames(tuple(run[at:end]), tuple(names))
    return found
