"""In which order do the passages found answer the question?

The first candidates of the index are read and weighed by a linear model, the others keep the order
of the index below them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from retrieval.answer.candidates import candidates, search_weights
from retrieval.answer.expansion import expand
from retrieval.answer.features import FEATURES, QuestionReader, scaled
from retrieval.answer.query import Query
from retrieval.answer.weights import score, weights
from retrieval.generation import Generation
from retrieval.index import Index, Match
from retrieval.types import Hit, TermScore

#: Candidates that are read. From further down hardly one comes first: docs/retrieval.md.
N_READ = 20


class Ranked(NamedTuple):
    """A passage in its place."""

    ordinal: int
    score: float  #: of the model; below what was read, of the index, moved down
    features: tuple[float, ...]  #: scaled; empty where the passage was not read


def retrieve(
    query: Query,
    generation: Generation,
    *,
    k: int,
    explain: bool = False,
    without: Collection[int] = (),
) -> tuple[Hit, ...]:
    """Find the `k` best passages, best first, ties in the order of the index.

    Args:
        query: what `analyse` made of the question.
        generation: what is searched.
        k: at least 1.
        explain: fill in `Hit.terms` and `Hit.features`.
        without: positions of passages to search as if they were not there.
    """
    model = weights("rerank", FEATURES)
    ranking = rank(query, generation, k=k, model=model, without=without)
    terms = search_weights(query, expand(query, generation.index)) if explain else {}
    return tuple(
        Hit(
            passage=generation.passages[ranked.ordinal],
            score=ranked.score,
            rank=place,
            terms=_explained(terms, generation.index, ranked.ordinal) if explain else (),
            features=_parts(ranked.features, model) if explain else (),
        )
        for place, ranked in enumerate(ranking, 1)
    )


def best_score() -> float:
    """Give the score of a passage that is ahead of all others in every feature."""
    return sum(max(weight, 0.0) for weight in weights("rerank", FEATURES))


def rank(
    query: Query,
    generation: Generation,
    *,
    k: int,
    model: Sequence[float],
    without: Collection[int] = (),
) -> list[Ranked]:
    """Order the `k` best passages by a model, the weights of `FEATURES`."""
    found, rows = read_candidates(query, generation, k=max(k, N_READ), without=without)
    read = [
        Ranked(match.ordinal, score(row, model), row)
        for match, row in zip(found, rows, strict=False)
    ]
    read.sort(key=lambda ranked: -ranked.score)
    return [*read, *_unread(found[N_READ:], read)][:k]


def read_candidates(
    query: Query, generation: Generation, *, k: int, without: Collection[int] = ()
) -> tuple[list[Match], list[tuple[float, ...]]]:
    """Find `k` passages by the index; give `FEATURES`, scaled, of the first `N_READ`."""
    index = generation.index
    expansion = expand(query, index)
    found = candidates(query, expansion, index, k=k + len(without))
    if without:
        found = [match for match in found if match.ordinal not in without][:k]
    reader = QuestionReader(query, expansion, index)
    rows = scaled(
        [
            reader.read(
                generation.passages[match.ordinal], generation.numbers[match.ordinal], match
            )
            for match in found[:N_READ]
        ]
    )
    return found, rows


def _unread(found: Sequence[Match], read: Sequence[Ranked]) -> Iterator[Ranked]:
    """Place what was not read below what was, as far apart as the index has it."""
    for match in found:
        # The difference first: it is at most 0, so that no rounding lifts a score above the floor.
        yield Ranked(match.ordinal, read[-1].score + (match.score - found[0].score), ())


def _parts(values: Sequence[float], model: Sequence[float]) -> tuple[tuple[str, float], ...]:
    """Give each feature's part in the score; together they are the score of a passage read."""
    return tuple(
        (name, value * weight)
        for name, value, weight in zip(FEATURES, values, model, strict=False)
    )


def _explained(terms: Mapping[str, float], index: Index, ordinal: int) -> tuple[TermScore, ...]:
    return tuple(
        TermScore(part.term, "text", part.idf, part.frequency, part.score)
        for part in index.explain(terms, ordinal)
    )
