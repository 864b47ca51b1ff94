"""Means, groups and chance."""

import pytest

from retrieval.engine import Engine
from retrieval.evaluation import (
    EvalQuestion,
    QuestionSet,
    engine_search,
    evaluate,
    judge,
    randomisation_test,
)
from retrieval.evaluation.answers import AnswerFigures, is_right
from retrieval.types import Answer, AnswerKind, Band, Citation, MendedText, Passage
from tests.support.generations import ReportText, make_generation

QUESTIONS = QuestionSet(
    (
        EvalQuestion(id="q1", text="一", answers=("2704个",), kind="number", specific=True),
        EvalQuestion(id="q2", text="二", answers=("许峰",), kind="text"),
        EvalQuestion(id="q3", text="三", kind="none"),
    ),
    {"q1": {"p1": 1}, "q2": {"p2": 1}},
)
RANKINGS = {"一": [("p1", 2.0), ("p2", 1.0)], "二": [("p1", 2.0), ("p2", 1.0)], "三": []}
PASSAGE = Passage(
    id="p1",
    report_id="r",
    report_title="题",
    section=None,
    source="r.txt",
    content=MendedText.at("21家单位的2704个车位，许峰。", 0),
)


def answer(text: str, kind: AnswerKind, *, bold: bool = True) -> Answer:
    return Answer(
        question="",
        band=Band.ANSWER,
        kind=kind,
        answer=text,
        sentence=PASSAGE.text,
        bold=bold,
        citations=(Citation(1, PASSAGE, 1.0),),
    )


def abstention() -> Answer:
    return Answer(question="", band=Band.NONE, kind=AnswerKind.NONE)


def test_means_are_over_judged_questions_only() -> None:
    """A question that no passage is judged for is ranked but not measured."""
    found = evaluate(lambda question, _: RANKINGS[question], QUESTIONS)

    assert found.to_json() == {
        "R@1": 0.5,
        "R@3": 1.0,
        "R@10": 1.0,
        "Success@1": 0.5,
        "RR@10": 0.75,
        "nDCG@10": pytest.approx((1 + 0.63093) / 2, abs=1e-5),
        "n": 2,
    }
    assert set(found.rankings) == {"q1", "q2", "q3"}


def test_an_engine_is_measured_by_its_own_search() -> None:
    """Passages come with the ids and in the order that the engine gives."""
    engine = Engine(make_generation([ReportText("路桥区", ["车位2704个。", "社区食堂开张。"])]))

    found = evaluate(
        engine_search(engine),
        QuestionSet((EvalQuestion(id="q", text="有几个车位？"),), {"q": {"r0-0": 1}}),
        ask=lambda _: abstention(),
    )

    assert found.rankings["q"][0][0] == "r0-0"
    assert found.to_json()["answers"] == {}


def test_a_limit_takes_the_first_questions() -> None:
    """Questions beyond the limit are not asked."""
    found = evaluate(lambda question, _: RANKINGS[question], QUESTIONS, limit=1)

    assert set(found.rankings) == {"q1"}


def test_a_set_without_judgements_measures_nothing() -> None:
    """Means over no question are 0, and `n` says so."""
    found = evaluate(lambda *_: [], QuestionSet(QUESTIONS.questions, {}))

    assert found.to_json()["n"] == 0
    assert found.mean("R@1") == 0.0


def test_progress_counts_questions() -> None:
    """Each question done is told."""
    told: list[tuple[str, int, int]] = []

    evaluate(lambda *_: [], QUESTIONS, progress=lambda *step: told.append(step))

    assert told == [("evaluate", 1, 3), ("evaluate", 2, 3), ("evaluate", 3, 3)]


