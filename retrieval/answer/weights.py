"""Which weights do the linear models of this room have?

A few dozen plain numbers in `weights.toml`, fitted on public question sets by
`python -m tests.eval.fit_answers` and read once. Their names are the features' names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def weights(model: str, features: tuple[str, ...]) -> tuple[float, ...]:
    """Give the weights of a model in the order of its features.

    Raises:
        KeyError: the file lacks the model or a feature of it.
    """
    table = _tables()[model]
    return tuple(float(table[feature]) for feature in features)


def score(values: Sequence[float], of: Sequence[float]) -> float:
    """Weigh feature values: their inner product with the weights `of` a model."""
    return sum(value * weight for value, weight in zip(values, of, strict=True))


@cache
def _tables() -> dict[str, dict[str, float]]:
    text = files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
