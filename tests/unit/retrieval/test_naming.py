from __future__ import annotations

import pytest

from retrieval import Report, ReportNotFoundError
from retrieval.naming import find_report, find_reports

REPORTS = (
    Report(id="a1", title="海盐经济开发区：点燃新引擎", source="a.txt"),
    Report(id="b2", title="路桥区", source="b.txt"),
    Report(id="c3", title="路桥区：社区共享停车位", source="c.txt"),
)


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
    assert [report.id for report in find_reports(name, REPORTS)] == ids


def test_one_report_is_meant_or_none() -> None:
    """A name of two reports is the name of neither."""
    assert find_report("停车", REPORTS).id == "c3"
    with pytest.raises(ReportNotFoundError):
        find_report("路桥", REPORTS)
