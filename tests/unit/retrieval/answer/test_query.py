"""What is searched for, given a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.query import analyse
from retrieval.errors import EmptyQuestionError, QueryError, QuestionTooLongError
from retrieval.params import Params


def content(question: str) -> list[str]:
    return [token.term for token in analyse(question).content]


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("路桥区有多少个车位？", ["路桥区", "车位"], id="asking words and stop words"),
        pytest.param("请问５Ｇ基站有几个", ["5g", "基站"], id="lead-in, full width"),
        pytest.param("路橋區有多少個車位", ["路桥区", "车位"], id="traditional"),
        pytest.param("車位為甚麼少", ["车位", "少"], id="traditional spelling of what"),
        pytest.param("2,704个车位在哪里", ["2704", "车位"], id="number"),
        pytest.param("几内亚的首都", ["几内亚", "首都"], id="a name that begins like a question"),
        pytest.param("是谁？", ["谁"], id="nothing but asking"),
    ],
)
def test_content(question: str, expected: list[str]) -> None:
    """Content is what tells passages apart."""
    assert content(question) == expected


def test_bigrams_do_not_span_what_was_cut_out() -> None:
    """The characters on both sides of an asking phrase are not neighbours."""
    weights = analyse("车位多少错时").weights

    assert "位错" not in weights
    assert {"车位", "错时"} <= set(weights)


def test_a_bigram_beside_a_stop_word_counts_half() -> None:
    """Bigrams that hold a part of a stop word say little."""
    weights = analyse("路桥的车位").weights

    assert (weights["桥的"], weights["的车"]) == (0.5, 0.5)


def test_a_two_character_word_counts_as_word_and_as_bigram() -> None:
    """Words and bigrams share one bag, on the side of the passages, too."""
    assert analyse("车位").weights == {"车位": 2.0}


def test_a_word_of_one_character_counts_as_much() -> None:
    """A name of one character has no bigram of its own and is no less a name."""
    assert analyse("蓍的用途").weights["蓍"] == 2.0


@pytest.mark.parametrize("question", ["", "  \n", "？！", "😀"])
def test_an_empty_question_is_refused(question: str) -> None:
    """Without a word or a number there is nothing to search for."""
    with pytest.raises(EmptyQuestionError):
        analyse(question)


def test_a_question_over_the_limit_is_refused() -> None:
    """The limit is a knob; at the limit is still fine."""
    params = Params(max_question_chars=4)

    assert content("车位") == ["车位"]
    assert analyse("有车位吗", params=params).question == "有车位吗"
    with pytest.raises(QuestionTooLongError) as caught:
        analyse("有车位吗？", params=params)
    assert (caught.value.length, caught.value.limit) == (5, 4)


@given(st.one_of(st.text(), st.text(st.sampled_from("路桥有多少个车位，几？2704%哪里的是㎡"))))
def test_any_question_is_analysed_or_refused(question: str) -> None:
    """Tokens slice the question, content is a part of them, and something is searched for."""
    try:
        query = analyse(question)
    except QueryError:
        return

    assert set(query.content) <= set(query.tokens)
    assert all(0 <= token.start < token.end <= len(question) for token in query.tokens)
    assert query.weights
    assert all(weight > 0 for weight in query.weights.values())
