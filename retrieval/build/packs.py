"""What is found in some thousand consecutive passages, kept while they stay the same?

A pack is what number finding and inverting work on and what an index is merged from. Its ends
depend on what it holds, so a file that changes leaves all packs but its own alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from retrieval.build.naming import key_of
from retrieval.build.packing import write_packed
from retrieval.build.sharing import Sharing
from retrieval.build.tasks import PackTask
from retrieval.generation import PACKS, VERSION, Part, Run, number_facts
from retrieval.index import count_places, count_subjects, invert, passage_text
from retrieval.numbers import number_report
from retrieval.storage import ArrayWriter, RecordWriter, StringWriter
from retrieval.storage.arrays import MANIFEST
from retrieval.types import KeyNumber, Passage

_ONE_IN = 16  # parts end a pack that is large enough
_TELL_EVERY = 512  # passages

Slice = tuple[str, int, int]  #: part, first row, row behind the last


def plan_packs(
    parts: Sequence[str], runs: Iterable[Run], sharing: Sharing
) -> list[tuple[Slice, ...]]:
    """Cut the passages of a corpus into packs.

    Args:
        parts: keys of the parts.
        runs: rows of the parts that are passages, in their order.
        sharing: how large a pack is.

    A large part has packs of its own. Small ones stand together, up to a part whose key says that
    it ends a pack: where that is does not depend on the parts before.
    """
    packs: list[tuple[Slice, ...]] = []
    open_pack: list[Slice] = []
    size = 0

    def close() -> None:
        nonlocal size
        if open_pack:
            packs.append(tuple(open_pack))
            open_pack.clear()
        size = 0

    for number, start, stop in runs:
        key = parts[number]
        if size + stop - start > sharing.pack_passages:
            close()
        n_packs = -(-(stop - start) // sharing.pack_passages)
        edges = [start + (stop - start) * i // max(n_packs, 1) for i in range(n_packs + 1)]
        for low, high in pairwise(edges):
            open_pack.append((key, low, high))
            size += high - low
            if n_packs > 1:
                close()
        if size >= sharing.least_passages and int(key, 16) % _ONE_IN == 0:
            close()
    close()
    return packs


def pack_key(key: str, slices: Sequence[Slice]) -> str:
    """Name the pack of some slices; `key` names the code and knobs."""
    return key_of(key, *slices)


def make_pack(task: PackTask, advance: Callable[[int], None]) -> None:
    """Find numbers and terms, unless that was done before.

    `advance` is told how many passages are done.
    """
    root = Path(task.root)
    if (root / PACKS / task.key / MANIFEST).is_file():
        return
    parts = {key: Part(root, key) for key, _, _ in task.slices}
    texts: list[str] = []
    found: list[tuple[KeyNumber, ...]] = []
    with ArrayWriter(root / PACKS / task.key, kind="pack", version=VERSION) as writer:
        column = RecordWriter(writer, "numbers")
        for key, start, stop in task.slices:
            column_of_part = parts[key].passages
            for row in range(start, stop):
                passage: Passage = column_of_part[row]
                (numbers,) = number_report((passage,))
                column.append(numbers)
                found.append(numbers)
                texts.append(passage_text(passage))
                if len(texts) % _TELL_EVERY == 0:
                    advance(len(texts) // 2)
        column.close()
        _write_facts(writer, found)
        block = invert(texts)
        block.save(writer)
        subjects = (number.subject for numbers in found for number in numbers if number.subject)
        write_packed(writer, "subject_names", list(count_subjects(subjects).items()))
        write_packed(writer, "places", list(count_places(block.document_frequencies()).items()))
        writer.commit({"n_passages": len(texts)})


def _write_facts(writer: ArrayWriter, found: Sequence[Sequence[KeyNumber]]) -> None:
    facts = number_facts(found)
    for name, items in (("metrics", facts.metrics), ("subjects", sorted(facts.subjects))):
        column = StringWriter(writer, name)
        for item in items:
            column.append(item)
        column.close()
    writer.write("number_counts", np.array(facts.counts, np.int32))
    writer.write("number_metrics", np.array(facts.number_metrics, np.int32))
