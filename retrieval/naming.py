"""Which report does a name mean?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retrieval.errors import ReportNotFoundError
from retrieval.text import searchable
from retrieval.types import Report


def find_report(
    name: str, reports: Sequence[Report], likely: Iterable[int] | None = None
) -> Report:
    """Find the one report that goes by a name; see `find_reports`.

    Raises:
        ReportNotFoundError: no report, or more than one, goes by that name.
    """
    named = find_reports(name, reports, likely)
    if len(named) != 1:
        raise ReportNotFoundError(name=name.strip())
    return named[0]


def find_reports(
    name: str, reports: Sequence[Report], likely: Iterable[int] | None = None
) -> tuple[Report, ...]:
    """Find reports by id, by number in the list (from 1), or by a part of their titles.

    Parts of titles are compared in simplified characters; a whole title wins over a part.

    Args:
        name: as typed.
        reports: the list.
        likely: positions, ascending, outside which no id or title is or holds the name; all
            reports are looked at where they are not known.
    """
    name = name.strip()
    looked_at = reports if likely is None else [reports[i] for i in likely]
    for report in looked_at:
        if name in (report.id, report.title):
            return (report,)
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(reports):
        return (reports[int(name) - 1],)
    wanted = searchable(name)
    return tuple(report for report in looked_at if wanted and wanted in searchable(report.title))
