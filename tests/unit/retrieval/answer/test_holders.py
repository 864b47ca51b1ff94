from __future__ import annotations

from functools import cache

import pytest

from retrieval.answer import answer_question
from retrieval.answer.extraction.holders import Office, asked_office, holders, is_of
from retrieval.answer.questions import parse_question
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, Band
from tests.support.generations import ReportText, make_generation


@pytest.mark.parametrize(
    "text, named",
    [
        pytest.param("村妇女主任何玉兰说", ["何玉兰"], id="behind 任"),
        pytest.param("主编:郑国栋 副主编:吕青", ["郑国栋", "吕青"], id="labels"),
        pytest.param("首任县长为冯大海。", ["冯大海"], id="copula"),
        pytest.param("书记李明会见了来宾", ["李明"], id="a verb begins with the third character"),
        pytest.param("首相安倍晋三表示", [], id="foreign"),
        pytest.param("主任医师134人", [], id="no name"),
        pytest.param("代表于一九九八年当选", [], id="a year"),
    ],
)
def test_holders(text: str, named: list[str]) -> None:
    """A name behind an office is read whole, and nothing else."""
    assert [text[slice(*holder.span)] for holder in holders(text)] == named


@pytest.mark.parametrize(
    "question, office",
    [
        pytest.param("石湾县水利局局长是谁？", Office("石湾县水利局", "局长"), id="before"),
        pytest.param("谁是石湾县副县长？", Office("石湾县", "副县长"), id="behind"),
        pytest.param("石湾县检察长叫什么", Office("石湾县", "检察长"), id="called"),
        pytest.param("石湾县局长的父亲是谁？", None, id="something of theirs"),
        pytest.param("石湾县有多少个局长？", None, id="a number"),
    ],
)
def test_asked_office(question: str, office: Office | None) -> None:
    """The office is read with what stands before it."""
    assert asked_office(parse_question(question)) == office


@pytest.mark.parametrize(
    "asked, said, same",
    [
        pytest.param("石湾县水利局", "县水利局", True, id="in short"),
        pytest.param("石湾法院", "石湾县人民法院", True, id="in full"),
        pytest.param("石湾医院", "", True, id="bare"),
        pytest.param("石湾县", "县委", True, id="committee"),
        pytest.param("石湾县水利局", "县教育局", False, id="another office"),
        pytest.param("法国常驻联合国", "德国常驻联合国", False, id="another country"),
    ],
)
def test_is_of(asked: str, said: str, same: bool) -> None:
    """Whose an office is, is told by what stands right before it."""
    assert is_of(Office(asked, "代表"), Office(said, "代表")) == same


@cache
def generation() -> Generation:
    return make_generation(
        [
            ReportText(
                "石湾县：柳树社区",
                [
                    "柳树社区妇女主任何玉兰说，社区主任郑建业帮了大忙。",
                    "县教育局局长冯海生到社区走访，居民们很高兴。",
                    "青石村开了民宿。村党支部书记吕大成说，邻近的白石村种起了药材。",
                ],
            )
        ]
    )


def ask(question: str) -> Answer:
    return answer_question(question, generation(), params=Params())


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("柳树社区妇女主任是谁？", "何玉兰", id="longer title"),
        pytest.param("柳树社区主任是谁？", "郑建业", id="shorter title"),
        pytest.param("石湾县教育局局长是谁？", "冯海生", id="office"),
        pytest.param("青石村党支部书记是谁？", "吕大成", id="of the village last told of"),
    ],
)
def test_the_holder_is_named(question: str, expected: str) -> None:
    """Who is asked for by an office is named by the very office."""
    answer = ask(question)
    assert (answer.band, answer.answer) == (Band.ANSWER, expected)


@pytest.mark.parametrize(
    "question", ["石湾县水利局局长是谁？", "石湾县教育局副局长是谁？", "白石村党支部书记是谁？"]
)
def test_the_holder_of_another_office_is_not(question: str) -> None:
    """The head of another office or village, or a deputy, is nobody asked for."""
    assert ask(question).band is not Band.ANSWER
