"""Where are the numbers, dates and names lost that are not answered right?

    python -m tests.eval.losses ../shared/eval [--kind KIND] [--sets NAME …] [--show CAUSE]

Asks every question of a kind as a user asks it: those whose answer is a number, or those read as
asking for a date, person, place or name. Prints for each set how many were lost for which cause;
how often each binding speaks against the best candidate when that is right, and when it is wrong;
and the same for each veto on the choice. `--show` prints the questions of the causes that begin
so: cause, question, expected, answered, best candidate, the right one.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from retrieval.answer import answer_question, calibrated
from retrieval.answer.abstention import OBJECTIONS, is_on_something_else, objections
from retrieval.answer.answering import Weighed, weigh
from retrieval.answer.extraction import binding
from retrieval.answer.extraction.choosing import (
    DATE,
    NAME,
    NUMBER,
    PERSON,
    PLACE,
    Model,
    model_for,
)
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.mismatches import counts_another_thing
from retrieval.answer.questions import Question, parse_question
from retrieval.answer.weights import score, weights
from retrieval.build import build_generation
from retrieval.evaluation import read_question_set
from retrieval.evaluation.answers import is_right
from retrieval.evaluation.beir import EvalQuestion
from retrieval.generation import Generation
from retrieval.params import Params
from tests.eval.fit_answers import SETS

#: The checks that `binding.words_elsewhere` makes, and those that `mismatches` makes, by name.
_BINDINGS = (
    "_other_count", "_no_difference", "_times_as_much", "other_namesake", "other_modifier",
    "whole_for_part", "per_head", "other_side", "lower_place", "other_time", "other_place",
    "other_measure", "other_aspect", "_no_share", "told_ahead",
)  # fmt: skip
_RIGHT = "right"
_KINDS = {model.name: model for model in (NUMBER, DATE, PERSON, PLACE, NAME)}


class Case(NamedTuple):
    """What became of one question."""

    asked: EvalQuestion
    cause: str
    told: str  #: what was answered, else nothing
    first: str  #: the candidate that the model puts first, else nothing
    lost: str  #: the right slice that was at hand, else nothing
    best: tuple[bool, tuple[str, ...]] | None  #: whether the best candidate is right; bindings
    choice: tuple[bool, tuple[str, ...]] | None  #: whether the choice is right; vetoes


def cases(directory: Path, kind: str) -> Iterator[Case]:
    """Ask the questions of a set that want something of a kind."""
    generation = build_generation(directory, params=Params())
    params = calibrated(generation, Params())
    data = read_question_set(directory)
    for asked in data.questions:
        if asked.answers and _wants(asked, kind):
            yield _case(asked, kind, frozenset(data.qrels.get(asked.id, ())), generation, params)


def _wants(asked: EvalQuestion, kind: str) -> bool:
    """Say whether a question is of a kind: numbers are told by their answers, others as read."""
    if kind == NUMBER.name:
        return asked.kind == kind
    return model_for(parse_question(asked.text).kind) is _KINDS[kind]


def _case(
    asked: EvalQuestion, kind: str, gold: frozenset[str], generation: Generation, params: Params
) -> Case:
    answer = answer_question(asked.text, generation, params=params)
    told = answer.answer if answer.answered else ""
    question = parse_question(answer.understood or asked.text)
    weighed = weigh(question, generation, params=params)
    is_answered_right = answer.answered and is_right(asked, answer.answer)
    model = model_for(question.kind)
    if weighed is None or model not in (_KINDS[kind], DATE):
        cause = _RIGHT if is_answered_right else f"read as asking otherwise: {question.kind}"
        return Case(asked, cause, told, "", "", None, None)
    ranked = _ranked(model, question, weighed)
    right = [one for one in ranked if is_right(asked, one.text)]
    best = None
    if ranked:
        best = (is_right(asked, ranked[0].text), _bindings(question, weighed, ranked[0]))
    chosen = weighed.choice.candidate
    vetoes = tuple(_vetoes(question, weighed))
    is_short = weighed.choice.model == model.name
    choice = (is_right(asked, chosen.text), vetoes) if is_short else None
    first = ranked[0].text if ranked else ""
    lost = right[0].text if right else ""
    if is_answered_right:
        return Case(asked, _RIGHT, told, first, lost, best, choice)
    cause = _cause(asked, gold, question, weighed, ranked, right, bool(told), vetoes)
    if model is not _KINDS[kind]:
        cause = f"{model.name}: {cause}"
    return Case(asked, cause, told, first, lost, best, choice)


def _cause(
    asked: EvalQuestion,
    gold: frozenset[str],
    question: Question,
    weighed: Weighed,
    ranked: Sequence[Candidate],
    right: Sequence[Candidate],
    is_answered: bool,
    vetoes: Sequence[str],
) -> str:
    """Name where the right slice was lost, from the search to the refusal."""
    chosen = weighed.choice.candidate
    read = [one.hit.passage.id for one in weighed.readings]
    if not right:
        if not gold.intersection(read):
            return "search: no passage read that is expected"
        if not ranked:
            return "no candidate at all"
        end = "answered" if is_answered else "refused"
        return f"not a candidate, {end}"
    if weighed.choice.model == "sentence":
        return "the sentence given in its place"
    if is_right(asked, chosen.text):
        why = ", ".join(vetoes) or "score"
        return f"right, refused: {why}"
    end = "" if is_answered else ", refused"
    first = ranked[0]
    if is_right(asked, first.text):
        return f"passed over: {', '.join(_bindings(question, weighed, first))}{end}"
    if not gold.intersection(read[:1]) and first.reading.hit.passage.id == read[0]:
        return f"outranked by the first passage, not the expected one{end}"
    if first.reading is not right[0].reading:
        return f"outranked by another passage{end}"
    where = "sentence" if first.sentence is right[0].sentence else "passage"
    return f"outranked in its {where}{end}"


def _ranked(model: Model, question: Question, weighed: Weighed) -> list[Candidate]:
    candidates = model.find(question, weighed.terms, weighed.readings)
    if not candidates:
        return []
    rows = model.describe(question, weighed.terms, candidates)
    own = weights(model.name, model.features)
    scores = [score(row, own) for row in rows]
    order = sorted(range(len(scores)), key=lambda n: -scores[n])
    return [candidates[n] for n in order]


def _bindings(question: Question, weighed: Weighed, candidate: Candidate) -> tuple[str, ...]:
    """Name the checks of `binding` that find a candidate tied to something else, each alone."""
    return tuple(name for name in _BINDINGS if _only(name, question, weighed, candidate))


def _only(name: str, question: Question, weighed: Weighed, candidate: Candidate) -> bool:
    with ExitStack() as silenced:
        for other in _BINDINGS:
            if other != name:
                silenced.enter_context(patch.object(binding, other, _finds_nothing))
        return bool(binding.words_elsewhere(question, weighed.terms, candidate))


def _finds_nothing(*_: object) -> list[str]:
    return []


def _vetoes(question: Question, weighed: Weighed) -> Iterator[str]:
    choice = weighed.choice
    objected = objections(question, weighed.terms, weighed.shares, choice)
    for name, holds in zip(OBJECTIONS, objected, strict=True):
        if holds and name == "bound elsewhere":
            yield from (f"bound: {one}" for one in _bindings(question, weighed, choice.candidate))
        elif holds:
            yield name
    if is_on_something_else(weighed.terms, weighed.shares):
        yield "on something else"
    if counts_another_thing(question, weighed.terms, weighed.shares, choice):
        yield "counts another thing"


def table(found: Mapping[str, Sequence[Case]]) -> list[str]:
    """Print how many questions of each set each cause lost, the largest first."""
    counts = {name: Counter(one.cause for one in own) for name, own in found.items()}
    causes = Counter(one.cause for own in found.values() for one in own)
    lines = [
        "| cause | " + " | ".join(found) + " | all |",
        "| --- |" + " --- |" * (len(found) + 1),
    ]
    for cause, n in causes.most_common():
        row = " | ".join(str(own[cause]) for own in counts.values())
        lines.append(f"| {cause} | {row} | {n} |")
    return lines


def precision(found: Sequence[tuple[bool, tuple[str, ...]]]) -> list[str]:
    """Print how often each check speaks against what is right, and against what is wrong."""
    right = Counter(check for is_right_, checks in found if is_right_ for check in checks)
    wrong = Counter(check for is_right_, checks in found if not is_right_ for check in checks)
    checks = sorted(right | wrong, key=lambda one: -right[one])
    rows = [f"| {check} | {right[check]} | {wrong[check]} |" for check in checks]
    return ["| check | right | wrong |", "| --- | --- | --- |", *rows]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, and the questions of a cause."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--kind", choices=_KINDS, default=NUMBER.name)
    parser.add_argument("--sets", nargs="*", choices=SETS, default=SETS)
    parser.add_argument("--show", help="how the causes begin whose questions are printed")
    options = parser.parse_args(arguments)
    found = {name: list(cases(options.directory / name, options.kind)) for name in options.sets}
    every = [one for own in found.values() for one in own]
    if options.show is not None:
        for one in every:
            if one.cause.startswith(options.show):
                expected = "/".join(one.asked.answers)
                seen = (one.asked.text, expected, one.told, one.first, one.lost)
                print(" | ".join((one.cause, *seen)))
        return
    for lines in (
        table(found),
        precision([one.best for one in every if one.best]),
        precision([one.choice for one in every if one.choice]),
    ):
        print("\n".join(lines), end="\n\n")


if __name__ == "__main__":
    main()
