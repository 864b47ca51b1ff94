"""What of a store is no longer needed?

What no head names and no process holds. A directory that is gone takes its head along, and beyond
some number of corpora the one built longest ago is forgotten.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from retrieval.build.heads import MAX_HEADS, list_heads
from retrieval.build.naming import part_key
from retrieval.errors import StoreError
from retrieval.generation import GENERATIONS, PACKS, PARTS, VERSION, is_in_use, read_layout
from retrieval.storage import ArrayStore


def remove_unused(root: Path) -> None:
    """Remove what is not needed; nobody else may be building meanwhile."""
    named: set[str] = set()
    read: set[str] = set()
    for n, (path, head) in enumerate(list_heads(root)):
        if n >= MAX_HEADS or not Path(head.directory).is_dir():
            path.unlink(missing_ok=True)
        else:
            named.update(head.generations)
            # What could not be read, and what was merged with another, is in no generation.
            read.update(part_key(head.key, file.name, file.digest) for file in head.files)
    needed: dict[str, set[str]] = {PARTS: read, PACKS: set()}
    for generation in _stores(root / GENERATIONS):
        key = generation.name
        if key not in named and not is_in_use(root, key):
            shutil.rmtree(generation, ignore_errors=True)
            continue
        try:
            layout = read_layout(root, key)
        except StoreError:
            continue
        needed[PARTS].update(key for key, _, _ in layout.parts)
        needed[PACKS].update(key for key, _ in layout.packs)
    for folder, keys in needed.items():
        for store in _stores(root / folder):
            if store.name not in keys:
                shutil.rmtree(store, ignore_errors=True)


def remove_damaged(root: Path) -> None:
    """Remove every store that is not what was written; this reads all of them."""
    for kind, folder in (("part", PARTS), ("pack", PACKS), ("generation", GENERATIONS)):
        for store in _stores(root / folder):
            try:
                ArrayStore.open(store, kind=kind, version=VERSION).verify()
            except StoreError:
                shutil.rmtree(store, ignore_errors=True)


def _stores(folder: Path) -> Iterator[Path]:
    """List the stores in a folder; what a build left half written is one that nobody needs."""
    yield from sorted(folder.iterdir())
