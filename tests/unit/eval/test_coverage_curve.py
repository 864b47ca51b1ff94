"""The curve of numbers that are right against questions that get one."""

from __future__ import annotations

from retrieval.evaluation.beir import EvalQuestion
from retrieval.types import Answer, AnswerKind, Band
from tests.eval.coverage_curve import Point, curve, draw


def asked(n: int, *, right: bool, bold: bool) -> tuple[EvalQuestion, Answer]:
    """Ask question `n`; the lower `n`, the surer its answer."""
    question = EvalQuestion(id=str(n), text=f"第{n}村有多少户？", answers=("86户",), kind="number")
    answer = Answer(
        question=question.text,
        band=Band.ANSWER,
        kind=AnswerKind.NUMBER,
        answer="86户" if right else "68户",
        confidence=1 - n / 100,
        bold=bold,
    )
    return question, answer


def test_the_surest_numbers_come_first() -> None:
    """Of twenty questions fifteen right answers are surer than four wrong ones; one has none."""
    silent, _ = asked(19, right=False, bold=False)
    refused = Answer(question=silent.text, band=Band.NONE, kind=AnswerKind.NONE)
    answers = [asked(n, right=n < 15, bold=n < 16) for n in reversed(range(19))]
    drawn = curve("set", [*answers, (silent, refused)])

    assert drawn.points[0] == Point(15 / 20, 1.0)
    assert drawn.points[-1] == Point(19 / 20, 15 / 19)
    assert drawn.bold == Point(16 / 20, 15 / 16)


def test_too_few_numbers_make_no_curve() -> None:
    """A share of a handful says nothing; without bold numbers there is no dot."""
    drawn = curve("set", [asked(n, right=True, bold=False) for n in range(14)])

    assert (list(drawn.points), drawn.bold) == ([], None)


def test_a_picture_is_drawn() -> None:
    """The file begins as a PNG does."""
    drawn = curve("set", [asked(n, right=True, bold=True) for n in range(20)])

    assert draw([drawn]).startswith(b"\x89PNG")
