"""How is a generation that a build stored mapped back, without reading it?

    parts/KEY        what one source file holds: its text, reports and passages
    packs/KEY        what was found in some thousand consecutive passages: key numbers, terms
    generations/KEY  what is of the whole: which parts and packs, the catalogue, the index

Each is a store of its own and never changed; a store is mapped when something in it is looked at.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar
from weakref import finalize

import msgspec
import numpy as np

from retrieval.errors import StoreDamagedError
from retrieval.generation.catalogue import Catalogue
from retrieval.generation.columns import (
    Joined,
    Positions,
    Ranges,
    StoredPassages,
    StoredReports,
    StoredSource,
    StoredSources,
)
from retrieval.generation.contents import Contents, tell_contents
from retrieval.generation.generation import Generation
from retrieval.generation.records import read_problem
from retrieval.index import Index
from retrieval.storage import ArrayStore, RecordColumn
from retrieval.storage.arrays import MANIFEST
from retrieval.types import KeyNumber, Passage, Report

PARTS, PACKS, GENERATIONS = "parts", "packs", "generations"
VERSION = 1  # of the three kinds of stores
MAX_MAPPED = 1024  # parts, and packs: a process may have some 65,000 mappings, a store has ten

Numbers = tuple[KeyNumber, ...]
Run = tuple[int, int, int]


class Stored(Protocol):
    """Something with a store of its own: a part, a pack."""

    store: ArrayStore


S = TypeVar("S", bound=Stored)


class Part:
    """What one source file holds, mapped.

    Raises:
        StoreError: it is not there, damaged, or of another version.
    """

    def __init__(self, root: Path, key: str) -> None:
        self.key = key
        self.store = ArrayStore.open(root / PARTS / key, kind="part", version=VERSION)

    @cached_property
    def reports(self) -> RecordColumn[Report]:
        """Give its reports."""
        return RecordColumn(self.store, "reports", Report)

    @cached_property
    def passages(self) -> RecordColumn[Passage]:
        """Give the passages of all its reports, in reading order."""
        return RecordColumn(self.store, "passages", Passage)

    @cached_property
    def source(self) -> StoredSource:
        """Give its text."""
        facts = self.store.facts
        return StoredSource(
            facts["name"],
            self.store["text"],
            encoding=facts["encoding"],
            extracted=facts["extracted"],
        )


class Pack:
    """What was found in some consecutive passages, mapped.

    Raises:
        StoreError: it is not there, damaged, or of another version.
    """

    def __init__(self, root: Path, key: str) -> None:
        self.key = key
        self.store = ArrayStore.open(root / PACKS / key, kind="pack", version=VERSION)

    @cached_property
    def numbers(self) -> RecordColumn[Numbers]:
        """Give the key numbers of each passage."""
        return RecordColumn(self.store, "numbers", Numbers)


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Which parts and packs a generation is made of, and what it changes of them."""

    id: str
    parts: tuple[tuple[str, str, int], ...]  #: key, name of the source, number of reports
    runs: tuple[Run, ...]  #: of rows of parts that are passages of the corpus
    packs: tuple[tuple[str, int], ...]  #: key, number of passages
    sizes: tuple[int, ...]  #: bytes of the store of each part, then of each pack
    problems: tuple[dict[str, Any], ...]
    renamed_reports: dict[int, str]  #: by position
    renamed_passages: dict[int, str]

    def stores(self, root: Path) -> list[Path]:
        """List the stores of the parts, then of the packs."""
        return [
            *(root / PARTS / key for key, _, _ in self.parts),
            *(root / PACKS / key for key, _ in self.packs),
        ]


class Stores(Generic[S]):
    """The parts or packs of a generation; those looked at last stay mapped."""

    def __init__(
        self, kind: Callable[[Path, str], S], root: Path, keys: Sequence[str], hold: object
    ) -> None:
        self._kind = kind
        self._root = root
        self._keys = keys
        self._hold = hold  # given up with the last who may read from here
        self._mapped: dict[int, S] = {}
        self._lock = Lock()  # over what is mapped: several threads answer

    def release(self) -> None:
        """Give back what is mapped."""
        with self._lock:
            mapped = tuple(self._mapped.values())
        for store in mapped:
            store.store.release()

    def __getitem__(self, i: int) -> S:
        store = self._mapped.get(i)
        if store is None:
            store = self._kind(self._root, self._keys[i])
            with self._lock:  # not while mapping: a store that is mapped twice harms nobody
                while len(self._mapped) >= MAX_MAPPED:
                    del self._mapped[next(iter(self._mapped))]
                self._mapped[i] = store
        return store


