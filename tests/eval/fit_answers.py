"""Fit the linear models of the answer room on the public question sets.

    python -m tests.eval.fit_answers ../shared/eval [--judge] [--model NAME]

Prints `retrieval/answer/weights.toml`. Each model is a listwise softmax over the candidates of a
question: the likelihood of the right ones is made largest, with an L2 penalty. `--judge` leaves
each set out in turn and reports how often its answers are chosen right, searched and given.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.answer.evidence import asked_terms, read_passage
from retrieval.answer.extraction.choosing import (
    DATE,
    LIST,
    NAME,
    NUMBER,
    PERSON,
    PLACE,
    SENTENCE,
    Model,
    model_for,
)
from retrieval.answer.query import analyse
from retrieval.answer.questions import parse_question
from retrieval.answer.rerank import retrieve
from retrieval.types import Hit
from tests.eval.public_sets import PublicSet, is_right, load

SETS = ("newsmrc", "cmrc2018", "drcd_dev", "crud_news_small", "dureader_checklist_dev")
MODELS = (NUMBER, DATE, PERSON, PLACE, NAME, LIST, SENTENCE)
N_PASSAGES = 4
L2 = 0.5

Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Example(NamedTuple):
    """The candidates of one question: features, which fit closely, and which are right at all.

    Weights are fitted to close slices, so that boundaries are learned, and judged by right ones.
    """

    features: Matrix
    close: Flags
    right: Flags


def examples(data: PublicSet, model: Model, *, limit: int, given: bool = False) -> list[Example]:
    """Describe the candidates of the answerable questions of a set that ask a model.

    Args:
        data: the question set.
        model: only questions of its kind are taken.
        limit: questions at most.
        given: read the gold passages instead of searching.
    """
    made = []
    for asked in data.questions:
        question = parse_question(asked.text)
        if model_for(question.kind) is not model or not asked.answers or not asked.gold:
            continue
        if model is NUMBER and asked.kind != "number":
            continue
        query = analyse(asked.text)
        terms = asked_terms(question, query, data.generation.index)
        hits: Sequence[Hit]
        if given:
            hits = [Hit(data.generation.passages[i], 1.0, 1) for i in sorted(asked.gold)]
        else:
            hits = retrieve(query, data.generation, k=N_PASSAGES)
        readings = [read_passage(hit, terms, data.generation) for hit in hits]
        candidates = model.find(question, terms, readings)
        rows = model.describe(question, terms, candidates) if candidates else []
        made.append(
            Example(
                np.array(rows, dtype=float).reshape(len(candidates), len(model.features)),
                *(
                    np.array(
                        [
                            is_right(one.text, asked.answers, model.name, slack=slack)
                            for one in candidates
                        ],
                        dtype=bool,
                    )
                    for slack in (0.5, 1.5)
                ),
            )
        )
        if len(made) == limit:
            break
    return made


def fit(data: Iterable[Example], n_features: int) -> Matrix:
    """Find the weights that make the right candidates likeliest."""
    usable = [one for one in data if one.close.any() and not one.close.all()]

    def loss(at: Matrix) -> tuple[float, Matrix]:
        total = L2 * float(at @ at)
        gradient = 2 * L2 * at
        for features, right, _ in usable:
            scores = features @ at
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            likelihood = shares[right].sum() + 1e-12
            total -= float(np.log(likelihood))
            gradient -= (shares * right / likelihood - shares) @ features
        return total / len(usable), gradient / len(usable)

    start = np.zeros(n_features)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x)


def accuracy(data: Sequence[Example], at: Matrix) -> float:
    """Share of the questions whose best candidate is right."""
    hits = [bool(one.right[int(np.argmax(one.features @ at))]) for one in data if len(one.right)]
    return sum(hits) / len(data) if data else float("nan")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and print, or judge with a set left out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--judge", action="store_true", help="report each set when left out")
    parser.add_argument("--limit", type=int, default=600, help="questions of a kind and set")
    parser.add_argument("--model", choices=[model.name for model in MODELS], help="this one only")
    options = parser.parse_args(arguments)
    sets = {name: load(options.directory / name) for name in SETS}
    for model in MODELS:
        if options.model not in (None, model.name):
            continue
        data = {name: examples(one, model, limit=options.limit) for name, one in sets.items()}
        n = len(model.features)
        if options.judge:
            for name, own in data.items():
                rest = [one for other in data if other != name for one in data[other]]
                found = fit(rest, n)
                given = examples(sets[name], model, limit=options.limit, given=True)
                sys.stderr.write(
                    f"{model.name:9} {name:24} n={len(own):4}"
                    f" right {accuracy(own, found):.3f} given {accuracy(given, found):.3f}\n"
                )
        found = fit([one for own in data.values() for one in own], n)
        sys.stdout.write(f"[{model.name}]\n")
        for feature, weight in zip(model.features, found, strict=True):
            sys.stdout.write(f'"{feature}" = {weight:.2f}\n')
        sys.stdout.write("\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
