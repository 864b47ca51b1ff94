"""What is a generation made of, where a build has stored it?

    parts/KEY        what one source file holds: its text, reports and passages
    packs/KEY        what was found in some thousand consecutive passages: key numbers, terms
    generations/KEY  what is of the whole: which parts and packs, the catalogue, the index

Each is a store of its own and never changed; a store is mapped when something in it is looked at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from retrieval.generation.columns import StoredSource
from retrieval.storage import ArrayStore, RecordColumn
from retrieval.types import KeyNumber, Passage, Report

PARTS, PACKS, GENERATIONS = "parts", "packs", "generations"
VERSION = 2  # of the three kinds of stores
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


def open_store(root: Path, key: str) -> ArrayStore:
    """Map what is of the whole of a generation.

    Raises:
        StoreError: it is not there, damaged, or of another version.
    """
    return ArrayStore.open(root / GENERATIONS / key, kind="generation", version=VERSION)


def read_layout(root: Path, key: str) -> Layout:
    """Read what a generation is made of.

    Raises:
        StoreError: it is not there, damaged, or of another version.
    """
    return layout_of(open_store(root, key))


def layout_of(store: ArrayStore) -> Layout:
    """Read what a generation that is open is made of."""
    return msgspec.msgpack.decode(store["layout"].tobytes(), type=Layout)


def store_size(directory: Path) -> int:
    """Count the bytes of the files in a directory; 0 where there is none."""
    try:
        with os.scandir(directory) as entries:
            return sum(entry.stat().st_size for entry in entries)
    except OSError:
        return 0
