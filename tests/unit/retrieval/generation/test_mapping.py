"""Threads that answer share what a generation has mapped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import cast

import pytest

from retrieval.errors import StoreDamagedError
from retrieval.generation import is_in_use, open_generation
from retrieval.generation.stores import Stores
from retrieval.storage import ArrayStore

KEYS = [str(n) for n in range(50)]
N_THREADS = 6
N_READS = 50_000  # of each thread


class Opened:
    """Stands for a part that costs nothing to map, so that threads meet as often as can be."""

    store = cast(ArrayStore, None)

    def __init__(self, root: Path, key: str) -> None:
        self.key = key


@pytest.fixture
def hasty() -> Iterator[None]:
    """Have threads take turns as often as can be."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty")
def test_threads_let_go_of_what_is_mapped_without_disturbing_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each gets what it asks for, though the others map and let go all the time."""
    monkeypatch.setattr("retrieval.generation.stores.MAX_MAPPED", 2)
    stores = Stores(Opened, Path(), KEYS, hold=None)

    def read(thread: int) -> bool:
        at = Random(thread).choices(range(len(KEYS)), k=N_READS)  # noqa: S311 # no secret
        return all(stores[i].key == KEYS[i] for i in at)

    with ThreadPoolExecutor(N_THREADS) as threads:
        assert list(threads.map(read, range(N_THREADS))) == [True] * N_THREADS


def test_a_generation_that_is_gone_is_told_as_damage(tmp_path: Path) -> None:
    """It may have been removed since its head was read; whoever asks builds it again."""
    with pytest.raises(StoreDamagedError):
        open_generation(tmp_path, "gone")
    assert not is_in_use(tmp_path, "gone")
