"""What the reranker sees of a passage."""

import pytest

from retrieval.answer.features import FEATURES
from retrieval.answer.query import analyse
from retrieval.answer.rerank import read_candidates
from tests.support.generations import ReportText, make_generation

GENERATION = make_generation(
    [
        ReportText("村镇", ["合作社收购杨梅，村民得了240万元。", "山上另有茶园。"]),
        ReportText("县里", ["合作社收购杨梅，共有38家。", "县里另有桃园。"]),
        ReportText("乡里", ["合作社收购杨梅，村民都说好。", "乡里另有果园。"]),
    ]
)


def number_asked(question: str) -> dict[str, float]:
    """Give the feature by the title of the report."""
    found, rows = read_candidates(analyse(question), GENERATION, k=3)
    place = FEATURES.index("number asked")
    passages = [GENERATION.passages[match.ordinal] for match in found]
    return {p.report_title: row[place] for p, row in zip(passages, rows, strict=True)}


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("合作社收购杨梅多少元", {"村镇": 1.0, "县里": 0.0, "乡里": 0.0}, id="money"),
        pytest.param("合作社收购杨梅有几家", {"村镇": 0.0, "县里": 1.0, "乡里": 0.0}, id="count"),
        pytest.param(
            "合作社为什么收购杨梅", {"村镇": 1.0, "县里": 1.0, "乡里": 1.0}, id="no number"
        ),
    ],
)
def test_a_number_of_the_kind_asked_for_counts(question: str, expected: dict[str, float]) -> None:
    """Three sentences hold the same words; only one holds the number that is asked for."""
    assert number_asked(question) == expected
