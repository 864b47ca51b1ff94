"""Fit the logistic models of confidence of the answer room on public question sets.

    python -m tests.eval.fit_confidence ../shared/eval

Prints the last two tables of `retrieval/answer/weights.toml`; the models of candidates must be
fitted first (`fit_answers`). They learn right short answers from wrong ones, among them what is
found for near misses made by program. How many are right among the surest half of each set when it
is left out goes to stderr.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.answer.answering import Weighed, weigh
from retrieval.answer.asking import QuestionKind
from retrieval.answer.confidence import CONFIDENCE, NUMBER_CONFIDENCE, SIGNALS
from retrieval.answer.questions import parse_question
from tests.eval.fit_answers import SETS
from tests.eval.near_misses import near_misses
from tests.eval.public_sets import PublicSet, is_right, load

L2 = 1.0
NEAR_MISS = 0.15  # weight of a near miss as a wrong answer: people ask few
ANSWERABLE, RELATED = "answerable", "related"
NUMBER = "number"  #: the model, the kind, and the label of those beyond the limit

Matrix = npt.NDArray[np.float64]


class Seen(NamedTuple):
    """What one question showed."""

    data: str  #: the set it is of
    label: str  #: answerable, related, or the kind of near miss
    values: tuple[float, ...]
    vetoed: bool
    model: str
    right: bool


def look(name: str, data: PublicSet, limit: int) -> Iterator[Seen]:
    """Ask questions of a set and their near misses; the sample is the same each time.

    Beyond the limit, questions for numbers are asked too: their confidence matters most.
    """
    rng = random.Random(5)  # noqa: S311 - a sample, no secret
    questions = list(data.questions)
    rng.shuffle(questions)
    for n, asked in enumerate(questions):
        question = parse_question(asked.text)
        if n >= limit and not (asked.kind == NUMBER and question.kind is QuestionKind.NUMBER):
            continue
        weighed = weigh(question, data.generation)
        if weighed is None:
            continue
        right = bool(asked.answers) and is_right(
            weighed.choice.candidate.text, asked.answers, weighed.choice.model
        )
        if n >= limit:
            yield _seen(name, NUMBER, weighed, right)
            continue
        yield _seen(name, ANSWERABLE if asked.answers else RELATED, weighed, right)
        if not asked.answers:
            continue
        for kind, text in near_misses(question, weighed.terms, rng):
            if kind != "measure" and rng.random() < 0.5:
                continue
            other = weigh(parse_question(text), data.generation)
            if other is not None:
                yield _seen(name, kind, other, right=False)


def fit_confidence(seen: Sequence[Seen]) -> Matrix:
    """Fit whether a short answer that is no number is right; to a near miss none is."""
    return _fit_right([one for one in seen if one.model not in ("sentence", NUMBER)], CONFIDENCE)


def fit_number_confidence(seen: Sequence[Seen]) -> Matrix:
    """Fit whether a number is right; to a near miss none is."""
    return _fit_right([one for one in seen if one.model == NUMBER], NUMBER_CONFIDENCE)


def _fit_right(seen: Sequence[Seen], features: Sequence[str]) -> Matrix:
    kept = [one for one in seen if not one.vetoed]
    return _logistic(
        _columns(kept, features),
        np.array([one.right for one in kept], dtype=float),
        np.array([1.0 if one.label in (ANSWERABLE, NUMBER) else NEAR_MISS for one in kept]),
    )


def _columns(seen: Sequence[Seen], features: Sequence[str]) -> Matrix:
    at = [SIGNALS.index(feature) for feature in features]
    return np.array([one.values for one in seen])[:, at]


def judge(seen: Sequence[Seen]) -> Iterator[str]:
    """Tell how each set fares under weights fitted without it."""
    for name in dict.fromkeys(one.data for one in seen):
        rest = [one for one in seen if one.data != name]
        every = [one for one in seen if one.data == name]
        of_numbers, of_others = fit_number_confidence(rest), fit_confidence(rest)
        for model in ("number", "date", "person", "place", "name"):
            short = [
                one for one in every if one.label in (ANSWERABLE, NUMBER) and one.model == model
            ]
            if len(short) < 20:
                continue
            chances = (
                _columns(short, NUMBER_CONFIDENCE) @ of_numbers
                if model == NUMBER
                else _columns(short, CONFIDENCE) @ of_others
            )
            sure = np.argsort(-chances)
            right = np.array([one.right for one in short])[sure]
            yield (
                f"  {model}: right {right.mean():.3f},"
                f" surest half {right[: len(right) // 2].mean():.3f} of {len(right)}"
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, judge and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--limit", type=int, default=900, help="questions of a set")
    options = parser.parse_args(arguments)
    seen = [
        one for name in SETS for one in look(name, load(options.directory / name), options.limit)
    ]
    for line in judge(seen):
        sys.stderr.write(line + "\n")
    for model, features, fit in _TABLES:
        sys.stdout.write(f'["{model}"]\n' if " " in model else f"[{model}]\n")
        for feature, weight in zip(features, fit(seen), strict=True):
            sys.stdout.write(f'"{feature}" = {weight:.2f}\n')
        sys.stdout.write("\n")


_TABLES: tuple[tuple[str, tuple[str, ...], Callable[[Sequence[Seen]], Matrix]], ...] = (
    ("confidence", CONFIDENCE, fit_confidence),
    ("number confidence", NUMBER_CONFIDENCE, fit_number_confidence),
)


def _seen(name: str, label: str, weighed: Weighed, right: bool) -> Seen:
    return Seen(name, label, weighed.signals, weighed.vetoed, weighed.choice.model, right)


def _logistic(features: Matrix, wanted: Matrix, weight: Matrix) -> Matrix:
    def loss(at: Matrix) -> tuple[float, Matrix]:
        chance = 1 / (1 + np.exp(-features @ at))
        likelihood = wanted * np.log(chance + 1e-12) + (1 - wanted) * np.log(1 - chance + 1e-12)
        penalty = L2 * float(at[1:] @ at[1:])  # the first feature is the bias
        gradient = features.T @ (weight * (chance - wanted))
        gradient[1:] += 2 * L2 * at[1:]
        return penalty - float((weight * likelihood).sum()), gradient

    found = minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)


if __name__ == "__main__":
    main()
