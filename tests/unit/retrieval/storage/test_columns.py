"""Strings and records come back as they went in, one at a time."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.storage import (
    ArrayStore,
    ArrayWriter,
    RecordColumn,
    RecordWriter,
    StringColumn,
    StringWriter,
)
from retrieval.types import BlockKind, KeyNumber, MendedText, NumberKind, Passage, Place


def kept_strings(directory: Path, items: list[str]) -> StringColumn:
    with ArrayWriter(directory, kind="test", version=1) as store:
        column = StringWriter(store, "names")
        for item in items:
            column.append(item)
        column.close()
        store.commit()
    return StringColumn(ArrayStore.open(directory, kind="test", version=1), "names")


@given(items=st.lists(st.text(st.characters())))
def test_strings_come_back(tmp_path_factory: pytest.TempPathFactory, items: list[str]) -> None:
    """Any strings, empty ones and half surrogate pairs too, come back in order."""
    column = kept_strings(tmp_path_factory.mktemp("s") / "store", items)
    assert list(column) == items
    assert column[1:] == items[1:]


def test_no_string_beyond_the_ends(tmp_path: Path) -> None:
    """A position outside the column is an IndexError; the last counts from -1."""
    column = kept_strings(tmp_path / "store", ["路桥", "", "海盐"])
    assert column[-1] == "海盐"
    for i in (3, -4):
        with pytest.raises(IndexError):
            column[i]


@pytest.mark.parametrize(
    "record",
    [
        Passage(
            id="p1",
            report_id="r1",
            report_title="路桥区",
            section=None,
            source="a.txt",
            content=MendedText.at("2704个车位", 3),
            kind=BlockKind.TABLE_ROW,
            place=Place(page=3, headings=("一", "二")),
        ),
        KeyNumber(
            surface="1亿到2亿元",
            start=0,
            end=6,
            value=(Decimal("1E+8"), Decimal("200000000.10")),
            unit="元",
            kind=NumberKind.MONEY,
        ),
        KeyNumber(
            surface="两位数", start=0, end=3, value=None, unit=None, kind=NumberKind.PERCENT
        ),
    ],
    ids=["passage", "range", "no value"],
)
def test_records_come_back(tmp_path: Path, record: Passage | KeyNumber) -> None:
    """Values of the domain come back equal, decimals to the last digit."""
    with ArrayWriter(tmp_path / "store", kind="test", version=1) as store:
        column = RecordWriter(store, "records")
        column.append(record)
        column.close()
        store.commit()
    opened = ArrayStore.open(tmp_path / "store", kind="test", version=1)
    records = RecordColumn(opened, "records", type(record))
    assert list(records) == [record]
