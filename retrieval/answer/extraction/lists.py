"""Which enumeration of the passages found is the one asked for?

A list stands in the text as items between 、 and before 和 or 等; it is shown whole, as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.answer.evidence import Reading, Sentence
from retrieval.answer.extraction.context import (
    Candidate,
    alignment,
    clause_coverage,
    coverage_beside,
    distances,
    nearness,
)
from retrieval.answer.locating import AskedTerm
from retrieval.answer.questions import Question
from retrieval.lexicons import words
from retrieval.text import Token, TokenKind, tokenise
from retrieval.types import Span

FEATURES = (
    "sentence", "titled", "beside", "passage", "rank", "clause", "near", "before", "after",
    "count", "other count", "items", "noun after", "pair", "repeated",
)  # fmt: skip

_LINKS = frozenset(["、", "和", "与", "及", "以及", "或"])
_ENDS_ITEMS = frozenset(
    ["等", "等等", "均", "都", "也", "的", "是", "为", "在", "被", "将", "已", "已经"]
)
_LEADS = re.compile(
    "包括|分别是|分别为|涵盖|涉及|形成了?|建立了?|引进了?|有|如|即|发挥好|赴|设有|拥有|推出了?|成立了?|打造了?"
)
_LONGEST_ITEM = 24  # characters
_COUNTS = {sign: n for n, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def list_candidates(readings: Sequence[Reading]) -> list[Candidate]:
    """List the enumerations of the readings in reading order."""
    found = []
    for reading in readings:
        for sentence in reading.sentences:
            if not any(link in sentence.folded for link in "、和与及"):
                continue
            for span in enumerations(sentence):
                start = sentence.span.start
                whole = Span(start + span.start, start + span.end)
                found.append(Candidate(reading, sentence, whole))
    return found


def enumerations(sentence: Sentence) -> Iterator[Span]:
    """Cut the enumerations out of a sentence; spans count in it."""
    text = sentence.folded
    tokens = tokenise(text)
    asked = [
        (at, at + held.length) for held in sentence.held if held.share == 1.0 for at in held.starts
    ]
    n = 0
    while n < len(tokens):
        if tokens[n].term != "、" and tokens[n].term not in _LINKS:
            n += 1
            continue
        first = _first_item(tokens, n, asked)
        last = _last_item(tokens, n)
        if first < tokens[n].start and last > tokens[n].end:
            yield Span(first, last)
        behind = max(last, tokens[n].end)
        while n < len(tokens) and tokens[n].start < behind:
            n += 1


def n_items(text: str) -> int:
    """Count the items of an enumeration.

    >>> n_items("星巴克、李白图书馆餐厅、喜茶"), n_items("华立和中艺")
    (3, 2)
    """
    return len(re.split("、|以及|和|与|及", text))


def list_features(
    question: Question, terms: Sequence[AskedTerm], candidates: Sequence[Candidate]
) -> list[tuple[float, ...]]:
    """Describe each candidate by the values named in `FEATURES`."""
    top = max((candidate.reading.hit.score for candidate in candidates), default=0.0)
    wanted = _asked_count(question)
    described: list[tuple[float, ...]] = []
    for candidate in candidates:
        before, after = alignment(candidate, question)
        items = n_items(candidate.folded)
        noun = question.after[:2]
        described.append(
            (
                candidate.sentence.coverage,
                candidate.sentence.coverage_titled,
                coverage_beside(candidate),
                candidate.reading.coverage,
                candidate.reading.hit.score / top if top > 0 else 1.0,
                clause_coverage(candidate, terms),
                nearness(candidate, terms, distances(candidate)),
                before,
                after,
                float(wanted is not None and wanted == items),
                float(wanted is not None and wanted != items),
                min(items, 6) / 6,
                float(bool(noun) and noun in candidate.right[:10]),
                float("、" not in candidate.folded),
                float(candidate.folded in question.folded),
            )
        )
    return described


def _asked_count(question: Question) -> int | None:
    if question.phrase is None:
        return None
    phrase = question.folded[question.phrase.start : question.phrase.end]
    return next((_COUNTS[sign] for sign in phrase[1:2] if sign in _COUNTS), None)


def _first_item(tokens: Sequence[Token], n: int, asked: Sequence[tuple[int, int]]) -> int:
    """Find where the item before link `n` begins: behind a mark, a lead or a word asked."""
    start = tokens[n].start
    for token in reversed(tokens[:n]):
        ends_here = token.kind is TokenKind.SYMBOL and token.term not in "“”《》()（）·-"
        is_asked = any(left <= token.start and token.end <= right for left, right in asked)
        if ends_here or is_asked or token.term in words("stop_words"):
            break
        if _LEADS.fullmatch(token.term) or start - token.start > _LONGEST_ITEM:
            break
        start = token.start
    return start


def _last_item(tokens: Sequence[Token], n: int) -> int:
    """Find where the last item of the enumeration that link `n` begins ends."""
    end = tokens[n].end
    item_start = end
    for token in tokens[n + 1 :]:
        if token.term in _LINKS:
            item_start = token.end
        elif (
            (token.kind is TokenKind.SYMBOL and token.term not in "“”《》()（）·-+")
            or (token.term in _ENDS_ITEMS)
            or token.end - item_start > _LONGEST_ITEM
        ):
            break
        else:
            end = token.end
    return end
