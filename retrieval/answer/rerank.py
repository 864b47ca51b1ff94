"""In which order do the passages found answer the question?"""

from __future__ import annotations

from retrieval.answer.candidates import candidates
from retrieval.answer.query import Query
from retrieval.generation import Generation
from retrieval.types import Hit, TermScore


def retrieve(
    query: Query, generation: Generation, *, k: int, explain: bool = False
) -> tuple[Hit, ...]:
    """Find the `k` best passages, best first.

    Args:
        query: what `analyse` made of the question.
        generation: what is searched.
        k: at least 1.
        explain: fill in `Hit.terms` and `Hit.features`.
    """
    index = generation.index
    return tuple(
        Hit(
            passage=generation.passages[match.ordinal],
            score=match.score,
            rank=rank,
            terms=tuple(
                TermScore(part.term, "words and bigrams", part.idf, part.frequency, part.score)
                for part in index.explain(query.weights, match.ordinal)
            )
            if explain
            else (),
        )
        for rank, match in enumerate(candidates(query, index, k=k), 1)
    )
