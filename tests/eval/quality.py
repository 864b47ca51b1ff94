"""How good are retrieval and answers on the public question sets?

    python -m tests.eval.quality [--sets DIRECTORY] [--output FILE] [--limit N] [--without-answers]
        [--left-out]

Writes docs/quality.md and its picture. Every set is ranked with weights fitted on the other sets,
by the code that answers questions, and compared question by question with the plain baseline.
`--left-out` adds how numbers and dates fare where every weight is fitted on the other sets.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar

from retrieval.answer import answer_question, calibrated, search_query
from retrieval.answer.rerank import rank
from retrieval.build import build_generation
from retrieval.evaluation import (
    Evaluation,
    QuestionSet,
    evaluate,
    judge,
    randomisation_test,
    read_question_set,
)
from retrieval.evaluation.answers import AnswerFigures
from retrieval.evaluation.evaluation import Search
from retrieval.generation import Generation
from retrieval.params import Params
from retrieval.types import Answer
from tests.eval import quality_left_out
from tests.eval.baseline import plain_search
from tests.eval.coverage_curve import Curve, curve, draw
from tests.eval.fit_ranking import SETS, Example, examples, fit
from tests.eval.fit_refusal import look
from tests.eval.quality_refusal import LIMIT, section
from tests.eval.typos import mistyped

ROOT = Path(__file__).parent.parent.parent
PICTURE = Path("images") / "coverage.png"  #: beside the page
SEED = 5
N_MISTYPED = 1200  # questions of a set; enough for a standard error of half a point


P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on one set."""

    name: str
    n_passages: int
    ours: Evaluation
    plain: Evaluation
    specific: float
    answer_in_first: float
    typo_kept: float
    search_ms: Sequence[float]  #: ascending
    answers: dict[str, AnswerFigures]
    ask_ms: Sequence[float]  #: ascending, empty where answers were not asked for
    curve: Curve


