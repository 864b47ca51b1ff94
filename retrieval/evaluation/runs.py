"""How is a ranking handed to other evaluation tools?

As a TREC run: `qid Q0 docid rank score tag`. Tools order a run by its scores, as 32-bit floats,
and break ties by id, so scores are written to fall from rank to rank even where hits tie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

import numpy as np

TAG = "youju"

#: A passage id and its score.
Ranked = tuple[str, float]


def write_run(rankings: Mapping[str, Sequence[Ranked]], stream: TextIO) -> None:
    """Write the ranking of each question, by question id, as a TREC run."""
    for question, ranking in rankings.items():
        for rank, (passage, score) in enumerate(falling(ranking), 1):
            stream.write(f"{question} Q0 {passage} {rank} {score} {TAG}\n")


def falling(ranking: Iterable[Ranked]) -> Iterator[tuple[str, np.float32]]:
    """Lower scores as little as needed so that each is below the one before it."""
    last = np.float32(np.inf)
    for passage, score in ranking:
        last = min(np.float32(score), np.nextafter(last, np.float32(-np.inf)))
        yield passage, last
