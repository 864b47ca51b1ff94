from __future__ import annotations

import pytest

from retrieval.answer.answerability import REFUSAL, log_odds
from retrieval.answer.answering import weigh
from retrieval.answer.questions import parse_question
from tests.support.generations import ReportText, make_generation

GENERATION = make_generation(
    [
        ReportText("青山镇：河道治理", ["今年，青山镇清理河道36公里。", "柳叶村办起了合作社。"]),
        ReportText("夜来香", ["夜来香的种子宽卵形，顶端有白色绢毛。"]),
    ]
)


def signal(name: str, question: str) -> float:
    """Give one signal of the best that is found for a question."""
    weighed = weigh(parse_question(question), GENERATION)
    assert weighed is not None
    return weighed.evidence[REFUSAL.index(name)]


@pytest.mark.parametrize(
    "question, other",
    [
        pytest.param("种子的特点如何？", "种子的花期如何？", id="what is told"),
        pytest.param("种子最终发芽吗？", "种子嫁接发芽吗？", id="frequent word"),
    ],
)
def test_some_words_are_missed_less_than_others(question: str, other: str) -> None:
    """What a text seldom says of itself, and what any text may say, is missed less."""
    assert signal("coverage", f"夜来香的{question}") > signal("coverage", f"夜来香的{other}")


@pytest.mark.parametrize(
    "question, owner, attribute",
    [
        pytest.param("夜来香的种子是什么？", 0.0, 0.0, id="told"),
        pytest.param("夜来香的绰号是什么？", 0.0, 1.0, id="attribute not told"),
        pytest.param("睡莲的种子是什么？", 1.0, 0.0, id="of another"),
        pytest.param("绰号叫夜来香吗？", 0.0, 0.0, id="no attribute asked for"),
    ],
)
def test_what_an_attribute_question_lacks_is_told_apart(
    question: str, owner: float, attribute: float
) -> None:
    """Of 夜来香的绰号是什么 either the subject is missing or what is asked of it."""
    assert signal("owner missing", question) == owner
    assert signal("attribute missing", question) == attribute


@pytest.mark.parametrize(
    "question, words",
    [
        pytest.param("夜来香的种子会因什么发芽？", ["夜来香", "种子", "会", "发芽"], id="behind"),
        pytest.param("柳叶村在哪一国？", ["柳叶村", "国"], id="which one"),
    ],
)
def test_little_words_are_cut_off_what_is_asked(question: str, words: list[str]) -> None:
    """A segmenter glues 因 to 会 and 一 to 国; neither word is missing from the text."""
    told = ReportText("夜来香", ["夜来香的种子会发芽。", "柳叶村的种子。"])
    weighed = weigh(parse_question(question), make_generation([told]))
    assert weighed is not None
    assert [term.text for term in weighed.terms] == words


def test_a_passage_alone_is_far_ahead() -> None:
    """The first passage is as far ahead as it is above the second, or above nothing."""
    alone = signal("ahead", "夜来香")
    assert alone == signal("leads", "夜来香")
    assert 0.0 <= signal("ahead", "青山镇清理河道多少公里？") <= 1.0


def test_log_odds_are_finite_at_the_ends() -> None:
    """Probabilities of nothing and of certainty can be compared, too."""
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))
