"""Fit when a question is refused, on public question sets: `retrieval/answer/refusal.toml`.

    python -m tests.eval.fit_refusal ../shared/eval

`refusal` learns questions that have an answer from those that have none: unanswerable questions of
the sets (*related*), questions whose passages were taken away (*removed*, which weigh twice),
those of the other sets (*foreign*), and near misses made by program. The biases of the sets are
kept apart. `calibration` learns how the
threshold at which 8 % of the answerable questions are refused rises with the length of the
passages. What each set gives when left out of both goes to stderr: at 8 % of its own, and as it
would be calibrated.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.answer.answerability import REFUSAL, log_odds
from retrieval.answer.answering import Weighed, weigh
from retrieval.answer.calibration import CALIBRATION, passage_length
from retrieval.answer.comparing import comparable
from retrieval.answer.questions import parse_question
from retrieval.params import Params
from tests.eval.fit_answers import SETS
from tests.eval.near_misses import KINDS, is_told, near_misses
from tests.eval.public_sets import AskedQuestion, PublicSet, load, questions_elsewhere

L2 = 1.0
SOFTNESS = 0.1  # of a threshold while it is fitted
#: Where the fit of the line begins: from one place alone it may stick in a hollow.
_STARTS = ((0.0, 0.0), (-1.0, 1.0), (-1.0, 2.0), (0.0, 3.0))
FALSE_REFUSALS = 0.08
_BY_SCORE = 0.07  # of them, where a corpus is calibrated; the rest lacks a noun
SLOPE_KEPT = 0.75  # of the line from length to threshold
ANSWERABLE, RELATED, REMOVED, FOREIGN = "answerable", "related", "removed", "foreign"
WITHOUT_ANSWER = (RELATED, REMOVED, FOREIGN, *KINDS)
#: How much a kind of question without an answer weighs, others 1: *removed* are real questions.
_SHARES = {REMOVED: 2.0}
_MOST_ANSWERING = 50  # passages that hold an answer by chance: 2人
_N_FOREIGN = 200
_VETOED = -99.0  # below every score
_LACKING = log_odds(Params().refusal_lacking)

Matrix = npt.NDArray[np.float64]


class Asked(NamedTuple):
    """What one question showed."""

    label: str  #: answerable, or why it is not
    evidence: tuple[float, ...]
    vetoed: bool
    lacks_noun: bool


class Corpus(NamedTuple):
    """What a set showed."""

    asked: tuple[Asked, ...]
    length: float

    def evidence(self, *labels: str) -> Matrix:
        """Give the evidence for the questions of some labels."""
        return np.array([one.evidence for one in self.asked if one.label in labels])

    def scores(self, at: Matrix, label: str, *, lacking: bool) -> Matrix:
        """Score the questions of a label; what is refused at any threshold is below all.

        Args:
            at: weights of the evidence.
            label: which questions.
            lacking: whether a slice that lacks a noun needs more, whatever the threshold.
        """
        scored = [
            (one, float(np.dot(one.evidence, at))) for one in self.asked if one.label == label
        ]
        return np.array(
            [
                _VETOED
                if one.vetoed or (lacking and one.lacks_noun and score < _LACKING)
                else score
                for one, score in scored
            ]
        )


def look(directory: Path, limit: int) -> Corpus:
    """Ask questions of a set, the same each time."""
    data = load(directory)
    there = [name for name in SETS if (directory.parent / name).is_dir()]
    foreign = (
        weigh(parse_question(text), data.generation)
        for text in questions_elsewhere(directory, there, _N_FOREIGN)
    )
    texts = [comparable(passage.text) for passage in data.generation.passages]
    asked = [
        one
        for question in _sample(data, limit)
        for one in _ask(question, data, texts, random.Random(question.id))  # noqa: S311 - no secret
    ]
    asked += [_asked(FOREIGN, weighed) for weighed in foreign if weighed is not None]
    return Corpus(tuple(asked), passage_length(data.generation))


def _sample(data: PublicSet, limit: int) -> list[AskedQuestion]:
    """Choose answerable questions up to the limit, and all the others."""
    questions = list(data.questions)
    random.Random(5).shuffle(questions)  # noqa: S311 - a sample, no secret
    answerable = [asked for asked in questions if asked.answers]
    return [*answerable[:limit], *(asked for asked in questions if not asked.answers)]


def _ask(
    asked: AskedQuestion, data: PublicSet, texts: Sequence[str], rng: random.Random
) -> Iterator[Asked]:
    question = parse_question(asked.text)
    weighed = weigh(question, data.generation)
    if weighed is None:
        return
    if not asked.answers:
        yield _asked(RELATED, weighed)
        return
    yield _asked(ANSWERABLE, weighed)
    others = [(kind, text, ()) for kind, text in near_misses(question, weighed.terms, rng)]
    for kind, text, without in (*others, (REMOVED, asked.text, _answering(asked, data))):
        if kind in KINDS and kind != "measure" and rng.random() < 0.5:
            continue
        other = weigh(parse_question(text), data.generation, without=without)
        if other is None or (kind == "measure" and is_told(other.terms, texts)):
            continue
        yield _asked(kind, other)


def _answering(asked: AskedQuestion, data: PublicSet) -> tuple[int, ...]:
    """List the passages that answer a question, or hold one of its answers."""
    holding = (
        at
        for at, passage in enumerate(data.generation.passages)
        if any(len(answer) > 1 and answer in passage.text for answer in asked.answers)
    )
    return tuple({*asked.gold, *islice(holding, _MOST_ANSWERING)})


def _asked(label: str, weighed: Weighed) -> Asked:
    return Asked(label, weighed.evidence, weighed.vetoed, weighed.lacks_noun)


def fit_refusal(corpora: Sequence[Corpus]) -> Matrix:
    """Fit whether a question has an answer, every kind of those that have none weighing its share.

    Each set has a bias of its own, so that no weight makes up for how people ask in it; of these
    the mean is given. Where to cut is the matter of `fit_calibration`.
    """
    rows = [(place, one) for place, corpus in enumerate(corpora) for one in corpus.asked]
    n = Counter(one.label for _, one in rows)
    total = sum(_SHARES.get(label, 1.0) for label in n if label != ANSWERABLE)
    weight = {
        label: n[ANSWERABLE] * _SHARES.get(label, 1.0) / total / n[label]
        for label in n
        if label != ANSWERABLE
    }
    biases = np.eye(len(corpora))[[place for place, _ in rows]]
    found = logistic(
        np.array([one.evidence[1:] for _, one in rows]),
        biases,
        np.array([float(one.label == ANSWERABLE) for _, one in rows]),
        np.array([weight.get(one.label, 1.0) for _, one in rows]),
    )
    return np.array([found[: len(corpora)].mean(), *found[len(corpora) :]])


def threshold(corpus: Corpus, at: Matrix) -> float:
    """Give the score below which the allowed share of the answerable questions falls.

    It is the weights' own: a noun that lacks makes no difference to it.
    """
    return float(np.quantile(corpus.scores(at, ANSWERABLE, lacking=False), FALSE_REFUSALS))


def fit_calibration(corpora: Sequence[Corpus], at: Matrix) -> Matrix:
    """Fit the line from the length of passages to the threshold, and between which lengths.

    Each set counts alike: the ratio of what it refuses wrongly to what it may is brought to 1.
    A part of the slope is taken back, for within a set length tells nothing: docs/answers.md.
    """
    scores = [corpus.scores(at, ANSWERABLE, lacking=False) for corpus in corpora]
    lengths = np.array([corpus.length for corpus in corpora])
    middle = lengths.mean()

    def loss(line: Matrix) -> float:
        limits = line[0] + line[1] * (lengths - middle)
        refused = [
            (1 / (1 + np.exp(np.clip((own - limit) / SOFTNESS, -50, 50)))).mean()
            for own, limit in zip(scores, limits, strict=True)
        ]
        return float((np.log(np.array(refused) / _BY_SCORE) ** 2).sum())

    found = [minimize(loss, np.array(start), method="Nelder-Mead") for start in _STARTS]
    bias, slope = min(found, key=lambda one: float(one.fun)).x * (1.0, SLOPE_KEPT)
    return np.array([bias - slope * middle, slope, lengths.min(), lengths.max()])


def calibrated(corpus: Corpus, at: Matrix, line: Matrix) -> float:
    """Give the threshold that the line sets for a corpus."""
    bias, slope, shortest, longest = line
    return float(bias + slope * np.clip(corpus.length, shortest, longest))


class Judged(NamedTuple):
    """What a set refuses at one threshold."""

    data: str
    calibrated: bool  #: as a user has it; else the weights alone, refusing 8 %
    limit: float
    refused: Mapping[str, tuple[float, int]]  #: label → share and number asked


def judge(corpora: Mapping[str, Corpus]) -> Iterator[Judged]:
    """Tell how each set fares under weights and a line fitted without it."""
    for name, corpus in corpora.items():
        rest = [other for another, other in corpora.items() if another != name]
        at = fit_refusal(rest)
        yield _judged(name, corpus, at, threshold(corpus, at), calibrated=False)
        limit = calibrated(corpus, at, fit_calibration(rest, at))
        yield _judged(name, corpus, at, limit, calibrated=True)


def _judged(name: str, corpus: Corpus, at: Matrix, limit: float, *, calibrated: bool) -> Judged:
    scores = {
        label: corpus.scores(at, label, lacking=calibrated)
        for label in (ANSWERABLE, *WITHOUT_ANSWER)
    }
    return Judged(
        name,
        calibrated,
        limit,
        {
            label: (float((own <= limit).mean()), len(own))
            for label, own in scores.items()
            if len(own)
        },
    )


def logistic(features: Matrix, biases: Matrix, wanted: Matrix, weight: Matrix) -> Matrix:
    """Fit a logistic model, biases first, with an L2 penalty on what scaled features weigh."""
    n = biases.shape[1]
    spread = np.where(features.std(0) > 0, features.std(0), 1.0)
    columns = np.hstack([biases, features / spread])

    def loss(at: Matrix) -> tuple[float, Matrix]:
        chance = 1 / (1 + np.exp(-columns @ at))
        likelihood = wanted * np.log(chance + 1e-12) + (1 - wanted) * np.log(1 - chance + 1e-12)
        gradient = columns.T @ (weight * (chance - wanted))
        gradient[n:] += 2 * L2 * at[n:]
        return L2 * float(at[n:] @ at[n:]) - float((weight * likelihood).sum()), gradient

    found = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x) / np.concatenate([np.ones(n), spread])


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, judge and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--limit", type=int, default=900, help="answerable questions of a set")
    options = parser.parse_args(arguments)
    corpora = {name: look(options.directory / name, options.limit) for name in SETS}
    every = list(corpora.values())
    at = fit_refusal(every)
    line = fit_calibration(every, at)
    shipped = (
        _judged(f"{name}, as shipped", corpus, at, calibrated(corpus, at, line), calibrated=True)
        for name, corpus in corpora.items()
    )
    for one in (*judge(corpora), *shipped):
        rates = (f"{label} {share:.3f} of {n}" for label, (share, n) in one.refused.items())
        how = "calibrated" if one.calibrated else "own 8 %"
        sys.stderr.write(f"{one.data:36} {how:10} at {one.limit:5.2f}: {', '.join(rates)}\n")
    tables = (
        ("refusal", REFUSAL, at),
        ("calibration", CALIBRATION, line),
    )
    for table, features, fitted in tables:
        sys.stdout.write(f"[{table}]\n")
        for feature, weight in zip(features, fitted, strict=True):
            sys.stdout.write(f'"{feature}" = {weight:.2f}\n')
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
