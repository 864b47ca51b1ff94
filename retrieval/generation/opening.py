"""How is a generation that a build stored mapped back, without reading it?"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
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
    StoredSources,
)
from retrieval.generation.contents import Contents, tell_contents
from retrieval.generation.generation import Generation
from retrieval.generation.stores import (
    GENERATIONS,
    Layout,
    Numbers,
    Pack,
    Part,
    Stores,
    layout_of,
    open_store,
    store_size,
)
from retrieval.index import Index, Spellings
from retrieval.problems import read_problem
from retrieval.storage import ArrayStore
from retrieval.storage.arrays import MANIFEST


def open_generation(root: Path, key: str) -> Generation:
    """Map a generation below `root`.

    While it is held, `is_in_use` says so to every process.

    Raises:
        StoreError: it, or what it is made of, is not there, damaged, or of another version.
    """
    hold = _Hold(root / GENERATIONS / key / MANIFEST)
    store = open_store(root, key)
    layout = layout_of(store)
    _require_whole(layout, root)
    parts = Stores(Part, root, [key for key, _, _ in layout.parts], hold)
    packs = Stores(Pack, root, [key for key, _ in layout.packs], hold)
    reports, passages = _reports(layout, parts), _passages(layout, parts, store)
    positions = Positions(store["report_hashes"], store["report_order"], lambda i: reports[i].id)
    return Generation(
        id=layout.id,
        reports=reports,
        passages=passages,
        numbers=_numbers(layout, packs),
        sources=_sources(layout, parts),
        index=Index.open(store),
        skipped=tuple(map(read_problem, layout.problems)),
        ordinals=Positions(
            store["passage_hashes"], store["passage_order"], lambda i: passages[i].id
        ),
        positions=positions,
        ranges=Ranges(positions, store["report_starts"]),
        spellings=_spellings(store),
        catalogue=Catalogue(store),
        contents=partial(_contents, layout, store),
        stored_as=key,
        release=partial(_release, store, parts, packs),
    )


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
    """A lock on a generation that others may share; given up with the object.

    Raises:
        StoreDamagedError: the generation is not there any more.
    """

    def __init__(self, manifest: Path) -> None:
        try:
            descriptor = os.open(manifest, os.O_RDONLY)
        except OSError as error:
            raise StoreDamagedError(path=str(manifest), reason=str(error)) from error
        finalize(self, os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_SH)


def _require_whole(layout: Layout, root: Path) -> None:
    for directory, expected in zip(layout.stores(root), layout.sizes, strict=True):
        actual = store_size(directory)
        if actual != expected:
            raise StoreDamagedError(
                path=str(directory), reason=f"{actual} bytes instead of {expected}"
            )


def _reports(layout: Layout, parts: Stores[Part]) -> StoredReports:
    return StoredReports(
        lambda i: parts[i].reports,
        [(i, 0, n) for i, (_, _, n) in enumerate(layout.parts)],
        layout.renamed_reports,
    )


def _passages(layout: Layout, parts: Stores[Part], store: ArrayStore) -> StoredPassages:
    starts = store["report_starts"]
    return StoredPassages(
        lambda i: parts[i].passages,
        layout.runs,
        layout.renamed_passages,
        {
            range(int(starts[i]), int(starts[i + 1])): report_id
            for i, report_id in layout.renamed_reports.items()
        },
    )


def _numbers(layout: Layout, packs: Stores[Pack]) -> Joined[Numbers]:
    return Joined(
        lambda i: packs[i].numbers,
        [(i, 0, n) for i, (_, n) in enumerate(layout.packs)],
    )


def _sources(layout: Layout, parts: Stores[Part]) -> StoredSources:
    names = {name: i for i, (_, name, _) in enumerate(layout.parts)}
    return StoredSources(names, lambda i: parts[i].source)


def _spellings(store: ArrayStore) -> Spellings:
    return msgspec.msgpack.decode(store["spellings"].tobytes(), type=dict[str, tuple[str, ...]])


def _contents(layout: Layout, store: ArrayStore) -> Mapping[str, Contents]:
    hashes = np.empty_like(store["report_hashes"])
    hashes[store["report_order"]] = store["report_hashes"]
    return tell_contents(((name, n) for _, name, n in layout.parts), hashes)


def _release(store: ArrayStore, parts: Stores[Part], packs: Stores[Pack]) -> None:
    store.release()
    parts.release()
    packs.release()
