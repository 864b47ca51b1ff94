"""The key numbers of the seed reports, against marks made by reading them."""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from retrieval.numbers import number_report
from retrieval.types import KeyNumber, MendedText, NumberKind, Passage, Tier

_ROOT = Path(__file__).parents[4]
_SEED = _ROOT / "seeds" / "000_ca311dbee09fd2df.txt"
_MARKS = _ROOT / "tests" / "eval" / "numbers" / "seeds.jsonl"


def _pairs() -> Iterator[tuple[dict[str, Any], list[KeyNumber]]]:
    """Pair every mark with the numbers that overlap it."""
    lines = _SEED.read_text(encoding="utf-8").split("\n")
    marks = [json.loads(line) for line in _MARKS.read_text(encoding="utf-8").splitlines()]
    for title, of_report in groupby(marks, key=lambda mark: mark["report"]):
        rows = list(of_report)
        numbers = sorted({row["line"] for row in rows})
        passages = [
            Passage(
                id=str(line),
                report_id=title,
                report_title=title,
                section=None,
                source=_SEED.name,
                content=MendedText.at(lines[line - 1], 0),
            )
            for line in numbers
        ]
        found = dict(zip(numbers, number_report(passages), strict=True))
        for row in rows:
            yield (
                row,
                [n for n in found[row["line"]] if n.start < row["end"] and row["start"] < n.end],
            )


def _value(mark: dict[str, Any]) -> object:
    value = mark["value"]
    if value is None:
        return None
    return tuple(map(Decimal, value)) if isinstance(value, list) else Decimal(value)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[dict[str, Any], list[KeyNumber]]]:
    return list(_pairs())


def test_every_statistic_is_found_and_valued(
    pairs: list[tuple[dict[str, Any], list[KeyNumber]]],
) -> None:
    """Every marked number has its surface, value and unit."""
    for mark, found in pairs:
        if mark["tier"] == "name":
            continue
        (number,) = found
        assert number.surface == mark["surface"]
        if "value" in mark:
            assert (number.value, number.unit) == (_value(mark), mark["unit"])
        else:
            assert number.kind is NumberKind.DATE


def test_measures(pairs: list[tuple[dict[str, Any], list[KeyNumber]]]) -> None:
    """Every measure holds the words a reader named it by, and is a short phrase."""
    for mark, (number, *_) in (pair for pair in pairs if pair[0].get("measure")):
        assert number.metric is not None
        assert len(number.metric) <= 24
        ways = [way.split("&") for way in mark["measure"].split("|")]
        assert any(all(part in number.metric for part in way) for way in ways), number.metric


def test_no_numeral_of_a_name(pairs: list[tuple[dict[str, Any], list[KeyNumber]]]) -> None:
    """No numeral inside a name is reported."""
    named = [(mark, found) for mark, found in pairs if mark["tier"] == "name"]
    assert [found for _, found in named] == [[]] * len(named)


def test_dates_and_bounds_are_minor(
    pairs: list[tuple[dict[str, Any], list[KeyNumber]]],
) -> None:
    """What is marked minor is minor."""
    tiers = {number.tier for mark, found in pairs for number in found if mark["tier"] == "minor"}
    assert tiers == {Tier.MINOR}
