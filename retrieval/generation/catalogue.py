"""What can be asked of all reports and key numbers at once, without going through them?

Plain arrays, the same in memory and on disk: a build makes those of a part of the corpus, and
what lies end to end describes the whole. Numbers of passages and reports count from 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from retrieval.numbers import canonical_measure
from retrieval.storage import Arrays, StringColumn, pack_strings
from retrieval.text import searchable
from retrieval.types import KeyNumber, Report

_NO_METRIC = -1


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a catalogue holds of some reports."""

    titles: list[str]  #: written for comparing
    title_hashes: npt.NDArray[np.uint64]
    signed: list[int]


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """What a catalogue holds of the key numbers of some passages."""

    counts: list[int]  #: of numbers, a passage
    metrics: list[str]  #: what is measured, each once
    number_metrics: list[int]  #: index into `metrics` of every number; -1 where it is in no table
    subjects: list[str]  #: whom they are of, each once


def report_facts(reports: Iterable[Report]) -> ReportFacts:
    """Take down what a catalogue holds of reports."""
    titles, hashes, signed = [], [], []
    for i, report in enumerate(reports):
        titles.append(searchable(report.title))
        hashes.append(name_hash(report.title))
        if report.byline:
            signed.append(i)
    return ReportFacts(titles, np.array(hashes, np.uint64), signed)


def number_facts(numbers: Iterable[Sequence[KeyNumber]]) -> NumberFacts:
    """Take down what a catalogue holds of key numbers, given passage by passage."""
    counts: list[int] = []
    metrics: dict[str, int] = {}
    printed: dict[str, int] = {}
    number_metrics: list[int] = []
    subjects: dict[str, None] = {}
    for found in numbers:
        counts.append(len(found))
        for number in found:
            metric = _NO_METRIC
            if number.metric is not None and number.value is not None:
                known = printed.get(number.metric)
                if known is None:
                    measure = canonical_measure(number.metric)
                    known = printed[number.metric] = metrics.setdefault(measure, len(metrics))
                metric = known
            number_metrics.append(metric)
            if number.subject:
                subjects[number.subject] = None
    return NumberFacts(counts, list(metrics), number_metrics, list(subjects))


def catalogue_of(reports: Sequence[Report], numbers: Sequence[Sequence[KeyNumber]]) -> Catalogue:
    """Make the catalogue of a whole corpus in memory."""
    told, stated = report_facts(reports), number_facts(numbers)
    return Catalogue(
        {
            **pack_strings("titles", told.titles),
            **pack_strings("metrics", stated.metrics),
            **pack_strings("subjects", sorted(stated.subjects)),
            "title_hashes": told.title_hashes,
            "signed": np.array(told.signed, np.int32),
            "number_starts": np.cumsum([0, *stated.counts], dtype=np.int64),
            "number_metrics": np.array(stated.number_metrics, np.int32),
        }
    )


class Catalogue:
    """Answers from arrays; see `catalogue_of` for their names."""

    def __init__(self, arrays: Arrays) -> None:
        self._titles = StringColumn(arrays, "titles")
        self._title_hashes = arrays["title_hashes"]
        self._metrics = StringColumn(arrays, "metrics")
        self._subjects = StringColumn(arrays, "subjects")
        self._number_starts = arrays["number_starts"]
        self._number_metrics = arrays["number_metrics"]
        self._signed = arrays["signed"]

    @property
    def signed(self) -> list[int]:
        """List the reports that have a byline, ascending."""
        return [int(report) for report in self._signed]

    def n_numbers(self, passages: range) -> int:
        """Count the key numbers of consecutive passages."""
        starts = self._number_starts
        return int(starts[passages.stop]) - int(starts[passages.start])

    def titled(self, title: str) -> Iterator[int]:
        """Find the reports whose title may be `title`, ascending; look before you rely on it."""
        yield from map(int, np.flatnonzero(self._title_hashes == np.uint64(name_hash(title))))

    def holding(self, part: str) -> Iterator[int]:
        """Find the reports whose title, written for comparing, holds `part`, ascending.

        None does where it is empty.
        """
        return self._titles.holding(part) if part else iter(())

    def measuring(self, words: Iterable[str]) -> list[int]:
        """Find the passages with a number in whose measure every word stands, ascending.

        Measures are written as `canonical_measure` has them, and only numbers with a value count.
        """
        wanted = sorted(words, key=len, reverse=True)
        if not wanted:
            return []
        rows = [
            row
            for row in self._metrics.holding(wanted[0])
            if all(word in self._metrics[row] for word in wanted[1:])
        ]
        numbers = np.flatnonzero(np.isin(self._number_metrics, np.array(rows, np.int32)))
        passages = np.searchsorted(self._number_starts, numbers, side="right") - 1
        return [int(passage) for passage in np.unique(passages)]

    def begins_subject(self, name: str) -> bool:
        """Say whether a number is told of anybody called `name`, or by a name that begins so."""
        at = bisect_left(self._subjects, name)
        return at < len(self._subjects) and self._subjects[at].startswith(name)


def name_hash(name: str) -> int:
    """Give 64 bits that stand for a name; two names of a million share them once in 40 million."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
