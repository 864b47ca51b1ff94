"""Is a noun of the question told only behind a number, with another number of its own?"""

from __future__ import annotations

import pytest

from retrieval.answer.answering import weigh
from retrieval.answer.extraction.behind import told_behind
from retrieval.answer.extraction.numbers import NumberCandidate, number_candidates
from retrieval.answer.questions import parse_question
from tests.support.generations import ReportText, make_generation

QUESTION = "鹤川农村居民人均阅读图书多少本？"
FILLER = ["鹤川修了一条步道。", "鹤川的集市逢五开张。", "鹤川种了不少樱花。", "鹤川的河水清了。"]


def told_of(title: str, paragraph: str) -> dict[str, list[str]]:
    """Map each number of a paragraph to the nouns of `QUESTION` that are told only behind it."""
    question = parse_question(QUESTION)
    weighed = weigh(question, make_generation([ReportText(title, [paragraph, *FILLER])]))
    assert weighed is not None
    return {
        one.text: told_behind(weighed.terms, one)
        for one in number_candidates(question, weighed.terms, weighed.readings[:1])
        if isinstance(one, NumberCandidate)
    }


@pytest.mark.parametrize(
    "title, paragraph, expected",
    [
        pytest.param(
            "鹤川阅读调查",
            "鹤川成年居民人均阅读图书5.16本。分城乡看，农村居民为3.51本。",
            {"5.16本": ["农村"], "3.51本": []},
            id="with a number of its own",
        ),
        pytest.param(
            "鹤川阅读调查",
            "鹤川居民人均阅读图书5.16本。报名的农村居民多了起来。",
            {"5.16本": []},
            id="with none",
        ),
        pytest.param(
            "鹤川阅读调查",
            "鹤川农村居民爱读书，人均阅读图书5.16本。农村居民听书2.4本。",
            {"5.16本": [], "2.4本": []},
            id="before as well",
        ),
        pytest.param(
            "鹤川农村阅读调查",
            "鹤川居民人均阅读图书5.16本。分城乡看，农村居民为3.51本。",
            {"5.16本": [], "3.51本": []},
            id="in the title",
        ),
        pytest.param(
            "鹤川阅读调查",
            "鹤川居民人均阅读图书5.16本。83岁的农村读者何守田常来。",
            {"5.16本": []},
            id="an age, by the way",
        ),
    ],
)
def test_a_noun_is_told_of_what_stands_with_it(
    title: str, paragraph: str, expected: dict[str, list[str]]
) -> None:
    """What only clauses behind a number tell of, with numbers of their own, is not told by it."""
    assert told_of(title, paragraph) == expected
