"""Which report does a name mean?"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.errors import ReportNotFoundError
from retrieval.text import searchable
from retrieval.types import Report


def find_report(name: str, reports: Sequence[Report]) -> Report:
    """Find the one report that goes by a name; see `find_reports`.

    Raises:
        ReportNotFoundError: no report, or more than one, goes by that name.
    """
    named = find_reports(name, reports)
    if len(named) != 1:
        raise ReportNotFoundError(name=name.strip())
    return named[0]


def find_reports(name: str, reports: Sequence[Report]) -> tuple[Report, ...]:
    """Find reports by id, by number in the list (from 1), or by a part of their titles.

    Parts of titles are compared in simplified characters; a whole title wins over a part.
    """
    name = name.strip()
    for report in reports:
        if name in (report.id, report.title):
            return (report,)
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(reports):
        return (reports[int(name) - 1],)
    wanted = searchable(name)
    return tuple(report for report in reports if wanted and wanted in searchable(report.title))
