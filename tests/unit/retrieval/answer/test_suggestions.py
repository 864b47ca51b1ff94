"""How is a question put that the corpus would answer?"""

from __future__ import annotations

import pytest

from retrieval.answer import suggest
from retrieval.numbers import number_report
from retrieval.types import MendedText, Passage


def asked(text: str) -> tuple[str, ...]:
    """Give the questions that the numbers of one paragraph of a report suggest."""
    passage = Passage(
        id="p",
        report_id="r",
        report_title="东山县：渔港新貌",
        section=None,
        source="s.txt",
        content=MendedText.at(text, 0),
    )
    return suggest(number_report([passage])[0])


@pytest.mark.parametrize(
    "text, question",
    [
        pytest.param("全县共有渔船1200艘。", "东山县有多少艘渔船？", id="things"),
        pytest.param("走访渔民150余户。", "东山县走访渔民多少户？", id="deeds"),
        pytest.param("参加养老保险人数为28万人。", "东山县参加养老保险人数是多少？", id="a count"),
        pytest.param("渔船比上年增加30艘。", "东山县渔船增加多少艘？", id="a change"),
        pytest.param("渔业产值达5亿元。", "东山县渔业产值是多少？", id="a measure"),
    ],
)
def test_a_question_is_put_as_people_put_it(text: str, question: str) -> None:
    """Nobody asks 有多少户走访渔民 or 有多少人参加保险人数."""
    assert asked(text) == (question,)
