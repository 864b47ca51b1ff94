"""Which reports stand in the corpus twice, as a PDF and as a web page?

The same report in two formats differs by a caption here and a page number there. It is the same
when nearly all stretches of one are those of the other, and no number of the later one is missing
in the first: the reports of two months on one form are alike but for their numbers.

Text files are compared with documents, never with each other: who keeps two copies of a text has
his reasons, and a corpus without documents costs nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest

from retrieval.corpus.readers.base import Reading
from retrieval.errors import CorpusError, DuplicateReportError
from retrieval.text.folding import fold
from retrieval.types import Report

SHINGLE_CHARS = 8
SKETCH = 96  # shingles kept of a report: an estimate of the overlap within about ±0.04
MIN_OVERLAP = 0.85  # share of the shingles of both that both have
MIN_CHARS = 40  # a shorter report says too little to be told from another

_NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class _Sketch:
    """The shingles of a report with the smallest digests, and its numerals."""

    shingles: tuple[bytes, ...]
    numerals: Counter[str]
    title: str
    source: str
    extracted: bool


def drop_duplicates(readings: Sequence[Reading]) -> tuple[list[Reading], list[CorpusError]]:
    """Leave out every report that an earlier file holds already.

    Returns:
        The readings without them, and a `DuplicateReportError` for each.
    """
    if not any(_is_document(reading) for reading in readings):
        return list(readings), []
    kept: list[Reading] = []
    problems: list[CorpusError] = []
    sketches: list[_Sketch] = []
    by_shingle: dict[bytes, list[int]] = {}
    for reading in readings:
        reports = []
        for report in reading.reports:
            sketch = None if report.block_ids else _sketch(report, extracted=_is_document(reading))
            first = _first_alike(sketch, sketches, by_shingle) if sketch else None
            if first is not None:
                problems.append(
                    DuplicateReportError(
                        path=report.source, title=report.title, first=first.source
                    )
                )
                continue
            reports.append(report)
            if sketch is not None:
                for shingle in sketch.shingles:
                    by_shingle.setdefault(shingle, []).append(len(sketches))
                sketches.append(sketch)
        kept.append(reading._replace(reports=tuple(reports)))
    return kept, problems


def _is_document(reading: Reading) -> bool:
    named = any(report.block_ids for report in reading.reports)  # rows of BEIR
    return reading.source.extracted and not named


def _sketch(report: Report, *, extracted: bool) -> _Sketch | None:
    text = "".join([report.title, *(block.content.text for block in report.blocks)])
    bare = _MARKS.sub("", fold(text))
    if len(bare) < MIN_CHARS:
        return None
    shingles = {bare[i : i + SHINGLE_CHARS] for i in range(len(bare) - SHINGLE_CHARS + 1)}
    digests = (
        blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for shingle in shingles
    )
    return _Sketch(
        shingles=tuple(nsmallest(SKETCH, digests)),
        numerals=Counter(_NUMERAL.findall(text)),
        title=report.title,
        source=report.source,
        extracted=extracted,
    )


def _first_alike(
    sketch: _Sketch, sketches: Sequence[_Sketch], by_shingle: dict[bytes, list[int]]
) -> _Sketch | None:
    shared = Counter(i for shingle in sketch.shingles for i in by_shingle.get(shingle, ()))
    for i in sorted(i for i, n in shared.items() if 2 * n >= len(sketch.shingles)):
        other = sketches[i]
        if other.source == sketch.source or not (other.extracted or sketch.extracted):
            continue
        if _overlap(sketch, other) >= MIN_OVERLAP and not sketch.numerals - other.numerals:
            return other
    return None


def _overlap(one: _Sketch, other: _Sketch) -> float:
    """Estimate the Jaccard index of two sets from their smallest digests.

    Source: Broder, On the resemblance and containment of documents (1997).
    """
    both = set(one.shingles) & set(other.shingles)
    union = nsmallest(SKETCH, set(one.shingles) | set(other.shingles))
    return sum(digest in both for digest in union) / len(union)
