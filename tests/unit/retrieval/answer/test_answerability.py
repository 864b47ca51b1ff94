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


def test_a_passage_alone_is_far_ahead() -> None:
    """The first passage is as far ahead as it is above the second, or above nothing."""
    alone = signal("ahead", "夜来香")
    assert alone == signal("leads", "夜来香")
    assert 0.0 <= signal("ahead", "青山镇清理河道多少公里？") <= 1.0


def test_log_odds_are_finite_at_the_ends() -> None:
    """Probabilities of nothing and of certainty can be compared, too."""
    assert log_odds(0.0) == pytest.approx(-log_odds(1.0))
