"""How do the passages of parts become those of one corpus?

What `retrieval.corpus.reading` does with reports and passages in hand, done from the hashes of
their ids: only where two are alike is anything looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from retrieval.build.naming import key_of
from retrieval.build.packing import read_packed
from retrieval.build.parts import write_part
from retrieval.build.tasks import Problem
from retrieval.corpus import Reading, distinct, merge_duplicates
from retrieval.errors import DuplicatePassageError
from retrieval.generation import Part, Run, name_hash
from retrieval.params import Params
from retrieval.problems import read_problem, write_problem

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """Which parts a corpus is made of, and which of their passages."""

    parts: tuple[Part, ...]
    runs: tuple[Run, ...]
    problems: tuple[Problem, ...]
    renamed_reports: dict[int, str]
    renamed_passages: dict[int, str]


@dataclass(slots=True)
class _Kept:
    """What the ids of consecutive things come to, by their positions."""

    renamed: dict[int, str] = field(default_factory=dict)
    dropped: dict[int, str] = field(default_factory=dict)  #: with the id that was taken


def merge_parts(
    root: Path, parts: Sequence[Part], key: str, params: Params
) -> tuple[list[Part], list[Problem]]:
    """Put reports that stand in the corpus twice together; parts that this changes are new ones.

    Args:
        root: of the stores.
        parts: in the order of their files.
        key: of code and knobs.
        params: the knobs.
    """
    if not any(part.store.facts["document"] for part in parts):
        return list(parts), []
    before = [Reading(part.source, tuple(part.reports), ()) for part in parts]
    after, problems = merge_duplicates(before)
    merged = []
    for part, was, now in zip(parts, before, after, strict=True):
        if now.reports == was.reports:
            merged.append(part)
            continue
        name = key_of(key, part.key, msgspec.msgpack.encode(now.reports))
        told = tuple(map(read_problem, part_problems(part)))
        write_part(root, name, now._replace(problems=told), params)
        merged.append(Part(root, name))
    return merged, [write_problem(problem) for problem in problems]


def part_problems(part: Part) -> list[Problem]:
    """Tell what did not keep a file from being read."""
    return read_packed(part.store, "problems", list[Problem])


def collect(parts: Sequence[Part]) -> Collected:
    """Keep ids apart: a named passage whose name is taken is left out, others are renamed."""
    reports = _distinguish(
        [part.store["report_hashes"] for part in parts],
        lambda part, row: parts[part].reports[row].id,
        lambda part, row: False,  # noqa: ARG005 - no report goes by a name of its own
    )
    passages = _distinguish(
        [part.store["passage_hashes"] for part in parts],
        lambda part, row: parts[part].passages[row].id,
        lambda part, row: _is_named(parts[part], row),
    )
    runs: list[Run] = []
    problems: list[Problem] = []
    renamed: dict[int, str] = {}
    first = kept = 0
    for number, part in enumerate(parts):
        n = len(part.store["passage_hashes"])
        problems.extend(part_problems(part))
        taken = {i - first: name for i, name in passages.dropped.items() if first <= i < first + n}
        for name in taken.values():
            problem = DuplicatePassageError(path=part.store.facts["name"], passage_id=name)
            problems.append(write_problem(problem))
        for start, stop in _between(sorted(taken), n):
            runs.append((number, start, stop))
            low, high = first + start, first + stop
            renamed.update(
                (i - low + kept, name) for i, name in passages.renamed.items() if low <= i < high
            )
            kept += stop - start
        first += n
    return Collected(
        parts=tuple(parts),
        runs=tuple(runs),
        problems=tuple(problems),
        renamed_reports=reports.renamed,
        renamed_passages=renamed,
    )


def _is_named(part: Part, row: int) -> bool:
    report = int(np.searchsorted(part.store["passage_starts"], row, side="right")) - 1
    return bool(part.store["named"][report])


def _between(left_out: Iterable[int], n: int) -> list[tuple[int, int]]:
    """List the stretches of `range(n)` around what is left out."""
    edges = [-1, *left_out, n]
    return [(low + 1, high) for low, high in pairwise(edges) if high > low + 1]


def _distinguish(
    hashes: Sequence[Hashes],
    id_of: Callable[[int, int], str],
    is_named: Callable[[int, int], bool],
) -> _Kept:
    """Find what ids come to where some are alike.

    Args:
        hashes: of the ids, part by part.
        id_of: gives the id of a row of a part.
        is_named: says whether it is a name, which is never changed.
    """
    everything = np.concatenate([np.empty(0, np.uint64), *hashes])
    ends = np.cumsum([len(own) for own in hashes], dtype=np.int64)
    ordered = np.sort(everything)
    alike = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    # A new name may be that of yet another one: all of these are looked at, too.
    while True:
        positions = np.flatnonzero(np.isin(everything, alike)).tolist() if len(alike) else []
        kept = _Kept()
        taken: dict[str, int] = {}
        for position in positions:
            part = int(np.searchsorted(ends, position, side="right"))
            row = position - int(ends[part] - len(hashes[part]))
            name = id_of(part, row)
            if name in taken and is_named(part, row):
                kept.dropped[position] = name
                continue
            new = distinct(name, taken)
            if new != name:
                kept.renamed[position] = new
        tried = np.array(sorted(map(name_hash, taken)), np.uint64)
        further = np.setdiff1d(tried[np.isin(tried, everything)], alike)
        if not len(further):
            return kept
        alike = np.union1d(alike, further)
