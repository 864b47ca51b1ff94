"""How do parts and packs become a generation?

Nothing is done here passage by passage: arrays are laid end to end, and blocks are merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from retrieval.build.packing import read_packed, write_packed
from retrieval.build.tasks import AssembleTask
from retrieval.generation import GENERATIONS, VERSION, Layout, Pack, Part, name_hash
from retrieval.index import Block, merge, spell
from retrieval.params import Params
from retrieval.storage import ArrayStore, ArrayWriter, StringColumn, pack_strings
from retrieval.storage.arrays import MANIFEST

Array = npt.NDArray[np.generic]
Named = list[tuple[str, int]]


def assemble(task: AssembleTask, params: Params) -> None:
    """Write a generation, unless that was done before.

    Raises:
        ValueError: no passage holds a word.
    """
    root = Path(task.root)
    if (root / GENERATIONS / task.key / MANIFEST).is_file():
        return
    layout = msgspec.msgpack.decode(task.layout, type=Layout)
    parts = [Part(root, key) for key, _, _ in layout.parts]
    packs = [Pack(root, key) for key, _ in layout.packs]
    with ArrayWriter(root / GENERATIONS / task.key, kind="generation", version=VERSION) as writer:
        writer.write("layout", np.frombuffer(task.layout, np.uint8))
        _write_names(writer, layout, parts)
        _write_titles(writer, [part.store for part in parts])
        _write_numbers(writer, [pack.store for pack in packs])
        _write_spellings(writer, parts, packs)
        merge([Block.open(pack.store) for pack in packs], writer, params=params)
        writer.commit()


def _write_names(writer: ArrayWriter, layout: Layout, parts: Sequence[Part]) -> None:
    """Write where every report and passage is found by its id."""
    counts = []
    hashes = [np.empty(0, np.uint64)]
    for number, start, stop in layout.runs:
        hashes.append(parts[number].store["passage_hashes"][start:stop])
    kept: list[list[tuple[int, int]]] = [[] for _ in parts]
    for number, start, stop in layout.runs:
        kept[number].append((start, stop))
    for part, runs in zip(parts, kept, strict=True):
        is_kept = np.zeros(len(part.store["passage_hashes"]) + 1, np.int64)
        for start, stop in runs:
            is_kept[start + 1 : stop + 1] = 1
        counts.append(np.diff(np.cumsum(is_kept)[part.store["passage_starts"]]))
    starts = np.concatenate([[0], np.cumsum(np.concatenate([np.empty(0, np.int64), *counts]))])
    writer.write("report_starts", starts.astype(np.int32))
    _write_order(writer, "passage", np.concatenate(hashes), layout.renamed_passages)
    ids = [part.store["report_hashes"] for part in parts]
    _write_order(writer, "report", np.concatenate(ids), layout.renamed_reports)


def _write_order(
    writer: ArrayWriter, name: str, hashes: npt.NDArray[np.uint64], renamed: dict[int, str]
) -> None:
    for position, new in renamed.items():
        hashes[position] = name_hash(new)
    order = np.argsort(hashes, kind="stable").astype(np.int32)
    writer.write(f"{name}_order", order)
    writer.write(f"{name}_hashes", hashes[order])


def _write_titles(writer: ArrayWriter, parts: Sequence[ArrayStore]) -> None:
    _write_joined_strings(writer, "titles", parts)
    writer.write("title_hashes", np.concatenate([part["title_hashes"] for part in parts]))
    first = np.cumsum([0, *(len(part["title_hashes"]) for part in parts)])
    signed = [part["signed"] + low for part, low in zip(parts, first, strict=False)]
    writer.write("signed", np.concatenate(signed).astype(np.int32))


def _write_numbers(writer: ArrayWriter, packs: Sequence[ArrayStore]) -> None:
    _write_joined_strings(writer, "metrics", packs)
    subjects = {subject for pack in packs for subject in StringColumn(pack, "subjects")}
    for name, column in pack_strings("subjects", sorted(subjects)).items():
        writer.write(name, column)
    counts = np.concatenate([pack["number_counts"] for pack in packs])
    writer.write("number_starts", np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]))
    first = np.cumsum([0, *(len(pack["metrics.ends"]) for pack in packs)])
    metrics = [
        np.where(pack["number_metrics"] < 0, -1, pack["number_metrics"] + low)
        for pack, low in zip(packs, first, strict=False)
    ]
    writer.write("number_metrics", np.concatenate(metrics).astype(np.int32))


def _write_joined_strings(writer: ArrayWriter, name: str, stores: Sequence[ArrayStore]) -> None:
    ends = [store[f"{name}.ends"] for store in stores]
    first = np.cumsum([0, *(int(own[-1]) if len(own) else 0 for own in ends)])
    writer.write(f"{name}.bytes", np.concatenate([store[f"{name}.bytes"] for store in stores]))
    joined = [own + low for own, low in zip(ends, first, strict=False)]
    writer.write(f"{name}.ends", np.concatenate(joined).astype(np.int64))


def _write_spellings(writer: ArrayWriter, parts: Sequence[Part], packs: Sequence[Pack]) -> None:
    titled: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for part in parts:
        titled.update(dict(read_packed(part.store, "title_names", Named)))
    for name in ("subject_names", "places"):
        for pack in packs:
            said.update(dict(read_packed(pack.store, name, Named)))
    write_packed(writer, "spellings", spell(titled, said))
