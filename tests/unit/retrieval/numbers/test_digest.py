"""A digest shows few numbers, the telling ones, in reading order."""

from __future__ import annotations

from decimal import Decimal

from retrieval.numbers.digest import ENOUGH, choose_digest
from retrieval.types import KeyNumber, MendedText, NumberKind, Passage, Tier

PASSAGE = Passage(
    id="p", report_id="r", report_title="t", section=None, source="s", content=MendedText("", ())
)


def number(metric: str | None, value: int = 5, **facts: object) -> tuple[Passage, KeyNumber]:
    """Make a key number in a passage."""
    given = {"unit": "家", "kind": NumberKind.COUNT, **facts}
    return PASSAGE, KeyNumber(
        surface=f"{value}", start=0, end=1, value=Decimal(value), metric=metric, **given
    )  # type: ignore[arg-type] # facts are fields of a key number


def metrics(chosen: tuple[tuple[Passage, KeyNumber], ...]) -> list[str | None]:
    """List what was chosen."""
    return [number.metric for _, number in chosen]


def test_money_and_shares_come_before_ages() -> None:
    """Ages and numbers without a measure are left out; the rest stand in reading order."""
    found = [
        number("企业"),
        number("老人年龄", kind=NumberKind.AGE, unit="岁"),
        number(None),
        number("总产值", kind=NumberKind.MONEY, unit="元"),
    ]
    assert metrics(choose_digest(found)) == ["企业", "总产值"]
    assert metrics(choose_digest(found, limit=1)) == ["总产值"]


def test_a_measure_stated_twice_is_shown_once() -> None:
    """The first of two statements of one measure stands for both."""
    chosen = choose_digest(
        [number("企业", 7), number("企业", 8), number("企业", 9, period="去年")]
    )
    assert [found.value for _, found in chosen] == [7, 9]


def test_minor_numbers_fill_up_only() -> None:
    """Minor numbers are shown only where there are too few key ones."""
    key = [number(f"指标{i}") for i in range(ENOUGH)]
    minor = [number(f"细目{i}", tier=Tier.MINOR) for i in range(3)]
    assert len(choose_digest(key + minor)) == ENOUGH
    assert len(choose_digest(key[:2] + minor)) == 5


def test_nothing_is_a_digest_of_nothing() -> None:
    """A report without numbers has an empty digest."""
    assert choose_digest([]) == ()
