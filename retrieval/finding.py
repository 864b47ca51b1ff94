"""Which report does a name mean?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import overload

from retrieval.errors import ReportNotFoundError
from retrieval.text import searchable
from retrieval.types import Report

Finder = Callable[[str], Iterable[int]]  #: gives positions in a list of reports, ascending


def find_report(
    name: str, reports: Sequence[Report], *, called: Finder, mentioning: Finder
) -> Report:
    """Find the one report that goes by a name; see `find_reports`.

    Raises:
        ReportNotFoundError: no report, or more than one, goes by that name.
    """
    named = find_reports(name, reports, called=called, mentioning=mentioning)
    if len(named) != 1:
        raise ReportNotFoundError(name=name.strip())
    return named[0]


def find_reports(
    name: str, reports: Sequence[Report], *, called: Finder, mentioning: Finder
) -> Sequence[Report]:
    """Find reports by id, by number in the list (from 1), or by a part of their titles.

    Parts of titles are compared in simplified characters; a whole title wins over a part.

    Args:
        name: as typed.
        reports: the list; of many that a part finds, each is looked up when it is asked for.
        called: finds at least those whose id or title is a name.
        mentioning: finds those whose title holds a part, both written as `searchable` has it;
            none for an empty part.
    """
    name = name.strip()
    for i in called(name):
        if name in (reports[i].id, reports[i].title):
            return (reports[i],)
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(reports):
        return (reports[int(name) - 1],)
    return _Chosen(reports, list(mentioning(searchable(name))))


class _Chosen(Sequence[Report]):
    """Some of the reports of a list."""

    def __init__(self, reports: Sequence[Report], positions: Sequence[int]) -> None:
        self._reports = reports
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, i: int) -> Report: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[Report]: ...
    def __getitem__(self, i: int | slice) -> Report | Sequence[Report]:
        if isinstance(i, slice):
            return _Chosen(self._reports, self._positions[i])
        return self._reports[self._positions[i]]
