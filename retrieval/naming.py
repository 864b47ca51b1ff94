"""Which report does a name mean?"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.errors import ReportNotFoundError
from retrieval.types import Report


def find_report(name: str, reports: Sequence[Report]) -> Report:
    """Find a report by id, by its number in the list (from 1), or by a part of its title.

    Raises:
        ReportNotFoundError: no report, or more than one, goes by that name.
    """
    name = name.strip()
    for report in reports:
        if name in (report.id, report.title):
            return report
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(reports):
        return reports[int(name) - 1]
    named = [report for report in reports if name and name in report.title]
    if len(named) != 1:
        raise ReportNotFoundError(name=name)
    return named[0]
