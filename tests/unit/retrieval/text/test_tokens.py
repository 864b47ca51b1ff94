"""Tokens and the terms made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.readings import same_sound
from retrieval.text.terms import bigrams, index_terms, words
from retrieval.text.tokens import TokenKind, searchable, tokenise

MIXED = st.text(st.sampled_from("路桥区停车２,704.5%％5GgCOVID-19㎡½臺 \n，。、“”（）()é"))


@pytest.mark.parametrize(
    "text, terms",
    [
        pytest.param("2,704个", ["2704", "个"], id="thousands"),
        pytest.param("12.5%", ["12.5%"], id="percent"),
        pytest.param("2022年长沙", ["2022", "年", "长沙"], id="a name behind the year"),
        pytest.param("2022年末", ["2022", "年末"], id="a part of the year"),
        pytest.param("3.5‰", ["3.5‰"], id="per mille"),
        pytest.param("１３．８％", ["13.8%"], id="full width"),
        pytest.param("5G网络", ["5g", "网络"], id="digits in a name"),
        pytest.param("48.8GB", ["48.8", "gb"], id="decimal with a Latin unit"),
        pytest.param("2023-08-16", ["2023", "-", "08", "-", "16"], id="date"),
        pytest.param("1,2,3", ["1", ",", "2", ",", "3"], id="a list is no number"),
        pytest.param("二〇二二", ["二", "〇", "二", "二"], id="a sign that jieba does not know"),
        pytest.param("１+４+N", ["1", "+", "4", "+", "n"], id="a chain"),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    """Numbers, Latin words and marks are cut by shape."""
    assert [token.term for token in tokenise(text)] == terms


def test_kinds() -> None:
    """Each token says what it is made of."""
    kinds = [token.kind for token in tokenise("车位2704个5G。")]

    assert kinds == [
        TokenKind.WORD,
        TokenKind.NUMBER,
        TokenKind.WORD,
        TokenKind.LATIN,
        TokenKind.SYMBOL,
    ]


@given(st.one_of(st.text(), MIXED))
def test_offsets_slice_back_to_the_text(text: str) -> None:
    """Tokens stand in order and slice what their terms were made of."""
    reached = 0
    for token in tokenise(text):
        source = text[token.start : token.end]
        assert reached <= token.start < token.end <= len(text)
        assert token.term in searchable(source).replace(",", "") or token.term == ","
        reached = token.start


@given(st.one_of(st.text(), MIXED))
def test_only_white_space_is_dropped(text: str) -> None:
    """All that is not white space stands in some token."""
    terms = "".join(token.term for token in tokenise(text)).replace(",", "")

    assert terms == "".join(searchable(text).split()).replace(",", "")


def test_bigrams_stop_at_marks_and_gaps() -> None:
    """No bigram spans a mark or white space."""
    assert bigrams(tokenise("车位，共享 停车")) == ["车位", "共享", "停车"]


def test_numbers_are_one_unit_in_bigrams() -> None:
    """A number pairs with its neighbours as a whole."""
    assert bigrams(tokenise("共2704个")) == ["共2704", "2704个"]


def test_terms_are_words_then_bigrams() -> None:
    """Both kinds of term stand in one list."""
    text = "路桥区的2704个车位"
    tokens = tokenise(text)

    assert index_terms(text) == words(tokens) + bigrams(tokens)


def test_same_sound_is_mutual() -> None:
    """If one character sounds like another, that one sounds like the first."""
    for character in "扬杨豪亳毫":
        assert all(character in same_sound(other) for other in same_sound(character))
