"""Which weights do the linear models of this room have?

A few dozen plain numbers, fitted on public question sets and read once: `weights.toml` by
`python -m tests.eval.fit_answers`, `ranking.toml` by `python -m tests.eval.fit_ranking`,
`refusal.toml` by `python -m tests.eval.fit_refusal`. Their names are the features' names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from operator import mul


@cache
def weights(model: str, features: tuple[str, ...]) -> tuple[float, ...]:
    """Give the weights of a model in the order of its features.

    Raises:
        KeyError: the file lacks the model or a feature of it.
    """
    table = tables()[model]
    return tuple(float(table[feature]) for feature in features)


def score(values: Sequence[float], of: Sequence[float]) -> float:
    """Weigh feature values: their inner product with the weights `of` a model."""
    return float(sum(map(mul, values, of)))


@cache
def tables() -> Mapping[str, Mapping[str, float]]:
    """Give every model as its file has it: a weight for each feature."""
    room = files(__package__)
    return {
        model: table
        for name in ("weights.toml", "ranking.toml", "refusal.toml")
        for model, table in tomllib.loads(room.joinpath(name).read_text(encoding="utf-8")).items()
    }
