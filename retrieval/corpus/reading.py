"""How does a directory of files become a corpus?

Every file is read by itself: one that cannot be read becomes a value in `Corpus.skipped`, and the
others are read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.corpus.duplicates import drop_duplicates
from retrieval.corpus.files import find_files
from retrieval.corpus.isolation import Extractors
from retrieval.corpus.manifest import check_manifest
from retrieval.corpus.passages import split_passages
from retrieval.corpus.readers import HEAD_BYTES, Reading, SourceFile, reader_for
from retrieval.corpus.readers.base import Context
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
        context = Context(params=params, is_word=_is_word, advance=advance, extractors=extractors)
        for (path, name), size in zip(found, sizes, strict=True):
            advance(0)
            try:
                readings.append(_read_file(path, name, size, context))
            except CorpusError as error:
                skipped.append(error)
            except OSError as error:
                reason = error.strerror or str(error)
                skipped.append(SourceUnreadableError(path=name, reason=reason))
            done += size
    advance(0)
    readings, twice = drop_duplicates(readings)
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


def _read_file(path: Path, name: str, size: int, context: Context) -> Reading:
    if size == 0:
        raise SourceEmptyError(path=name)
    with path.open("rb") as stream:
        file = SourceFile(path, name, size, stream.read(HEAD_BYTES))
    reader = reader_for(file)
    if not reader.streams and size > context.params.max_source_bytes:
        raise SourceTooLargeError(path=name, size=size, limit=context.params.max_source_bytes)
    return reader.read(file, context)


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
            report = replace(report, id=_distinct(report.id, self._report_ids))
            self.reports.append(report)
            for passage in split_passages(report, max_chars=max_chars):
                self._add_passage(passage, named=bool(report.block_ids))

    def _add_passage(self, passage: Passage, *, named: bool) -> None:
        if named and passage.id in self._passage_ids:
            problem = DuplicatePassageError(path=passage.source, passage_id=passage.id)
            self.problems.append(problem)
            return
        passage_id = _distinct(passage.id, self._passage_ids)
        self.passages.append(
            passage if passage_id == passage.id else replace(passage, id=passage_id)
        )


def _distinct(wanted: str, taken: dict[str, int]) -> str:
    """Give `wanted`, or `wanted-2`, `wanted-3` … where the same content stands again."""
    n = taken.get(wanted, 0) + 1
    taken[wanted] = n
    if n == 1:
        return wanted
    return _distinct(f"{wanted}-{n}", taken)
