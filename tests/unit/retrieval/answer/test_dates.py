"""Dates are found whole, cut to the part asked for, and followed to where they are named."""

from __future__ import annotations

import pytest

from retrieval.answer import answer_question
from retrieval.params import Params
from tests.support.generations import ReportText, make_generation

FILLER = ["柳叶村的稻田丰收了。", "孩子们在操场上跑步。", "老人们在树下下棋。", "雨下了三天三夜。"]


@pytest.mark.parametrize(
    "paragraph, question, expected",
    [
        ("青山镇官员21日证实，水库当天开始放水。", "青山镇水库什么时候开始放水？", "21日"),
        ("青山镇水库1861至1865年间修建。", "青山镇水库修建于何时？", "1861至1865年"),
        ("青山镇中学创办于民国19年5月。", "青山镇中学创办于民国几年？", "民国19年"),
        ("青山镇的雨季开始于5月21日前后。", "青山镇的雨季从几月开始？", "5月"),
        (
            "青山镇水库有三点特别，轰动一时，1998年春季开工。",
            "青山镇水库什么时候开工？",
            "1998年春季",
        ),
        ("青山镇遗址属于新石器时代。", "青山镇遗址属于哪个时期？", "新石器时代"),
        ("青山镇中学创办于 1985 年。", "青山镇中学创办于哪一年？", "1985 年"),
        ("青山镇的人多在1945年之后迁来。", "青山镇的人多在哪一年之后迁来？", "1945年"),
        ("青山镇运河于至元二十六年开凿。", "青山镇运河哪一年开凿？", "至元二十六年"),
        ("青山镇水库1922年动工，1931年通车。", "青山镇水库哪一年动工？", "1922年"),
        ("青山镇水库1922年动工，1931年通车。", "青山镇水库哪一年通车？", "1931年"),
        ("1388年，明朝派人到青山镇筑城。", "明朝什么时候派人到青山镇筑城？", "1388年"),
        ("周青山于天命六年（1621年）任知县。", "周青山哪一年任知县？", "天命六年（1621年）"),
        ("青山镇的文庙始建于南宋，后来重修。", "青山镇的文庙始建于何时？", "南宋"),
        ("青山镇的海棠晚春或初夏开花。", "青山镇的海棠什么时候开花？", "晚春或初夏"),
        ("2011年3月8日，青山镇桥合龙。", "青山镇桥在2011年几月合龙？", "3月"),
        ("1970年代初，青山镇改造河道。", "青山镇在哪一年代改造河道？", "1970年代"),
        (
            "1386年至1403年，青山镇连年受灾。",
            "青山镇从1386年到哪一年连年受灾？",
            "1403年",
        ),
        ("1932年，青山镇办起纱厂。同年，镇上通电。", "青山镇哪一年通电？", "1932年"),
        ("1932年，青山镇办起纱厂。10月8日，镇上通电。", "青山镇哪一年通电？", "1932年"),
        ("青山镇中学创办于1985年，2006年与镇西中学合并。", "青山镇中学何时成立？", "1985年"),
        (
            "自新镇长就任后，青山镇加大了对河道的整治力度。",
            "青山镇什么时候加大了整治力度？",
            "自新镇长就任后",
        ),
        ("自新镇长就任后，青山镇2019年开始修路。", "青山镇哪一年开始修路？", "2019年"),
    ],
    ids=[
        "that day",
        "range of years",
        "year",
        "month",
        "no clock",
        "period",
        "spaced",
        "no span",
        "era",
        "first scope",
        "second scope",
        "not the one asked with",
        "two calendars",
        "dynasty",
        "part of a season",
        "month of the year asked with",
        "decade",
        "end of a span",
        "same year",
        "year before a day",
        "beginning",
        "event",
        "no event for a year",
    ],
)
def test_a_date_is_given_as_asked(paragraph: str, question: str, expected: str) -> None:
    """The date that answers is the fullest one, or the part of it that is asked for."""
    generation = make_generation([ReportText("青山镇见闻", [paragraph, *FILLER])])
    answer = answer_question(question, generation, params=Params())
    assert answer.answer == expected


def test_the_sentence_shown_runs_from_the_year_to_what_happened() -> None:
    """A year told in the sentence before is shown with the one that comes back to it."""
    told = "1932年，青山镇办起纱厂。同年，镇上通电。"
    generation = make_generation([ReportText("青山镇见闻", [f"下雨了。{told}", *FILLER])])
    answer = answer_question("青山镇哪一年通电？", generation, params=Params())
    assert (answer.answer, answer.sentence) == ("1932年", told)
