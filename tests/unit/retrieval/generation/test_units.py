"""A source's text is kept so that a slice of it is found without what stands before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.generation.columns import decode_units, encode_units

# Characters at both sides of each width, and both halves of a pair.
CHARACTERS = st.sampled_from("a\x00ÿĀ县\uffff𠮷\ud800\udc00")


@given(text=st.text(CHARACTERS), start=st.integers(0, 9), end=st.integers(0, 9))
def test_any_slice_is_that_of_the_text(text: str, start: int, end: int) -> None:
    """A unit is a character, whatever characters there are."""
    assert decode_units(encode_units(text)[start:end]) == text[start:end]


@pytest.mark.parametrize(
    "text, width",
    [("", 1), ("café", 1), ("路桥区", 2), ("𠮷", 4), ("\ud842\udfb7", 4)],
    ids=["nothing", "Latin", "Chinese", "rare", "halves of a pair"],
)
def test_units_are_as_narrow_as_can_be(text: str, width: int) -> None:
    """The highest character says how many bytes each takes."""
    assert encode_units(text).dtype.itemsize == width
