import pytest

from retrieval.answer.contraries import asked_sides, contradicts


@pytest.mark.parametrize(
    "question, sentence, expected",
    [
        ("去年进口多少吨?", "去年出口5万吨。", True),
        ("去年进口多少吨?", "去年出口5万吨,进口2万吨。", False),
        ("车祸中多少人受伤?", "车祸造成3人遇难。", True),
        ("车祸中多少人死亡?", "车祸造成3人遇难。", False),
        ("桥有多长?", "桥宽5米。", False),
    ],
    ids=["other side", "both sides", "synonym of the other side", "synonym", "single character"],
)
def test_only_the_contrary_of_a_word_contradicts(
    question: str, sentence: str, expected: bool
) -> None:
    """A sentence contradicts where it holds the contrary of a word asked, and not the word."""
    assert contradicts(asked_sides(question), sentence) is expected
