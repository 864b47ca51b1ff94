"""What does one source file hold, kept for as long as it stays the same?"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from retrieval.build.naming import file_digest, part_key, text_digest
from retrieval.build.packing import write_packed
from retrieval.build.tasks import KnownFile, ReadResult, ReadTask
from retrieval.corpus import Extractors, Reading, read_file, reading_context, split_passages
from retrieval.errors import (
    CorpusError,
    SourceCrashedError,
    SourceTimeoutError,
    SourceUnreadableError,
)
from retrieval.generation import (
    PARTS,
    VERSION,
    encode_units,
    name_hash,
    report_facts,
)
from retrieval.index import count_title_names
from retrieval.params import Params
from retrieval.problems import write_problem
from retrieval.storage import ArrayWriter, RecordWriter, StringWriter
from retrieval.storage.arrays import MANIFEST

#: A file that was written this short a time ago may be written again within one tick of its clock.
UNSETTLED_NS = 2_000_000_000
_N_TRIES = 3  # at a file that is being written
#: Problems of the moment or the machine: another try may end otherwise.
_PASSING = (SourceUnreadableError, SourceTimeoutError, SourceCrashedError)


def read_part(
    task: ReadTask, params: Params, extractors: Extractors, advance: Callable[[int], None]
) -> ReadResult:
    """Read a source file into a part, unless there is one of the same content.

    A file that changes while it is read is read again, and at last given up.
    """
    path, root = Path(task.path), Path(task.root)
    context = reading_context(params, extractors, advance)
    for _ in range(_N_TRIES):
        try:
            before = os.stat(path)  # noqa: PTH116 - compared below with the same call
            digest = file_digest(path)
        except OSError as error:
            return _unreadable(task.name, error.strerror or str(error))
        part = part_key(task.key, task.name, digest)
        problem: CorpusError | None = None
        if not (root / PARTS / part / MANIFEST).is_file():
            try:
                reading = read_file(path, task.name, context)
            except CorpusError as error:
                problem = error
        try:
            changed = _look(path.stat()) != _look(before)
        except OSError:  # it is gone, or on its way
            changed = True
        if changed:
            continue
        if not (root / PARTS / part / MANIFEST).is_file():
            if problem is None:
                write_part(root, part, reading, params)
            elif not isinstance(problem, _PASSING):
                _write_failure(root, part, problem)
        file = KnownFile(task.name, *_look(before), digest, settled=is_settled(before))
        if problem is not None and isinstance(problem, _PASSING):
            return ReadResult(file, problem=write_problem(problem))
        return ReadResult(file, part)
    return _unreadable(task.name, "it changes all the time")


def is_settled(status: os.stat_result) -> bool:
    """Say whether a file's time will tell that it was written again."""
    return time.time_ns() - status.st_mtime_ns > UNSETTLED_NS


def write_part(root: Path, key: str, reading: Reading, params: Params) -> None:
    """Keep what a file holds."""
    source = reading.source
    starts = [0]
    hashes: list[int] = []
    with ArrayWriter(root / PARTS / key, kind="part", version=VERSION) as writer:
        writer.write("text", encode_units(source.text))
        reports, passages = RecordWriter(writer, "reports"), RecordWriter(writer, "passages")
        for report in reading.reports:
            reports.append(report)
            for passage in split_passages(report, max_chars=params.max_passage_chars):
                passages.append(passage)
                hashes.append(name_hash(passage.id))
            starts.append(len(hashes))
        reports.close()
        passages.close()
        writer.write("passage_starts", np.array(starts, np.int32))
        writer.write("passage_hashes", np.array(hashes, np.uint64))
        ids = [name_hash(report.id) for report in reading.reports]
        writer.write("report_hashes", np.array(ids, np.uint64))
        named = [bool(report.block_ids) for report in reading.reports]
        writer.write("named", np.array(named, np.bool_))
        facts = report_facts(reading.reports)
        titles = StringWriter(writer, "titles")
        for title in facts.titles:
            titles.append(title)
        titles.close()
        writer.write("title_hashes", facts.title_hashes)
        writer.write("signed", np.array(facts.signed, np.int32))
        names = count_title_names(report.title for report in reading.reports)
        write_packed(writer, "title_names", list(names.items()))
        write_packed(writer, "problems", [write_problem(one) for one in reading.problems])
        writer.commit(
            {
                "name": source.name,
                "encoding": source.encoding,
                "extracted": source.extracted,
                "digest": text_digest(source.text),
                "n_reports": len(reading.reports),
                "document": source.extracted and not any(named),
            }
        )


def _write_failure(root: Path, key: str, problem: CorpusError) -> None:
    with ArrayWriter(root / PARTS / key, kind="part", version=VERSION) as writer:
        writer.commit({"name": vars(problem)["path"], "failed": write_problem(problem)})


def _unreadable(name: str, reason: str) -> ReadResult:
    problem = SourceUnreadableError(path=name, reason=reason)
    return ReadResult(KnownFile(name, 0, 0, settled=False), problem=write_problem(problem))


def _look(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
