"""What does a question set say about a search engine?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING, Any

from retrieval.evaluation.answers import AnswerFigures, Ask, judge
from retrieval.evaluation.beir import QuestionSet
from retrieval.evaluation.metrics import ndcg_at, recall_at, reciprocal_rank_at, success_at
from retrieval.evaluation.runs import Ranked
from retrieval.types import Progress

if TYPE_CHECKING:
    from retrieval.engine import Engine

#: Passages ranked for a question, best first: at most as many as asked for.
Search = Callable[[str, int], Sequence[Ranked]]

METRICS = {
    "R@1": partial(recall_at, 1),
    "R@3": partial(recall_at, 3),
    "R@10": partial(recall_at, 10),
    "Success@1": partial(success_at, 1),
    "RR@10": partial(reciprocal_rank_at, 10),
    "nDCG@10": partial(ndcg_at, 10),
}
#: Passages written to a run for each question, where there are as many hits.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured; questions that no passage is judged for are in `rankings` alone."""

    per_question: Mapping[str, Mapping[str, float]]  #: question id → metric → value
    rankings: Mapping[str, Sequence[Ranked]] = field(repr=False)
    answers: Mapping[str, AnswerFigures] | None = None

    def mean(self, metric: str) -> float:
        """Average a metric over the judged questions; 0 where there are none."""
        values = [values[metric] for values in self.per_question.values()]
        return fmean(values) if values else 0.0

    def to_json(self) -> dict[str, Any]:
        """Give the means, the number of judged questions and the answer figures, if any."""
        row: dict[str, Any] = {metric: self.mean(metric) for metric in METRICS}
        row["n"] = len(self.per_question)
        if self.answers is not None:
            row["answers"] = {group: asdict(figures) for group, figures in self.answers.items()}
        return row


def evaluate(
    search: Search,
    questions: QuestionSet,
    *,
    ask: Ask | None = None,
    depth: int = DEPTH,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Ask the questions of a set, in order, and measure what comes back.

    Args:
        search: ranks passages for a question; `engine_search` makes one of an engine.
        questions: what is asked, and what is relevant.
        ask: answers a question; left out, answers are not judged.
        depth: passages kept of each ranking, at least 10.
        limit: only the first so many questions.
        progress: told of the questions done.
    """
    asked = questions.questions[:limit]
    rankings: dict[str, Sequence[Ranked]] = {}
    per_question: dict[str, dict[str, float]] = {}
    for done, question in enumerate(asked, 1):
        ranking = rankings[question.id] = search(question.text, depth)
        judged = questions.qrels.get(question.id)
        if judged:
            ids = [passage for passage, _ in ranking]
            per_question[question.id] = {
                name: metric(ids, judged) for name, metric in METRICS.items()
            }
        if progress is not None:
            progress("evaluate", done, len(asked))
    return Evaluation(per_question, rankings, judge(asked, ask) if ask else None)


def engine_search(engine: Engine) -> Search:
    """Rank by the engine's own search, the one that its answers come from."""

    def search(question: str, depth: int) -> Sequence[Ranked]:
        return [(hit.passage.id, hit.score) for hit in engine.search(question, k=depth)]

    return search
