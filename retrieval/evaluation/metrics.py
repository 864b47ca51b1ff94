"""How good is one ranking?

Each function looks at one question: `ranked` are passage ids, best first, each once; `relevance`
holds the judged passages, where above 0 is relevant and what is missing is not. Values lie in
[0, 1], larger is better, and equal those of `ir_measures` on the same ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2


def recall_at(k: int, ranked: Sequence[str], relevance: Mapping[str, int]) -> float:
    """Measure R@k: the share of the relevant passages that stand among the first `k`.

    `R@k = |relevant ∩ first k| / |relevant|`, 0 where nothing is relevant.

    Source: Manning, Raghavan, Schütze, Introduction to Information Retrieval, section 8.3.

    >>> recall_at(1, ["甲", "乙"], {"乙": 1}), recall_at(3, ["甲", "乙"], {"乙": 1})
    (0.0, 1.0)
    """
    relevant = {passage for passage, grade in relevance.items() if grade > 0}
    return len(relevant.intersection(ranked[:k])) / len(relevant) if relevant else 0.0


def success_at(k: int, ranked: Sequence[str], relevance: Mapping[str, int]) -> float:
    """Measure Success@k: 1 where a relevant passage stands among the first `k`, else 0.

    >>> success_at(1, ["甲", "乙"], {"乙": 1}), success_at(3, ["甲", "乙"], {"乙": 1})
    (0.0, 1.0)
    """
    return float(any(relevance.get(passage, 0) > 0 for passage in ranked[:k]))


def reciprocal_rank_at(k: int, ranked: Sequence[str], relevance: Mapping[str, int]) -> float:
    """Measure RR@k: one over the rank of the first relevant passage, 0 below rank `k`.

    Source: Voorhees, The TREC-8 Question Answering Track Report (1999).

    >>> reciprocal_rank_at(10, ["甲", "乙"], {"乙": 1})
    0.5
    """
    for rank, passage in enumerate(ranked[:k], 1):
        if relevance.get(passage, 0) > 0:
            return 1 / rank
    return 0.0


def ndcg_at(k: int, ranked: Sequence[str], relevance: Mapping[str, int]) -> float:
    """Measure nDCG@k: discounted gain as a share of that of the best possible ranking.

    `DCG@k = Σ grade / log2(rank + 1)` over the first `k`; negative grades gain nothing.

    Source: Järvelin, Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002), with
    trec_eval's discount from rank 1 on.

    >>> round(ndcg_at(10, ["甲", "乙"], {"乙": 1}), 4)
    0.6309
    """
    gains = [max(relevance.get(passage, 0), 0) for passage in ranked[:k]]
    best = sorted((max(grade, 0) for grade in relevance.values()), reverse=True)[:k]
    ideal = _discounted(best)
    return _discounted(gains) / ideal if ideal else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
