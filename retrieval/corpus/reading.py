"""How does a directory of files become a corpus?

Every file is read by itself: one that cannot be read becomes a value in `Corpus.skipped`, and the
others are read all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.corpus.duplicates import merge_duplicates
from retrieval.corpus.files import find_files
from retrieval.corpus.isolation import Extractors
from retrieval.corpus.manifest import check_manifest
from retrieval.corpus.passages import split_passages
from retrieval.corpus.publishers import publisher_of
from retrieval.corpus.readers import HEAD_BYTES, Reading, SourceFile, reader_for
from retrieval.corpus.readers.base import Context
from retrieval.corpus.signatures import signed_by
from retrieval.errors import (
    CorpusError,
    DuplicatePassageError,
    EmptyCorpusError,
    SourceEmptyError,
    SourceTooLargeError,
    SourceUnreadableError,
)
from retrieval.params import Params
from retrieval.text.folding import fold
from retrieval.text.segmenter import is_word
from retrieval.types import Passage, Progress, Report, Source

STAGE = "read"  # the stage's name for progress; its unit is bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a directory holds. Passages stand report by report, in reading order."""

    reports: tuple[Report, ...]
    passages: tuple[Passage, ...]
    sources: Mapping[str, Source]
    skipped: tuple[CorpusError, ...]  #: what was left out, and what differs from the manifest


def read_corpus(directory: Path, *, params: Params, progress: Progress | None = None) -> Corpus:
    """Read every report below `directory`.

    Progress counts bytes, as stage `read`.

    Raises:
        CorpusMissingError: there is no such directory.
        EmptyCorpusError: no file in it can be read as a report.
    """
    found, skipped = find_files(directory)
    skipped.extend(check_manifest(directory))
    sizes = [path.stat().st_size for path, _ in found]
    total = sum(sizes)
    done = 0
    corpus = _Collector()

    def advance(n_bytes: int) -> None:
        if progress is not None:
            progress(STAGE, done + n_bytes, total)

    readings: list[Reading] = []
    with Extractors(params) as extractors:
        context = reading_context(params, extractors, advance)
        for (path, name), size in zip(found, sizes, strict=True):
            advance(0)
            try:
                readings.append(read_file(path, name, context))
            except CorpusError as error:
                skipped.append(error)
            done += size
    advance(0)
    readings, twice = merge_duplicates(readings)
    skipped.extend(twice)
    for reading in readings:
        corpus.add(reading, max_chars=params.max_passage_chars)
    if not corpus.passages:
        raise EmptyCorpusError(path=str(directory), skipped=(*skipped, *corpus.problems))
    return Corpus(
        reports=tuple(corpus.reports),
        passages=tuple(corpus.passages),
        sources=corpus.sources,
        skipped=(*skipped, *corpus.problems),
    )


def reading_context(
    params: Params, extractors: Extractors, advance: Callable[[int], None]
) -> Context:
    """Gather what reading files needs; `advance` is told how many bytes of a file are done."""
    return Context(params=params, is_word=_is_word, advance=advance, extractors=extractors)


def read_file(path: Path, name: str, context: Context) -> Reading:
    """Read one file; what it holds depends on nothing but its content, its name and the knobs.

    Args:
        path: the file.
        name: its path below the corpus directory, with forward slashes.
        context: from `reading_context`.

    Raises:
        CorpusError: nothing of it can be read.
    """
    try:
        return _read(path, name, context)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceUnreadableError(path=name, reason=reason) from error


def _read(path: Path, name: str, context: Context) -> Reading:
    size = path.stat().st_size
    if size == 0:
        raise SourceEmptyError(path=name)
    with path.open("rb") as stream:
        file = SourceFile(path, name, size, stream.read(HEAD_BYTES))
    reader = reader_for(file)
    if not reader.streams and size > context.params.max_source_bytes:
        raise SourceTooLargeError(path=name, size=size, limit=context.params.max_source_bytes)
    reading = reader.read(file, context)
    return reading._replace(reports=tuple(map(_completed, reading.reports)))


def _completed(report: Report) -> Report:
    """Fill in who brought a report out and who wrote it, where its text says so."""
    if report.block_ids:
        return report
    publisher = publisher_of(report) or report.publisher
    return replace(report, publisher=publisher, byline=report.byline or signed_by(report))


def _is_word(text: str) -> bool:
    """Ask the dictionary, which holds simplified words."""
    return is_word(fold(text))


class _Collector:
    """Gathers what the files hold and keeps ids apart."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.passages: list[Passage] = []
        self.sources: dict[str, Source] = {}
        self.problems: list[CorpusError] = []
        self._report_ids: dict[str, int] = {}
        self._passage_ids: dict[str, int] = {}

    def add(self, reading: Reading, *, max_chars: int) -> None:
        """Add one file."""
        self.sources[reading.source.name] = reading.source
        self.problems.extend(reading.problems)
        for report in reading.reports:
            report = replace(report, id=distinct(report.id, self._report_ids))
            self.reports.append(report)
            for passage in split_passages(report, max_chars=max_chars):
                self._add_passage(passage, named=bool(report.block_ids))

    def _add_passage(self, passage: Passage, *, named: bool) -> None:
        if named and passage.id in self._passage_ids:
            problem = DuplicatePassageError(path=passage.source, passage_id=passage.id)
            self.problems.append(problem)
            return
        passage_id = distinct(passage.id, self._passage_ids)
        self.passages.append(
            passage if passage_id == passage.id else replace(passage, id=passage_id)
        )


def distinct(wanted: str, taken: dict[str, int]) -> str:
    """Give `wanted`, or `wanted-2`, `wanted-3` … where the same content stands again."""
    n = taken.get(wanted, 0) + 1
    taken[wanted] = n
    if n == 1:
        return wanted
    return distinct(f"{wanted}-{n}", taken)
