"""Which reports stand in the corpus twice, as a PDF and as a web page?

The same report in two formats differs by a caption here and a page number there. It is the same
when nearly all stretches of one are those of the other, and no number of the later one is missing
in the first: the reports of two months on one form are alike but for their numbers. The first is
kept, and each of its blocks says where the same words stand in the others.

Text files are compared with documents, never with each other: who keeps two copies of a text has
his reasons, and a corpus without documents costs nothing here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from heapq import nsmallest
from itertools import accumulate

from retrieval.corpus.readers.base import Reading
from retrieval.errors import CorpusError, DuplicateReportError
from retrieval.text.folding import fold
from retrieval.types import Block, Copy, Report

SHINGLE_CHARS = 8
SKETCH = 96  # shingles kept of a report: an estimate of the overlap within about ±0.04
MIN_OVERLAP = 0.85  # share of the shingles of both that both have
MIN_CHARS = 40  # a shorter report says too little to be told from another
KNOWN_BY_CHARS = 24  # of a block: enough to find it where it goes on differently

_NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MARKS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class _Sketch:
    """The shingles of a report with the smallest digests, and its numerals."""

    shingles: tuple[bytes, ...]
    numerals: Counter[str]
    source: str
    extracted: bool
    at: tuple[int, int]  #: of its reading, of its report there


def merge_duplicates(readings: Sequence[Reading]) -> tuple[list[Reading], list[CorpusError]]:
    """Take out every report that an earlier file holds already, and name its file there.

    Returns:
        The readings without them, and a `DuplicateReportError` for each.
    """
    if not any(_is_document(reading) for reading in readings):
        return list(readings), []
    reports = [list(reading.reports) for reading in readings]
    twice: set[tuple[int, int]] = set()
    problems: list[CorpusError] = []
    sketches: list[_Sketch] = []
    by_shingle: dict[bytes, list[int]] = {}
    for i, reading in enumerate(readings):
        for j, report in enumerate(reading.reports):
            if report.block_ids:
                continue
            sketch = _sketch(report, extracted=_is_document(reading), at=(i, j))
            if sketch is None:
                continue
            first = _first_alike(sketch, sketches, by_shingle)
            if first is None:
                for shingle in sketch.shingles:
                    by_shingle.setdefault(shingle, []).append(len(sketches))
                sketches.append(sketch)
                continue
            twice.add((i, j))
            at_i, at_j = first.at
            reports[at_i][at_j] = _naming(reports[at_i][at_j], report)
            problems.append(
                DuplicateReportError(path=report.source, title=report.title, first=first.source)
            )
    kept = [
        reading._replace(
            reports=tuple(one for j, one in enumerate(reports[i]) if (i, j) not in twice)
        )
        for i, reading in enumerate(readings)
    ]
    return kept, problems


def _is_document(reading: Reading) -> bool:
    named = any(report.block_ids for report in reading.reports)  # rows of BEIR
    return reading.source.extracted and not named


def _sketch(report: Report, *, extracted: bool, at: tuple[int, int]) -> _Sketch | None:
    text = "".join([report.title, *(block.content.text for block in report.blocks)])
    bare = _bare(text)
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
        source=report.source,
        extracted=extracted,
        at=at,
    )


def _bare(text: str) -> str:
    return _MARKS.sub("", fold(text))


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


def _place_of(words: str, whole: str) -> int:
    """Find where words stand, a slip aside but with all their numbers; -1 if nowhere."""
    at = whole.find(words) if words else -1
    if at < 0 and len(words) > KNOWN_BY_CHARS:
        at = whole.find(words[:KNOWN_BY_CHARS])
        there = whole[at : at + len(words) + SHINGLE_CHARS]
        if at >= 0 and Counter(_NUMERAL.findall(words)) - Counter(_NUMERAL.findall(there)):
            return -1
    return at


def _naming(first: Report, copy: Report) -> Report:
    """Name a copy of a report in it, and in every block whose words the copy holds.

    What the copy knows of the report and the first does not is taken over.
    """
    bare = [_bare(block.content.text) for block in copy.blocks]
    whole, ends = "".join(bare), list(accumulate(map(len, bare)))

    def named(block: Block) -> Block:
        words = _bare(block.content.text)
        at = _place_of(words, whole)
        if at < 0:
            return block
        place = copy.blocks[bisect_right(ends, at)].place
        return replace(block, also=(*block.also, Copy(copy.source, place)))

    return replace(
        first,
        byline=first.byline or copy.byline,
        report_date=first.report_date or copy.report_date,
        publisher=first.publisher or copy.publisher,
        also=(*first.also, copy.source),
        blocks=tuple(map(named, first.blocks)),
    )
