"""Is what a generation is made of still what was written?"""

from __future__ import annotations

from pathlib import Path

from retrieval.generation import GENERATIONS, PACKS, PARTS, VERSION, read_layout
from retrieval.storage import ArrayStore


def verify_generation(root: Path, key: str) -> None:
    """Read every byte of a generation, its parts and packs.

    Raises:
        StoreError: something is missing, or differs from what was written.
    """
    layout = read_layout(root, key)
    for kind, folder, keys in (
        ("generation", GENERATIONS, [key]),
        ("part", PARTS, [one for one, _, _ in layout.parts]),
        ("pack", PACKS, [one for one, _ in layout.packs]),
    ):
        for one in keys:
            ArrayStore.open(root / folder / one, kind=kind, version=VERSION).verify()
