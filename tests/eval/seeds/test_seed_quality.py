"""The bar that answers on the seed reports must clear."""

from __future__ import annotations

import pytest

from tests.eval.seeds.judging import Judged, judge_all, table

LEAST_RIGHT = 57 / 60
LEAST_REFUSED = 13 / 15


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    results = list(judge_all())
    print("\n" + table(results))
    return results


def test_answerable_questions_are_answered(judged: list[Judged]) -> None:
    """Nearly every question that the reports answer gets its exact short answer."""
    answerable = [one for one in judged if one.kind != "none"]
    wrong = [(one.id, one.question, one.answer.answer) for one in answerable if not one.right]
    assert len(answerable) - len(wrong) >= LEAST_RIGHT * len(answerable), wrong


def test_near_misses_are_refused(judged: list[Judged]) -> None:
    """Nearly every question that the reports do not answer is refused."""
    missing = [one for one in judged if one.kind == "none"]
    wrong = [(one.id, one.question, one.answer.answer) for one in missing if not one.right]
    assert len(missing) - len(wrong) >= LEAST_REFUSED * len(missing), wrong


def test_no_wrong_number_stands_in_bold(judged: list[Judged]) -> None:
    """A number shown alone in bold is the right one."""
    wrong = [
        (one.id, one.question, one.answer.answer)
        for one in judged
        if one.answer.bold and one.answer.kind == "number" and not one.right
    ]
    assert wrong == []


def test_every_report_is_asked(judged: list[Judged]) -> None:
    """The questions cover all four reports."""
    titles = {
        one.answer.citations[0].passage.report_id
        for one in judged
        if one.right and one.answer.citations
    }
    assert len(titles) == 4