def main() -> None:
    """Measure every set that is there and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "quality.md")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--without-answers", action="store_true")
    parser.add_argument("--left-out", action="store_true")
    arguments = parser.parse_args()
    there = [name for name in SETS if (arguments.sets / name / "queries.jsonl").is_file()]
    if not there:
        sys.exit(f"no question set in {arguments.sets}")
    loaded = {name: _load(arguments.sets / name, arguments.limit) for name in there}
    fitted = {
        name: list(examples(generation, questions))
        for name, (generation, questions) in loaded.items()
    }
    measured = [
        measure(name, *loaded[name], fitted, with_answers=not arguments.without_answers)
        for name in there
    ]
    options = [f"--limit {arguments.limit}"] if arguments.limit else []
    options += ["--without-answers"] if arguments.without_answers else []
    options += ["--left-out"] if arguments.left_out else []
    text = page(measured, " ".join(["python -m tests.eval.quality", *options]))
    if not arguments.without_answers and len(there) > 1:
        limit = min(arguments.limit or LIMIT, LIMIT)
        corpora = {name: look(arguments.sets / name, limit) for name in there}
        text += "\n" + "\n\n".join(section(corpora)) + "\n"
    if arguments.left_out:
        limit = min(arguments.limit or quality_left_out.LIMIT, quality_left_out.LIMIT)
        text += "\n" + "\n\n".join(quality_left_out.measure(arguments.sets, there, limit)) + "\n"
    arguments.output.write_text(text, encoding="utf-8")
    if not arguments.without_answers:
        picture = arguments.output.parent / PICTURE
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(draw([one.curve for one in measured if one.curve.points]))
    print(text)


def measure(
    name: str,
    generation: Generation,
    questions: QuestionSet,
    fitted: dict[str, list[Example]],
    *,
    with_answers: bool,
) -> Measured:
    """Measure one set with weights fitted on the others, or on itself where it is alone."""
    print(f"{name} …", file=sys.stderr)
    others = [group for other, group in fitted.items() if other != name] or list(fitted.values())
    model = fit(others).tolist()
    took: list[float] = []
    params = Params()
    answering = calibrated(generation, params)

    def search(question: str, depth: int) -> list[tuple[str, float]]:
        query = search_query(question, generation, params=params)
        ranked = rank(query, generation, k=depth, model=model)
        return [(generation.passages[one.ordinal].id, one.score) for one in ranked]

    ours = evaluate(_timed(search, took), questions)
    asked: list[float] = []
    given: dict[str, Answer] = {}

    def answer(question: str) -> Answer:
        given[question] = answer_question(question, generation, params=answering)
        return given[question]

    answers = dict(judge(questions.questions, _timed(answer, asked))) if with_answers else {}
    return Measured(
        name=name,
        n_passages=len(generation.passages),
        ours=ours,
        plain=evaluate(plain_search(generation.passages), questions),
        specific=_specific(questions, ours),
        answer_in_first=_answer_in_first(questions, ours, generation),
        typo_kept=_typo_kept(questions, ours, search),
        search_ms=sorted(took),
        answers=answers,
        ask_ms=sorted(asked),
        curve=curve(name, ((q, given[q.text]) for q in questions.questions if q.text in given)),
    )


def page(measured: Sequence[Measured], command: str) -> str:
    """Write the page, which names the command that made it."""
    parts = [
        "# Quality",
        f"Measured on {datetime.now(tz=UTC):%Y-%m-%d} by `{command}` (`make eval`).",
        "## Retrieval",
        "Each set is ranked with weights fitted on the other sets. *Plain* is rank_bm25 over "
        "jieba's words without the title. *First* is the share of questions whose first passage "
        "is relevant (Success@1), *specific* the same over questions that name something, "
        "*answer in first* the share whose first passage is relevant or holds an expected answer "
        "word for word. *p* is the two-sided paired randomisation test on Success@1 (10,000 "
        "permutations). *Typo* is the share of questions answered first that stay so when one "
        "character is replaced by another of the same sound.",
        _table(
            "set|passages|questions|plain first|first|p|specific|answer in first|R@3|R@10|RR@10"
            "|nDCG@10|typo|ms p50|ms p99",
            (_retrieval_row(one) for one in measured),
        ),
    ]
    if any(one.answers for one in measured):
        parts += [
            "## Answers",
            "Whole answers as a user gets them. The weights that choose the short answer were "
            "fitted on these sets; `python -m tests.eval.fit_answers ../shared/eval --judge` "
            "judges them on a set left out. *Right*: the short answer is right "
            "(`retrieval.evaluation`). "
            "*In sentence*, *in passage*: an expected answer stands in what is shown with it. "
            "*Wrong numbers*: shown alone in bold and not right, of all shown so.",
            _table(
                "set|kind|questions|answered|right|in sentence|in passage|numbers shown"
                "|wrong numbers|refused wrongly|refused rightly",
                (row for one in measured for row in _answer_rows(one)),
            ),
            _table(
                "set|ms p50|ms p99",
                ([one.name, *_milliseconds(one.ask_ms)] for one in measured),
            ),
            f"![Numbers that are right against questions that get one]({PICTURE})",
            "The questions that ask for a number, surest answer first: how many get one, and how "
            "many of those are right. The dot is where youju stands: what it shows alone, in "
            "bold. Fewer than fifteen numbers make no curve.",
        ]
    return "\n\n".join(parts) + "\n"


def _load(directory: Path, limit: int | None) -> tuple[Generation, QuestionSet]:
    questions = read_question_set(directory)
    generation = build_generation(directory, params=Params())
    return generation, QuestionSet(questions.questions[:limit], questions.qrels)


def _timed(function: Callable[P, T], took: list[float]) -> Callable[P, T]:
    def timed(*args: P.args, **kwargs: P.kwargs) -> T:
        started = perf_counter()
        result = function(*args, **kwargs)
        took.append((perf_counter() - started) * 1000)
        return result

    return timed


def _specific(questions: QuestionSet, ours: Evaluation) -> float:
    named = {question.id for question in questions.questions if question.specific}
    return _mean(v["Success@1"] for id_, v in ours.per_question.items() if id_ in named)


def _answer_in_first(questions: QuestionSet, ours: Evaluation, generation: Generation) -> float:
    def found(question_id: str, answers: Iterable[str]) -> float:
        ranking = ours.rankings[question_id]
        if not ranking:
            return 0.0
        text = generation.passages[generation.ordinal(ranking[0][0])].text
        relevant = ours.per_question[question_id]["Success@1"]
        return float(relevant or any(answer and answer in text for answer in answers))

    return _mean(
        found(question.id, question.answers)
        for question in questions.questions
        if question.id in ours.per_question
    )


def _typo_kept(questions: QuestionSet, ours: Evaluation, search: Search) -> float:
    generator = random.Random(SEED)  # noqa: S311 - not for secrets
    kept = right = 0.0
    for question in questions.questions[:N_MISTYPED]:
        if question.id in ours.per_question:
            ranking = search(mistyped(question.text, generator), 1)
            relevant = questions.qrels[question.id]
            kept += bool(ranking) and relevant.get(ranking[0][0], 0) > 0
            right += ours.per_question[question.id]["Success@1"]
    return kept / right if right else 0.0


def _retrieval_row(one: Measured) -> list[str]:
    p = randomisation_test(
        [values["Success@1"] for values in one.ours.per_question.values()],
        [values["Success@1"] for values in one.plain.per_question.values()],
    )
    return [
        one.name,
        f"{one.n_passages:,}",
        f"{len(one.ours.per_question):,}",
        f"{one.plain.mean('Success@1'):.3f}",
        f"**{one.ours.mean('Success@1'):.3f}**",
        f"{p:.4f}",
        f"{one.specific:.3f}",
        f"{one.answer_in_first:.3f}",
        *(f"{one.ours.mean(metric):.3f}" for metric in ("R@3", "R@10", "RR@10", "nDCG@10")),
        f"{one.typo_kept:.3f}",
        *_milliseconds(one.search_ms),
    ]


def _answer_rows(one: Measured) -> Iterable[list[str]]:
    for kind, figures in sorted(one.answers.items()):
        n = figures.n_answerable
        yield [
            one.name,
            kind,
            f"{n + figures.n_unanswerable:,}",
            _share(figures.answered, n),
            _share(figures.right, n),
            _share(figures.sentence_right, n),
            _share(figures.passage_right, n),
            f"{figures.numbers_shown:,}",
            _share(figures.numbers_wrong, figures.numbers_shown),
            _share(figures.refused_wrongly, n),
            _share(figures.refused_rightly, figures.n_unanswerable),
        ]


def _milliseconds(ascending: Sequence[float]) -> list[str]:
    if not ascending:
        return ["–", "–"]
    return [f"{ascending[int(len(ascending) * share)]:.1f}" for share in (0.5, 0.99)]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _table(header: str, rows: Iterable[Sequence[str]]) -> str:
    columns = header.split("|")
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
