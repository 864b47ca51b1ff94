"""Texts written character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.forms import CharacterForms


def doubled_vowel(character: str) -> str:
    """Give a form that is longer for some characters."""
    return character * 2 if character in "aeiou" else character.upper()


@given(st.text(st.characters()), st.integers(1, 300))
def test_however_long_a_text_is_each_character_is_written_as_its_form(
    text: str, times: int
) -> None:
    """Long texts are written another way, also on a second look and beyond the basic plane."""
    forms = CharacterForms(doubled_vowel)
    expected = "".join(map(doubled_vowel, text * times))

    assert [forms.write(text * times) for _ in range(2)] == [expected, expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\0" * 200, id="null"),
        pytest.param("\ud800x" * 100, id="lone surrogate"),
        pytest.param("𠀀路" * 100, id="beyond the basic plane"),
        pytest.param("", id="empty"),
    ],
)
def test_odd_characters_stay(text: str) -> None:
    """What no encoding likes is a character like any other."""
    forms = CharacterForms(str)

    assert [forms.write(text) for _ in range(2)] == [text, text]
