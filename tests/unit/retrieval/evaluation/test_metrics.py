"""Metrics against ir_measures, and what a run looks like to it."""

import io
import warnings
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its providers warn on import
    import ir_measures

from retrieval.evaluation.metrics import ndcg_at, recall_at, reciprocal_rank_at, success_at
from retrieval.evaluation.runs import write_run

PASSAGES = [f"p{i}" for i in range(12)]
RANKED = st.permutations(PASSAGES).flatmap(lambda p: st.integers(0, 12).map(lambda n: p[:n]))
RELEVANCE = st.dictionaries(st.sampled_from(PASSAGES), st.integers(0, 3), min_size=1)
SCORES = st.lists(st.floats(-1e6, 1e6, allow_nan=False, width=32), min_size=12, max_size=12).map(
    lambda scores: sorted(scores, reverse=True)
)


def measured_by_ir_measures(
    ranking: list[tuple[str, float]], relevance: dict[str, int]
) -> dict[str, float]:
    """Write the ranking as a run, read it back and measure it there."""
    stream = io.StringIO()
    write_run({"q": ranking}, stream)
    stream.seek(0)
    run = list(ir_measures.read_trec_run(stream))
    qrels = [ir_measures.Qrel("q", passage, grade) for passage, grade in relevance.items()]
    names = ["R@1", "R@3", "R@10", "Success@1", "RR@10", "nDCG@10"]
    measures = [ir_measures.parse_measure(name) for name in names]
    found = ir_measures.calc_aggregate(measures, qrels, run)
    return {name: found[measure] for name, measure in zip(names, measures, strict=True)}


@given(ranked=RANKED, relevance=RELEVANCE, scores=SCORES)
def test_each_metric_is_that_of_ir_measures_on_the_run(
    ranked: list[str], relevance: dict[str, int], scores: list[float]
) -> None:
    """Whatever the scores, ties among them too, the run measures as the ranking does."""
    theirs = measured_by_ir_measures(list(zip(ranked, scores, strict=False)), relevance)

    assert {
        "R@1": recall_at(1, ranked, relevance),
        "R@3": recall_at(3, ranked, relevance),
        "R@10": recall_at(10, ranked, relevance),
        "Success@1": success_at(1, ranked, relevance),
        "RR@10": reciprocal_rank_at(10, ranked, relevance),
        "nDCG@10": ndcg_at(10, ranked, relevance),
    } == pytest.approx(theirs)


@given(scores=SCORES)
def test_scores_of_a_run_fall_from_rank_to_rank(scores: list[float]) -> None:
    """No two scores of a run are equal, and none rises."""
    stream = io.StringIO()
    write_run({"q": list(zip(PASSAGES, scores, strict=True))}, stream)

    written = [float(line.split()[4]) for line in stream.getvalue().splitlines()]

    assert all(a > b for a, b in pairwise(written))


def test_a_run_has_the_columns_of_trec() -> None:
    """One line a passage: question, Q0, passage, rank, score, tag."""
    stream = io.StringIO()
    write_run({"q1": [("甲", 2.5), ("乙", 1.0)], "q2": []}, stream)

    assert stream.getvalue() == "q1 Q0 甲 1 2.5 youju\nq1 Q0 乙 2 1.0 youju\n"
