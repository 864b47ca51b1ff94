"""Characters written for comparing, and the way back."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.folding import fold
from retrieval.text.normalise import normalise, normalised_text
from retrieval.text.tokens import searchable


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("ＧＤＰ", "gdp", id="full width and capitals"),
        pytest.param("１２.５％", "12.5%", id="full-width digits"),
        pytest.param("３㎡", "3m2", id="a square that is several characters"),
        pytest.param("ﬁne Straße", "fine strasse", id="ligature and sharp s"),
        pytest.param("共富 路", "共富 路", id="white space stays"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    """Width, capitals and ligatures are one thing."""
    assert normalised_text(text) == expected


def test_every_character_has_a_stable_form_that_is_not_empty() -> None:
    """Normalising twice is normalising once, for each character there is."""
    unstable = [
        code
        for code in range(sys.maxunicode + 1)
        if not (form := normalised_text(chr(code))) or normalised_text(form) != form
    ]

    assert unstable == []


@given(st.text())
def test_normalising_is_idempotent(text: str) -> None:
    """A normalised text is its own normal form."""
    assert normalised_text(normalised_text(text)) == normalised_text(text)


@given(st.text(), st.data())
def test_spans_lead_back_to_characters_of_that_form(text: str, data: st.DataObject) -> None:
    """The source slice of any stretch has a form that holds the stretch."""
    normalised = normalise(text)
    start = data.draw(st.integers(0, len(normalised.text)))
    end = data.draw(st.integers(start, len(normalised.text)))

    source_start, source_end = normalised.span(start, end)

    assert normalised.text[start:end] in normalised_text(text[source_start:source_end])
    assert 0 <= source_start <= source_end <= len(text)


@pytest.mark.parametrize("text", ["臺州市路橋區", "發展農業", "乾隆頭髮", "台州市"])
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    """A folded text has a simplified character where there was a traditional one."""
    folded = fold(text)

    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_traditional_and_simplified_are_searched_as_one() -> None:
    """The same sentence in both scripts has one search form."""
    assert searchable("路橋區２０２２年發展現代社區") == searchable("路桥区2022年发展现代社区")


@given(st.text())
def test_the_search_form_is_idempotent(text: str) -> None:
    """Folding what is normalised leaves nothing to normalise."""
    assert searchable(searchable(text)) == searchable(text)
