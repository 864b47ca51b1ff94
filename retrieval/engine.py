"""What can be asked of a corpus?

The one front door: everything outside `retrieval` holds an `Engine` and nothing deeper. An engine
is immutable; a reload opens another one and swaps the reference.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from retrieval.answer import (
    answer_question,
    calibrated,
    resolve,
    retrieve,
    search_query,
    suggest,
)
from retrieval.build import build_generation, open_stored
from retrieval.errors import CorpusError
from retrieval.finding import find_report, find_reports
from retrieval.generation import Contents, Generation, open_generation
from retrieval.index import Cluster
from retrieval.numbers import MeasureTable, asked_words, choose_digest, compare_measures
from retrieval.params import Params
from retrieval.types import Answer, Hit, KeyNumber, Passage, Progress, Report, Source

#: Reports looked at for suggestions: enough to choose from, few enough for a large corpus.
MAX_SUGGESTING = 50
#: Calls after which mapped memory is given back. At a million passages four questions map some
#: 300 MB, and to map it anew takes about a millisecond a question: docs/performance.md.
RELEASE_EVERY = 4
RELEASE_PASSAGES = 8192  # gone through, after which the same is done


log = logging.getLogger(__name__)


class Context(NamedTuple):
    """A passage with its neighbours in the same report."""

    previous: Passage | None
    passage: Passage
    following: Passage | None


class Engine:
    """Answers questions about one generation of a corpus; safe to share between threads."""

    def __init__(
        self,
        generation: Generation,
        params: Params | None = None,
        *,
        search_url: str | None = None,
    ) -> None:
        self._cluster: Cluster | None = None
        if search_url is not None:
            self._cluster = Cluster(search_url, generation.id, generation.index)
            index = generation.index.served_by(self._cluster)
            generation = replace(generation, index=index)
        self._generation = generation
        self._params = calibrated(generation, params or Params())
        self._asked = count(1)

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        store: Path | None = None,
        params: Params | None = None,
        search_url: str | None = None,
        progress: Progress | None = None,
    ) -> Engine:
        """Read a corpus directory and make it answer.

        Args:
            directory: the corpus.
            store: where what is made of it is kept, so that only what changed is read the next
                time; in memory without one, or where it cannot be written.
            params: the knobs.
            search_url: of a Milvus cluster that searches once it has been given the generation
                (`publish`); `milvus://[user:password@]host[:port][/database]`.
            progress: told how far it is.

        Raises:
            CorpusError: the directory is missing or holds no readable report.
        """
        params = params or Params()
        if store is not None:
            try:
                stored = open_stored(directory, store, params=params, progress=progress)
                return cls(stored, params, search_url=search_url)
            except OSError as error:
                log.warning("nothing can be kept, so the corpus is read anew: %s", error)
        built = build_generation(directory, params=params, progress=progress)
        return cls(built, params, search_url=search_url)

    @classmethod
    def open_stored(cls, store: Path, name: str, *, search_url: str | None = None) -> Engine:
        """Open the generation that another engine has open, in this process or another.

        Args:
            store: where it is kept.
            name: `stored_as` of the other engine.
            search_url: see `open`.

        Raises:
            StoreError: it is not there any more, or damaged.
        """
        return cls(open_generation(store, name), search_url=search_url)

    @property
    def stored_as(self) -> str | None:
        """Name the generation in the store; `None` where it is only in memory."""
        return self._generation.stored_as

    @property
    def is_published(self) -> bool:
        """Say whether nothing is left to `publish`; so it is without a cluster."""
        return self._cluster is None or self._cluster.is_ready

    def look_at_cluster(self) -> bool:
        """Say whether the cluster holds the generation; without a cluster, it always does.

        Raises:
            SearchUnavailableError: the cluster is away.
        """
        return self._cluster is None or self._cluster.holds_all()

    def publish(self, progress: Progress | None = None) -> None:
        """Give the cluster the generation, as far as it lacks it; without a cluster, do nothing.

        Raises:
            SearchUnavailableError: the cluster is away. The embedded index serves meanwhile.
        """
        if self._cluster is not None:
            self._cluster.publish(progress)

    @property
    def generation(self) -> str:
        """Name the state of the corpus."""
        return self._generation.id

    @property
    def reports(self) -> Sequence[Report]:
        """List the reports in the order of the corpus."""
        return self._generation.reports

    @property
    def passages(self) -> Sequence[Passage]:
        """List all passages, report by report, in reading order."""
        return self._generation.passages

    @property
    def skipped(self) -> tuple[CorpusError, ...]:
        """Tell which files were left out, and why."""
        return self._generation.skipped

    def contents(self) -> Mapping[str, Contents]:
        """Tell which reports each source file holds, in the order of the corpus.

        Two engines hold the same reports of a file where the digests are the same.
        """
        return self._generation.contents()

    def source(self, name: str) -> Source:
        """Give the decoded text that the offsets of a source file count in."""
        return self._generation.sources[name]

    def ask(self, question: str, *, id: str | int | None = None) -> Answer:
        """Answer a question, verified, or say honestly that the corpus does not.

        Raises:
            QueryError: the question is empty or too long.
        """
        started = perf_counter()
        self._tidy()
        answer = answer_question(question, self._generation, params=self._params)
        return replace(
            answer,
            id=id,
            generation=self._generation.id,
            elapsed_ms=(perf_counter() - started) * 1000,
        )

    def resolve(self, question: str, previous: str) -> str | None:
        """Complete a question that leans on the one before it; `None` where it does not.

        See `retrieval.answer.followups`; names are known by whom the reports' numbers are of.
        """
        return resolve(question, previous, is_name=self._is_subject)

    def _is_subject(self, name: str) -> bool:
        return len(name) > 1 and self._generation.catalogue.begins_subject(name)

    def search(self, query: str, *, k: int = 10, explain: bool = False) -> tuple[Hit, ...]:
        """Rank the passages for a query, best first; `explain` fills in each hit's terms.

        The query is searched for as it was surely meant: luqiao is 路桥.

        Raises:
            QueryError: the query is empty or too long.
        """
        self._tidy()
        analysed = search_query(query, self._generation, params=self._params)
        return retrieve(analysed, self._generation, k=k, explain=explain)

    def _tidy(self) -> None:
        # Postings that were looked at once would else count as this process's memory for ever.
        if next(self._asked) % RELEASE_EVERY == 0:
            self._generation.release()

    def suggestions(self, n: int) -> tuple[str, ...]:
        """Give up to `n` questions that this corpus answers, from as many reports as it can.

        Each has been asked: only what is answered with a short answer of its own is suggested.
        """
        return tuple(islice(self._answered_suggestions(n), n))

    def _answered_suggestions(self, depth: int) -> Iterator[str]:
        for i in range(depth):
            for report in self.reports[:MAX_SUGGESTING]:
                numbers = (number for _, number in self.numbers(report.id))
                for question in suggest(numbers, n=depth)[i : i + 1]:
                    answer = self.ask(question)
                    if answer.bold and answer.citations[0].passage.report_id == report.id:
                        yield question

    def report(self, name: str) -> Report:
        """Find a report by id, by its number in the list (from 1), or by a part of its title.

        Raises:
            ReportNotFoundError: no report, or more than one, goes by that name.
        """
        self._tidy()
        called, mentioning = self._generation.called, self._generation.catalogue.holding
        return find_report(name, self.reports, called=called, mentioning=mentioning)

    def find_reports(self, name: str) -> Sequence[Report]:
        """Find every report that goes by a name, as `report` understands names."""
        self._tidy()
        called, mentioning = self._generation.called, self._generation.catalogue.holding
        return find_reports(name, self.reports, called=called, mentioning=mentioning)

    def report_passages(self, report_id: str) -> tuple[Passage, ...]:
        """List the passages of one report, in reading order."""
        own = self._generation.ranges[report_id]
        return tuple(self.passages[own.start : own.stop])

    def numbers(self, report_id: str | None = None) -> Iterator[tuple[Passage, KeyNumber]]:
        """Go through the key numbers of the corpus, or of one report, in reading order."""
        return self._numbers_in(self._positions(report_id))

    def n_numbers(self, report_id: str | None = None) -> int:
        """Count the key numbers of the corpus, or of one report, without going through them."""
        return self._generation.catalogue.n_numbers(self._positions(report_id))

    def _positions(self, report_id: str | None) -> range:
        return (
            range(len(self.passages)) if report_id is None else self._generation.ranges[report_id]
        )

    def _numbers_in(self, positions: Iterable[int]) -> Iterator[tuple[Passage, KeyNumber]]:
        for n, i in enumerate(positions, 1):
            if n % RELEASE_PASSAGES == 0:
                self._generation.release()
            if numbers := self._generation.numbers[i]:
                passage = self.passages[i]
                for number in numbers:
                    yield passage, number

    def digest(self, report_id: str) -> tuple[tuple[Passage, KeyNumber], ...]:
        """Choose the six to ten most telling numbers of a report, in reading order."""
        return choose_digest(tuple(self.numbers(report_id)))

    def compare(self, asked: str) -> tuple[MeasureTable, ...]:
        """Put one measure side by side across the corpus, the closest measure first."""
        self._tidy()
        positions = self._generation.catalogue.measuring(asked_words(asked))
        return compare_measures(asked, self._numbers_in(positions))

    def passage(self, passage_id: str) -> Passage:
        """Find a passage.

        Raises:
            PassageNotFoundError: no passage of this generation has that id.
        """
        return self.passages[self._generation.ordinal(passage_id)]

    def around(self, passage_id: str) -> Context:
        """Find a passage with the one before and the one after it in its report.

        Raises:
            PassageNotFoundError: no passage of this generation has that id.
        """
        i = self._generation.ordinal(passage_id)
        passage = self.passages[i]
        neighbours = (
            self.passages[j] if 0 <= j < len(self.passages) else None for j in (i - 1, i + 1)
        )
        before, after = (
            p if p is not None and p.report_id == passage.report_id else None for p in neighbours
        )
        return Context(before, passage, after)
