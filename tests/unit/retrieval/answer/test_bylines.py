"""Who wrote a report, or speaks in it by an office, stands beside its title."""

from __future__ import annotations

import pytest

from retrieval import Band, Engine

REPORTS = {
    "court.txt": """石湾县人民法院工作报告

石湾县人民法院院长　冯海生

各位代表：

2023年，全县法院受理案件4210件，审结4008件，结案率95.2%。
""",
    "water.txt": """石湾县水利工作报告

石湾县水利局局长　何长根

2023年，全县修建水渠31公里，加固水库5座。
""",
    "study.md": """# 乡村快递的最后一公里

作者：吕青，江南大学副教授；孟秋云，江南大学讲师

乡村快递站点平均每天收件86件，其中生鲜占三成。
""",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give an engine over three signed reports."""
    directory = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (directory / name).write_text(text, encoding="utf-8")
    return Engine.open(directory)


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("石湾县法院院长是谁？", "冯海生", id="office of the speaker"),
        pytest.param("石湾县水利局局长是谁？", "何长根", id="three characters"),
        pytest.param("石湾县水利工作报告是谁作的？", "何长根", id="who gave it"),
        pytest.param(
            "乡村快递的最后一公里谁写的", "吕青，江南大学副教授；孟秋云", id="where they work"
        ),
    ],
)
def test_who_signs_is_named(engine: Engine, question: str, expected: str) -> None:
    """A byline answers who wrote, and who holds the office that stands in it."""
    answer = engine.ask(question)
    assert (answer.band, answer.answer) == (Band.ANSWER, expected)


def test_another_office_is_not(engine: Engine) -> None:
    """The head of the court is not that of the procuratorate."""
    assert engine.ask("石湾县检察院检察长是谁？").band is not Band.ANSWER


def test_a_byline_of_no_report_named_offers_those_that_are_signed(engine: Engine) -> None:
    """Who asks who wrote, of many reports, is offered the question for each that says so."""
    answer = engine.ask("谁写的？")
    assert answer.band is not Band.ANSWER
    assert "《石湾县水利工作报告》是谁写的？" in answer.suggestions
    assert engine.ask("《石湾县水利工作报告》是谁写的？").answer == "何长根"
