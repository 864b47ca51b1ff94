"""A store is whole, or it is not opened."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import StoreDamagedError, StoreVersionError
from retrieval.storage import ArrayStore, ArrayWriter


@pytest.fixture
def store(tmp_path: Path) -> Path:
    directory = tmp_path / "store"
    with ArrayWriter(directory, kind="test", version=1) as writer:
        writer.write("numbers", np.arange(5))
        writer.create("zeros", (3,), np.float32)[:] = 2
        writer.write("nothing", np.empty(0, np.int32))
        writer.commit({"count": 5})
    return directory


def test_arrays_come_back(store: Path) -> None:
    """What was written is mapped back, empty arrays and facts included."""
    opened = ArrayStore.open(store, kind="test", version=1)
    assert opened["numbers"].tolist() == [0, 1, 2, 3, 4]
    assert opened["zeros"].tolist() == [2, 2, 2]
    assert len(opened["nothing"]) == 0
    assert opened.facts == {"count": 5}
    opened.verify()


def test_mapped_pages_can_be_given_back(store: Path) -> None:
    """After a release the arrays still say the same."""
    opened = ArrayStore.open(store, kind="test", version=1)
    opened.release()
    assert opened["numbers"].tolist() == [0, 1, 2, 3, 4]


def test_unfinished_store_is_no_store(tmp_path: Path) -> None:
    """A writer that breaks off leaves neither a store nor files behind."""

    def break_off() -> None:
        with ArrayWriter(tmp_path / "s", kind="test", version=1) as writer:
            writer.write("numbers", np.arange(5))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreDamagedError):
        ArrayStore.open(tmp_path / "s", kind="test", version=1)


def test_store_is_replaced_whole(store: Path) -> None:
    """A second commit takes the place of the first, with none of its arrays left."""
    with ArrayWriter(store, kind="test", version=1) as writer:
        writer.write("other", np.arange(2))
        writer.commit()
    assert set(ArrayStore.open(store, kind="test", version=1).arrays) == {"other"}


@pytest.mark.parametrize("kind, version", [("test", 2), ("index", 1)])
def test_other_version_is_refused(store: Path, kind: str, version: int) -> None:
    """A store of another kind or version is told from a damaged one."""
    with pytest.raises(StoreVersionError):
        ArrayStore.open(store, kind=kind, version=version)


def test_missing_array_is_damage(store: Path) -> None:
    """An array that is asked for and not there is an error that names the store."""
    with pytest.raises(StoreDamagedError, match="no others"):
        ArrayStore.open(store, kind="test", version=1)["others"]


@pytest.mark.parametrize("name", ["manifest.json", "numbers.npy"])
def test_truncation_is_seen_at_opening(store: Path, name: str) -> None:
    """A file cut short is refused before anything is read from it."""
    path = store / name
    path.write_bytes(path.read_bytes()[:-2])
    with pytest.raises(StoreDamagedError, match=name):
        ArrayStore.open(store, kind="test", version=1)


def test_flipped_bit_in_manifest_is_seen_at_opening(store: Path) -> None:
    """A manifest that says something else than was written is refused."""
    path = store / "manifest.json"
    path.write_text(path.read_text().replace('"count": 5', '"count": 6'))
    with pytest.raises(StoreDamagedError):
        ArrayStore.open(store, kind="test", version=1)


def test_flipped_bit_in_array_is_seen_by_verifying(store: Path) -> None:
    """A changed byte opens, and is found when every byte is read."""
    path = store / "numbers.npy"
    body = bytearray(path.read_bytes())
    body[-8] ^= 1
    path.write_bytes(body)
    opened = ArrayStore.open(store, kind="test", version=1)
    with pytest.raises(StoreDamagedError, match="checksum"):
        opened.verify()
