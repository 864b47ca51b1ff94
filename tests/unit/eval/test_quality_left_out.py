"""Answering with other weights, and the table of what is right."""

from __future__ import annotations

from retrieval.answer.weights import weights
from retrieval.evaluation.beir import EvalQuestion
from retrieval.types import Answer, AnswerKind, Band
from tests.eval.quality_left_out import Told, section, weighed_by


def told(n: int, *, right: bool, bold: bool) -> Told:
    """Tell a number; the lower `n`, the surer it is."""
    asked = EvalQuestion(id=str(n), text="柳叶村有多少户？", answers=("86户",), kind="number")
    answer = Answer(
        question=asked.text,
        band=Band.ANSWER,
        kind=AnswerKind.NUMBER,
        answer="86户" if right else "68户",
        confidence=1 - n / 10,
        bold=bold,
    )
    return Told(asked, answer, right)


def test_other_weights_hold_for_a_while() -> None:
    """Within, a model has the weights given; outside, those of its file, the others always."""
    own, list_ = weights("refusal", ("bias",)), weights("list", ("items",))
    with weighed_by({"refusal": {"bias": 7.0}}):
        assert weights("refusal", ("bias",)) == (7.0,)
        assert weights("list", ("items",)) == list_
    assert weights("refusal", ("bias",)) == own


def test_wrong_numbers_in_bold_are_told_with_how_many_there_are() -> None:
    """Three of four numbers are right, one of two in bold is wrong, and no date was asked for."""
    rows = [
        told(0, right=True, bold=True),
        told(1, right=False, bold=True),
        told(2, right=True, bold=False),
        told(3, right=True, bold=False),
    ]

    *_, table = section({"set": rows})

    assert table.splitlines()[-1] == (
        "| set | 0.75 (4) | 0.00 (4) | 0.50 (4) | 0.50 (2) | 0.50 (2) | – |"
    )
