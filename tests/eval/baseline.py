"""What does the plainest retrieval score on a question set?

rank_bm25 as it comes over jieba's words: text lower-cased, punctuation dropped, title not indexed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.evaluation.evaluation import Search
from retrieval.text.segmenter import JiebaSegmenter
from retrieval.types import Passage

_WORD = re.compile(r"\w")


def plain_search(passages: Sequence[Passage]) -> Search:
    """Index passages the plain way; every passage is ranked, as the library does."""
    segmenter = JiebaSegmenter()

    def cut(text: str) -> list[str]:
        return [word for word in segmenter.cut(text.lower()) if _WORD.search(word)]

    bm25 = BM25Okapi([cut(passage.text) for passage in passages])

    def search(question: str, depth: int) -> list[tuple[str, float]]:
        scores = bm25.get_scores(cut(question))
        first = np.argsort(-scores, kind="stable")[:depth]
        return [(passages[i].id, float(scores[i])) for i in first]

    return search
