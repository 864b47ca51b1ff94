"""What the reranker sees of a passage."""

import pytest

from retrieval.answer.features import FEATURES
from retrieval.answer.query import analyse
from retrieval.answer.rerank import read_candidates
from retrieval.generation import Generation
from tests.support.generations import ReportText, make_generation

GENERATION = make_generation(
    [
        ReportText("村镇", ["合作社收购杨梅，村民得了240万元。", "山上另有茶园。"]),
        ReportText("县里", ["合作社收购杨梅，共有38家。", "县里另有桃园。"]),
        ReportText("乡里", ["合作社收购杨梅，村民都说好。", "乡里另有果园。"]),
    ]
)


def feature(name: str, question: str, generation: Generation = GENERATION) -> dict[str, float]:
    """Give a feature by the title of the report."""
    found, rows = read_candidates(analyse(question), generation, k=3)
    place = FEATURES.index(name)
    passages = [generation.passages[match.ordinal] for match in found]
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
    assert feature("number asked", question) == expected


@pytest.mark.parametrize(
    "name", ["window", "named", "named whole", "likely characters", "likely words"]
)
@pytest.mark.parametrize("question", ["扬州在哪个省", "杨州在哪个省"], ids=["right", "by sound"])
def test_what_was_typed_by_sound_counts_as_what_was_meant(name: str, question: str) -> None:
    """A title and a pair of characters that one other character makes are there."""
    generation = make_generation(
        [ReportText("扬州", ["扬州属于江苏省。"]), ReportText("台州", ["台州属于浙江省。"])]
    )

    assert feature(name, question, generation)["扬州"] == 1.0


def test_whom_a_passage_begins_with_is_its_topic() -> None:
    """Both passages name 台州; one is about it, by its title or by its first words."""
    generation = make_generation(
        [
            ReportText("台州", ["1994年撤地设市，在东海边。"]),
            ReportText(
                "浙江", ["东海边的城市很多，有的大，有的小，其中有人们常常说起的台州和宁波。"]
            ),
            ReportText("城市", ["台州在东海边。"]),
        ]
    )

    found = feature("topic", "台州在哪个海边", generation)

    assert (found["城市"], found["浙江"]) == (1.0, 0.0)
    assert 0 < found["台州"] < 1


@pytest.mark.parametrize("name", ["likely characters", "likely words"])
def test_of_two_passages_that_say_the_same_the_shorter_is_likelier(name: str) -> None:
    """What else a passage tells makes the question less likely in its language."""
    generation = make_generation(
        [
            ReportText("甲", ["庆典设在黄岩。"]),
            ReportText("乙", ["庆典设在黄岩，另有茶园、桃园和果园，山上还种了许多杨梅。"]),
        ]
    )

    found = feature(name, "庆典设在哪里", generation)

    assert found["甲"] == 1.0 > found["乙"] > 0