def open_generation(root: Path, key: str) -> Generation:
    """Map a generation below `root`.

    While it is held, `is_in_use` says so to every process.

    Raises:
        StoreError: it, or what it is made of, is not there, damaged, or of another version.
    """
    store = ArrayStore.open(root / GENERATIONS / key, kind="generation", version=VERSION)
    hold = _Hold(root / GENERATIONS / key / MANIFEST)
    layout = msgspec.msgpack.decode(store["layout"].tobytes(), type=Layout)
    for directory, expected in zip(layout.stores(root), layout.sizes, strict=True):
        actual = store_size(directory)
        if actual != expected:
            raise StoreDamagedError(
                path=str(directory), reason=f"{actual} bytes instead of {expected}"
            )
    parts = Stores(Part, root, [key for key, _, _ in layout.parts], hold)
    packs = Stores(Pack, root, [key for key, _ in layout.packs], hold)
    reports = StoredReports(
        lambda i: parts[i].reports,
        [(i, 0, n) for i, (_, _, n) in enumerate(layout.parts)],
        layout.renamed_reports,
    )
    starts = store["report_starts"]
    passages = StoredPassages(
        lambda i: parts[i].passages,
        layout.runs,
        layout.renamed_passages,
        {
            range(int(starts[i]), int(starts[i + 1])): report_id
            for i, report_id in layout.renamed_reports.items()
        },
    )
    numbers = Joined(
        lambda i: packs[i].numbers,
        [(i, 0, n) for i, (_, n) in enumerate(layout.packs)],
    )
    report_positions = Positions(
        store["report_hashes"], store["report_order"], lambda i: reports[i].id
    )

    def contents() -> dict[str, Contents]:
        hashes = np.empty_like(store["report_hashes"])
        hashes[store["report_order"]] = store["report_hashes"]
        return tell_contents(((name, n) for _, name, n in layout.parts), hashes)

    def release() -> None:
        store.release()
        parts.release()
        packs.release()

    return Generation(
        id=layout.id,
        reports=reports,
        passages=passages,
        numbers=numbers,
        sources=StoredSources(
            {name: i for i, (_, name, _) in enumerate(layout.parts)},
            lambda i: parts[i].source,
        ),
        index=Index.open(store),
        skipped=tuple(map(read_problem, layout.problems)),
        ordinals=Positions(
            store["passage_hashes"], store["passage_order"], lambda i: passages[i].id
        ),
        positions=report_positions,
        ranges=Ranges(report_positions, starts),
        spellings=msgspec.msgpack.decode(
            store["spellings"].tobytes(), type=dict[str, tuple[str, ...]]
        ),
        catalogue=Catalogue(store),
        contents=contents,
        stored_as=key,
        release=release,
    )


def read_layout(root: Path, key: str) -> Layout:
    """Read what a generation is made of.

    Raises:
        StoreError: it is not there, damaged, or of another version.
    """
    store = ArrayStore.open(root / GENERATIONS / key, kind="generation", version=VERSION)
    return msgspec.msgpack.decode(store["layout"].tobytes(), type=Layout)


def store_size(directory: Path) -> int:
    """Count the bytes of the files in a directory; 0 where there is none."""
    try:
        with os.scandir(directory) as entries:
            return sum(entry.stat().st_size for entry in entries)
    except OSError:
        return 0


def is_in_use(root: Path, key: str) -> bool:
    """Say whether any process, this one too, holds a generation."""
    try:
        with (root / GENERATIONS / key / MANIFEST).open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


class _Hold:
    """A lock on a generation that others may share; given up with the object."""

    def __init__(self, manifest: Path) -> None:
        descriptor = os.open(manifest, os.O_RDONLY)
        finalize(self, os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
