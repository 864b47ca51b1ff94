"""Fit the linear model that orders the passages found.

    python -m tests.eval.fit_ranking ../shared/eval [--without SET …]

Prints `retrieval/answer/ranking.toml`. Of each question's candidates the relevant ones are made
likely under a softmax of the scores (ListNet with known relevance: Cao et al., Learning to rank:
from pairwise approach to listwise approach, 2007), with an L2 penalty. A set counts with the
square root of its questions, so that a large one does not decide alone. `--without` leaves sets
out, for judging the model on sets that it has not seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.answer.features import FEATURES
from retrieval.answer.rerank import N_READ, read_candidates
from retrieval.answer.understanding import search_query
from retrieval.build import build_generation
from retrieval.evaluation import QuestionSet, read_question_set
from retrieval.generation import Generation
from retrieval.params import Params

SETS = ("newsmrc", "cmrc2018", "drcd_dev", "dureader_checklist_dev", "crud_news_small")
L2 = 1e-3
HEADER = """\
# Weights of the order of passages, by feature (retrieval/answer/features.py). Written by
# `python -m tests.eval.fit_ranking ../shared/eval`.
"""

Matrix = npt.NDArray[np.float64]


class Example(NamedTuple):
    """The candidates of one question."""

    features: Matrix  #: (n_candidates, n_features), scaled
    relevant: npt.NDArray[np.bool_]  #: (n_candidates,)


def main() -> None:
    """Fit on all sets but those left out and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--without", nargs="*", default=[], choices=SETS)
    arguments = parser.parse_args()
    groups = []
    for name in SETS:
        if name not in arguments.without:
            directory = arguments.directory / name
            generation = build_generation(directory, params=Params())
            groups.append(list(examples(generation, read_question_set(directory))))
    print(as_toml(fit(groups)), end="")


def examples(generation: Generation, questions: QuestionSet) -> Iterator[Example]:
    """Read the candidates of each judged question of a set, where one of several is relevant."""
    for question in questions.questions:
        judged = questions.qrels.get(question.id, {})
        query = search_query(question.text, generation, params=Params())
        found, rows = read_candidates(query, generation, k=N_READ)
        ids = [generation.passages[match.ordinal].id for match in found]
        relevant = np.array([judged.get(one, 0) > 0 for one in ids], np.bool_)
        if relevant.any() and not relevant.all():
            yield Example(np.array(rows), relevant)


def fit(groups: Sequence[Sequence[Example]]) -> Matrix:
    """Find the weights, `(n_features,)`, that make relevant passages likely."""
    flat = [example for group in groups for example in group]
    share = np.array([len(group) ** -0.5 for group in groups for _ in group])
    share /= share.sum()

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        value, gradient = L2 * weights @ weights, 2 * L2 * weights
        for weight, (features, relevant) in zip(share, flat, strict=True):
            scores = features @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            wanted = relevant / relevant.sum()
            value -= weight * wanted @ np.log(np.maximum(likely, 1e-12))
            gradient -= weight * (wanted - likely) @ features
        return float(value), gradient

    found: Matrix = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return found


def as_toml(weights: Iterable[float]) -> str:
    """Write the weights as the file that `retrieval.answer.weights` reads."""
    rows = [f'"{name}" = {weight:.2f}\n' for name, weight in zip(FEATURES, weights, strict=True)]
    return HEADER + "[rerank]\n" + "".join(rows)


if __name__ == "__main__":
    main()
