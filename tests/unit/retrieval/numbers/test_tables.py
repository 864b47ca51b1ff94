"""One measure side by side: like with like, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from retrieval.numbers.tables import compare_measures
from retrieval.types import KeyNumber, MendedText, NumberKind, Passage

PASSAGE = Passage(
    id="p", report_id="r", report_title="甲", section=None, source="s", content=MendedText("", ())
)


def number(metric: str, value: int, unit: str = "家") -> tuple[Passage, KeyNumber]:
    """Make a key number in a passage."""
    found = KeyNumber(
        surface=f"{value}{unit}", start=0, end=1, value=Decimal(value), unit=unit,
        kind=NumberKind.COUNT, metric=metric,
    )  # fmt: skip
    return PASSAGE, found


def test_the_measure_asked_for_comes_first() -> None:
    """The exact measure leads; longer ones that hold its words follow in tables of their own."""
    tables = compare_measures(
        "民营企业", [number("民营企业数量占企业总数的比重", 93, "%"), number("民营企业", 1479)]
    )
    assert [(table.metric, table.unit) for table in tables] == [
        ("民营企业", "家"),
        ("民营企业数量占企业总数的比重", "%"),
    ]
    assert tables[0].closeness == 1


def test_units_are_never_mixed() -> None:
    """The same measure in another unit stands in another table."""
    tables = compare_measures("出口额", [number("出口额", 20, "元"), number("出口额", 3, "美元")])
    assert [table.unit for table in tables] == ["元", "美元"]


def test_reports_stand_side_by_side() -> None:
    """One table gathers the measure across reports, whatever 的 or script it is written with."""
    other = replace(PASSAGE, report_title="乙")
    tables = compare_measures(
        "企业总数", [number("企业的总数", 5), (other, number("企業總數", 9)[1]), number("产值", 1)]
    )
    assert [[passage.report_title for passage, _ in table.rows] for table in tables] == [
        ["甲", "乙"]
    ]


def test_an_unknown_or_empty_measure_has_no_table() -> None:
    """What is not stated is not compared."""
    assert compare_measures("死亡率", [number("企业", 5)]) == ()
    assert compare_measures("？", [number("企业", 5)]) == ()
