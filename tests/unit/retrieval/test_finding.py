from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from retrieval import Report, ReportNotFoundError
from retrieval.finding import find_report, find_reports
from retrieval.generation import catalogue_of

REPORTS = (
    Report(id="a1", title="海盐经济开发区：点燃新引擎", source="a.txt"),
    Report(id="b2", title="路桥区", source="b.txt"),
    Report(id="c3", title="路桥区：社区共享停车位", source="c.txt"),
)
CATALOGUE = catalogue_of(REPORTS, [()] * len(REPORTS))


def called(_: str) -> range:
    """Look at all of them."""
    return range(len(REPORTS))


@pytest.mark.parametrize(
    "name, ids",
    [
        ("b2", ["b2"]),
        ("3", ["c3"]),
        ("路桥区", ["b2"]),
        ("路桥", ["b2", "c3"]),
        ("海鹽", ["a1"]),
        (" 停车 ", ["c3"]),
        ("北京", []),
        ("9", []),
        ("", []),
    ],
)
def test_a_name_finds_every_report_it_fits(name: str, ids: list[str]) -> None:
    """By id, number, whole title or a part of it in either script."""
    found = find_reports(name, REPORTS, called=called, mentioning=CATALOGUE.holding)
    assert [report.id for report in found] == ids


def test_one_report_is_meant_or_none() -> None:
    """A name of two reports is the name of neither."""
    found = find_report("停车", REPORTS, called=called, mentioning=CATALOGUE.holding)
    assert found.id == "c3"
    with pytest.raises(ReportNotFoundError):
        find_report("路桥", REPORTS, called=called, mentioning=CATALOGUE.holding)


def test_only_reports_that_are_looked_at_are_read() -> None:
    """However many titles hold a part, counting them reads none of the reports."""

    class Unread(Sequence[Report]):
        """Reports of which one must not be read."""

        def __len__(self) -> int:
            return len(REPORTS)

        def __getitem__(self, i: Any) -> Any:
            if i == 1:
                raise AssertionError
            return REPORTS[i]

    found = find_reports("路桥", Unread(), called=lambda _: (), mentioning=CATALOGUE.holding)
    assert len(found) == 2
    assert found[1] == REPORTS[2]
    assert list(found[1:]) == [REPORTS[2]]
