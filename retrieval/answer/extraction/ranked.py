"""Which one of a list is asked for by its rank?

市场份额前三位的公司分别是A、B和C: the second (第二) is B.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.answer.evidence import Reading
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.numbers.numerals import chinese_integer
from retrieval.types import Span

_NUMERAL = r"[一二三四五六七八九十两\d]{1,2}"
_RANK = re.compile(f"第({_NUMERAL})")
_ROW = re.compile(
    rf"前({_NUMERAL})[位名大强家个][^,，。;；]{{0,12}}?(?:分别|依次)(?:是|为)?[:：]?"
    r"(?P<items>[^,，。;；:：\d]+)"
)
_BETWEEN = re.compile("、|以及|和|及|与")


def ranked_candidates(
    question: Question, terms: Sequence[AskedTerm], readings: Sequence[Reading]
) -> Iterator[Candidate]:
    """List what stands at the rank asked for in lists of the first few (前三位…分别是).

    Only lists of as many as they promise, in sentences that say what the rank is of.
    """
    asked = _RANK.search(question.folded)
    if asked is None:
        return
    rank = _value(asked[1])
    measured = [n for n, term in enumerate(terms) if term.end <= asked.start()][-1:]
    for reading in readings:
        for sentence in reading.sentences:
            for row in _ROW.finditer(sentence.folded):
                items = list(_items(row["items"]))
                told = all(sentence.held[n].share == 1.0 for n in measured)
                if told and len(items) == _value(row[1]) and 0 < rank <= len(items):
                    offset = sentence.span.start + row.start("items")
                    start, end = items[rank - 1]
                    yield Candidate(reading, sentence, Span(offset + start, offset + end))


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese_integer(numeral) or 0


def _items(text: str) -> Iterator[Span]:
    start = 0
    for mark in _BETWEEN.finditer(text):
        yield Span(start, mark.start())
        start = mark.end()
    yield Span(start, len(text))
