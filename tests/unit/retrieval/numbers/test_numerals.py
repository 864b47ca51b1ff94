"""Numerals, apart from any text."""

import random
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers.numerals import chinese_integer, parse_numeral


@pytest.mark.parametrize(
    "numeral, expected",
    [
        ("二十一", 21),
        ("廿一", 21),
        ("卅", 30),
        ("十二", 12),
        ("一百零五", 105),
        ("两千零五十", 2050),
        ("二千零五", 2005),
        ("一万二", 12_000),
        ("三千五", 3_500),
        ("两万五千", 25_000),
        ("二万零三", 20_003),
        ("一千二百万", 12_000_000),
        ("三亿五千万", 350_000_000),
        ("三千五百亿", 350_000_000_000),
        ("一万亿", 1_000_000_000_000),
        ("二〇二三", 2023),
        ("一九五○", 1950),
    ],
)
def test_chinese_integers(numeral: str, expected: int) -> None:
    """Formal and spoken Chinese integers have their value."""
    assert chinese_integer(numeral) == expected


@pytest.mark.parametrize("numeral", ["", "个", "一二万三四", "十十", "百千", "万" * 99])
def test_malformed_chinese_integers(numeral: str) -> None:
    """What is not well formed has no value rather than a wrong one."""
    assert chinese_integer(numeral) is None


@pytest.mark.parametrize(
    "numeral, expected",
    [
        ("2,704", Decimal(2704)),
        ("1,234,567.5", Decimal("1234567.5")),
        ("257728.57万", Decimal(2577285700)),
        ("1.2万亿", Decimal(1_200_000_000_000)),
        ("3亿5000万", Decimal(350_000_000)),
        ("5千", Decimal(5000)),
        ("8 .8", Decimal("8.8")),
        ("三点五", Decimal("3.5")),
        ("一点二亿", Decimal(120_000_000)),
        ("四十一点五", Decimal("41.5")),
        ("三五", (Decimal(3), Decimal(5))),
        ("七八十", (Decimal(70), Decimal(80))),
        ("十七八", (Decimal(17), Decimal(18))),
        ("两三百", (Decimal(200), Decimal(300))),
    ],
)
def test_numerals(numeral: str, expected: object) -> None:
    """Arabic, mixed and decimal numerals are exact; neighbouring digits are a span."""
    assert parse_numeral(numeral) == expected


@pytest.mark.parametrize("numeral", ["", "三点", "点五"])
def test_no_numeral(numeral: str) -> None:
    """A numeral without digits has no value."""
    assert parse_numeral(numeral) is None


def test_agrees_with_cn2an() -> None:
    """Plain Chinese integers have the value cn2an wrote them from, over a large sample."""
    numbers = random.Random(20260801)  # noqa: S311 - a sample, not a secret
    for _ in range(20_000):
        value = numbers.randrange(10 ** numbers.randrange(1, 16))
        assert chinese_integer(cn2an.an2cn(str(value), "low")) == value


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["", "万", "亿", "万亿"]))
def test_scaled_integers_round_trip(value: int, scale: str) -> None:
    """An Arabic integer with a scale sign is that many."""
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    assert parse_numeral(f"{value}{scale}") == value * factor
    assert parse_numeral(f"{value:,}{scale}") == value * factor


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿点廿0123456789.,"))
def test_never_raises(numeral: str) -> None:
    """No run of numeral signs raises."""
    parse_numeral(numeral)