def test_right_answers_are_counted_by_group() -> None:
    """Answers right, refusals right, each in all, its kind and among the specific."""
    replies = {
        "一": answer("2,704个", AnswerKind.NUMBER),
        "二": answer("许峰", AnswerKind.PERSON),
        "三": abstention(),
    }

    figures = judge(QUESTIONS.questions, replies.__getitem__)

    one = {"n_answerable": 1, "answered": 1, "right": 1, "sentence_right": 1, "passage_right": 1}
    assert figures == {
        "all": AnswerFigures(
            n_answerable=2,
            answered=2,
            right=2,
            sentence_right=2,
            passage_right=2,
            numbers_shown=1,
            n_unanswerable=1,
            refused_rightly=1,
        ),
        "number": AnswerFigures(**one, numbers_shown=1),
        "specific": AnswerFigures(**one, numbers_shown=1),
        "text": AnswerFigures(**one),
        "none": AnswerFigures(n_unanswerable=1, refused_rightly=1),
    }


def test_wrong_numbers_and_wrong_refusals_are_counted() -> None:
    """A number shown in bold that is not right is wrong, to an unanswerable question too."""
    replies = {
        "一": answer("21家", AnswerKind.NUMBER),
        "二": abstention(),
        "三": answer("2704个", AnswerKind.NUMBER),
    }

    figures = judge(QUESTIONS.questions, replies.__getitem__)["all"]

    assert (figures.numbers_shown, figures.numbers_wrong) == (2, 2)
    assert (figures.refused_wrongly, figures.refused_rightly) == (1, 0)
    assert figures.right == 0


def test_a_number_that_is_not_bold_is_not_shown_as_fact() -> None:
    """Where the sentence leads, its candidate is no wrong number."""
    reply = answer("21家", AnswerKind.NUMBER, bold=False)

    figures = judge(QUESTIONS.questions[:1], lambda _: reply)["all"]

    assert figures.numbers_wrong == 0


@pytest.mark.parametrize(
    "expected, shown, right",
    [
        pytest.param("2704个", "２，７０４个车位", True, id="the same value"),
        pytest.param("1.2万人", "12000人", True, id="the same value, written otherwise"),
        pytest.param("30%", "百分之三十", True, id="a share in words"),
        pytest.param("2704个", "2705个", False, id="another value"),
        pytest.param("2704个", "21家的2704个", False, id="a number too many"),
        pytest.param("7", "7", True, id="bare numerals"),
        pytest.param("7", "17", False, id="a numeral inside another"),
    ],
)
def test_numbers_are_compared_by_value(expected: str, shown: str, right: bool) -> None:
    """A number is right by its value, not by its signs."""
    question = EvalQuestion(id="q", text="几个", answers=(expected,), kind="number")

    assert is_right(question, shown) == right


@pytest.mark.parametrize(
    "expected, shown, right",
    [
        pytest.param("路桥区", "台州市路桥区", True, id="contained"),
        pytest.param("台州市路桥区", "路桥区", True, id="containing"),
        pytest.param("路橋區", "路桥区", True, id="the other script"),
        pytest.param("路桥区", "椒江区", False, id="another name"),
        pytest.param("路桥区", "", False, id="nothing"),
    ],
)
def test_texts_are_compared_by_containment(expected: str, shown: str, right: bool) -> None:
    """A name is right when one contains the other."""
    question = EvalQuestion(id="q", text="哪里", answers=(expected,), kind="text")

    assert is_right(question, shown) == right


def test_equal_systems_do_not_differ() -> None:
    """Where every pair is equal, any swapping gives the same difference."""
    assert randomisation_test([0.0, 1.0, 1.0], [0.0, 1.0, 1.0]) == 1.0


def test_a_clear_difference_is_not_luck() -> None:
    """Better on each of many questions: p is as small as the permutations allow."""
    assert randomisation_test([1.0] * 50, [0.0] * 50) == pytest.approx(1 / 10_001)


def test_the_exact_p_of_a_small_case_is_approached() -> None:
    """Of the 16 swappings of four equal differences, 2 are as extreme: p = 1/8."""
    assert randomisation_test([1.0] * 4, [0.0] * 4) == pytest.approx(0.125, abs=0.02)


@pytest.mark.parametrize("theirs", [[], [1.0, 0.0]], ids=["none", "other length"])
def test_unpaired_values_are_refused(theirs: list[float]) -> None:
    """The test is for the same questions asked of both."""
    with pytest.raises(ValueError, match="paired"):
        randomisation_test([1.0], theirs)
