"""Arrays that are made piece by piece."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.storage import ArrayMemory, ArrayStore, ArrayWriter

PIECES = st.lists(st.lists(st.integers(0, 255), max_size=5), max_size=5)
TYPES = st.sampled_from([np.uint8, np.int32, np.float32, np.float64])


@settings(deadline=None, max_examples=20)  # files are written
@given(pieces=PIECES, dtype=TYPES)
def test_on_disk_as_in_memory(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[list[int]], dtype: npt.DTypeLike
) -> None:
    """All pieces one after the other, in the type that was asked for."""
    directory = tmp_path_factory.mktemp("growing") / "store"
    memory = ArrayMemory()
    with ArrayWriter(directory, kind="test", version=1) as writer:
        for sink in (writer, memory):
            growing = sink.growing("numbers", dtype)
            for piece in pieces:
                growing.append(np.array(piece, np.float64))
            growing.close()
        writer.commit()
    store = ArrayStore.open(directory, kind="test", version=1)

    for arrays in (store, memory):
        assert arrays["numbers"].dtype == dtype
        assert arrays["numbers"].tolist() == [number for piece in pieces for number in piece]
    store.verify()


def test_an_array_that_memory_does_not_hold() -> None:
    """Asking for it is a mistake of the caller."""
    with pytest.raises(KeyError):
        ArrayMemory()["numbers"]
