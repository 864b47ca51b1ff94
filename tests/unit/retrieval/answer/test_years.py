"""Which year is meant by 去年? The one before the report was written."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from retrieval.answer import answer_question
from retrieval.answer.years import Written, written
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, Band, Report
from tests.support.generations import ReportText, make_generation


@cache
def generation() -> Generation:
    """One report of July 2024."""
    made = make_generation(
        [
            ReportText(
                "云溪县：旅游业回暖",
                [
                    "今年上半年，云溪县接待游客320万人次，门票收入1.8亿元。",
                    "去年云溪县新建民宿45家，前年新建民宿12家。",
                    "云溪县2023年修缮古桥17座。",
                    "云溪县现有茶园2.6万亩。",
                ],
            )
        ]
    )
    return replace(
        made, reports=tuple(replace(one, report_date="2024-07-05") for one in made.reports)
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=Params())


@pytest.mark.parametrize(
    "question, answer",
    [
        pytest.param("2023年云溪县新建民宿多少家？", "45家", id="去年 by number"),
        pytest.param("2022年云溪县新建民宿多少家？", "12家", id="前年 by number"),
        pytest.param("前年云溪县新建民宿多少家？", "12家", id="前年 as told"),
        pytest.param("2024年上半年云溪县接待游客多少人次？", "320万人次", id="今年 by number"),
        pytest.param("去年云溪县修缮古桥多少座？", "17座", id="a number by 去年"),
        pytest.param("2024年云溪县茶园有多少亩？", "2.6万亩", id="no year: that of the report"),
    ],
)
def test_a_year_is_the_same_by_number_and_by_distance(question: str, answer: str) -> None:
    """Years are counted from the report's date, in the question and in the text."""
    found = ask(question)
    assert (found.band, found.answer) == (Band.ANSWER, answer)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("2021年云溪县新建民宿多少家？", id="never told"),
        pytest.param("2023年上半年云溪县接待游客多少人次？", id="今年 is another"),
        pytest.param("去年上半年云溪县接待游客多少人次？", id="去年 for 今年"),
        pytest.param("前年云溪县修缮古桥多少座？", id="前年 for a number"),
        pytest.param("2021年云溪县茶园有多少亩？", id="no year: not another"),
    ],
)
def test_a_number_of_another_year_is_refused(question: str) -> None:
    """The number of another year is never given."""
    found = ask(question)
    assert (found.band, found.answer) == (Band.NEAR, "")


@pytest.mark.parametrize(
    "title, date, expected",
    [
        pytest.param("年报", "2024-04-26", Written(2024, 2024), id="date"),
        pytest.param("2023年年报", "2024-04-26", Written(2024, 2023), id="date and title"),
        pytest.param("2023年年报", None, Written(2023, 2023), id="title"),
        pytest.param("年报", None, None, id="neither"),
    ],
)
def test_when_a_report_was_written(title: str, date: str | None, expected: Written | None) -> None:
    """The date says it, else the title; the title says of which year it tells."""
    assert written(Report(id="r", title=title, source="a", report_date=date)) == expected


@pytest.mark.parametrize(
    "question, band",
    [
        pytest.param("2020年石湾县政府工作报告修建水渠多少公里？", Band.ANSWER, id="its name"),
        pytest.param("2018年石湾县政府工作报告修建水渠多少公里？", Band.NEAR, id="another report"),
        pytest.param("石湾县2020年修建水渠多少公里？", Band.NEAR, id="a year as such"),
    ],
)
def test_the_year_in_a_report_s_name_is_no_year_asked_about(question: str, band: Band) -> None:
    """Whoever names a report by its year may ask what it tells of the year before."""
    of_2020 = make_generation(
        [ReportText("2020年石湾县政府工作报告", ["去年，全县修建水渠31公里，加固水库5座。"])]
    )
    assert answer_question(question, of_2020, params=Params()).band is band
