from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.answer import answer_question, verify
from retrieval.errors import VerificationError
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer, Band, Citation, MendedText, Span
from tests.support.generations import ReportText, make_generation

PARAMS = Params()


@pytest.fixture(scope="module")
def generation() -> Generation:
    return make_generation(
        [
            ReportText(
                "路桥区：共享车位",
                [
                    "当前，路桥21家单位停车场的2704个车位实现错时共享。",
                    "街道办事处的50个车位全天开放。",
                    "枇杷拍出了19800元。",
                    "黄礁岛距离镇区15公里。",
                    "村集体总资产35亿元。",
                ],
                ("许峰",),
            )
        ]
    )


@pytest.fixture(scope="module")
def answer(generation: Generation) -> Answer:
    found = answer_question("路桥错时共享车位有多少个？", generation, params=PARAMS)
    assert found.answer == "2704个"
    return found


def test_a_true_answer_passes(answer: Answer, generation: Generation) -> None:
    """What stands in its source goes through."""
    verify(answer, generation)
    assert not answer.withheld


def broken(answer: Answer, how: str) -> Answer:
    assert answer.answer_span is not None
    passage = answer.citations[0].passage
    start, end = answer.answer_span
    match how:
        case "answer":
            return replace(answer, answer="2705个")
        case "shifted":
            return replace(answer, answer_span=Span(start + 1, end + 1))
        case "sentence":
            return replace(answer, sentence=answer.sentence + "好")
        case "no place":
            return replace(answer, sentence_span=None)
        case "outside":
            return replace(answer, answer_span=Span(start, 10_000))
        case "source":
            moved = replace(passage, content=MendedText.at(passage.text, 1))
            return replace(answer, citations=(Citation(1, moved, 1.0),))
        case "unknown source":
            moved = replace(passage, source="elsewhere.txt")
            return replace(answer, citations=(Citation(1, moved, 1.0),))
        case "no evidence":
            return replace(answer, citations=(), key_numbers=())
        case "title":
            return replace(answer, answer="另一份报告", answer_span=None)
        case "key number":
            n, number = answer.key_numbers[0]
            return replace(answer, key_numbers=((n, replace(number, start=number.start + 1)),))
        case "citation":
            return replace(answer, key_numbers=((9, answer.key_numbers[0][1]),))
        case _:
            return replace(answer, band=Band.NEAR)


@pytest.mark.parametrize(
    "how",
    [
        "answer", "shifted", "sentence", "no place", "outside", "source", "unknown source",
        "no evidence", "title", "key number", "citation", "unanswered",
    ],
)  # fmt: skip
def test_a_false_answer_is_stopped(answer: Answer, generation: Generation, how: str) -> None:
    """Whatever does not stand where it says is stopped."""
    with pytest.raises(VerificationError):
        verify(broken(answer, how), generation)
