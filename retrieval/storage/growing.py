"""How does an array come about whose length is not known, or larger than memory?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Growing(Protocol):
    """A one-dimensional array that is made piece by piece."""

    def append(self, piece: Array) -> None:
        """Add the next elements."""
        ...

    def close(self) -> None:
        """Finish the array; it is there from now on."""
        ...


class ArraySink(Protocol):
    """Takes arrays by their names: a store that is written, or memory."""

    def write(self, name: str, array: Array) -> None:
        """Take a whole array."""
        ...

    def growing(self, name: str, dtype: npt.DTypeLike) -> Growing:
        """Begin an array."""
        ...


class GrowingFile:
    """Writes an array straight into its `.npy` file."""

    def __init__(self, path: Path, dtype: npt.DTypeLike) -> None:
        self._dtype = np.dtype(dtype)
        self._length = 0
        self._stream = path.open("w+b")
        self._write_header()

    def append(self, piece: Array) -> None:
        """Write the next elements."""
        # A buffer, not `tofile`: that one writes past what `_stream` has buffered.
        self._stream.write(np.ascontiguousarray(piece, self._dtype).data)
        self._length += len(piece)

    def close(self) -> None:
        """Finish the file."""
        self._stream.seek(0)
        self._write_header()
        self._stream.close()

    def _write_header(self) -> None:
        # The header of a .npy file leaves room for its first axis to grow: it is written over.
        facts = {
            "descr": np.lib.format.dtype_to_descr(self._dtype),
            "fortran_order": False,
            "shape": (self._length,),
        }
        np.lib.format.write_array_header_1_0(self._stream, facts)


class ArrayMemory:
    """Arrays in memory, where a store would be too much."""

    def __init__(self) -> None:
        self._arrays: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        """Give an array by its name.

        Raises:
            KeyError: there is none.
        """
        return self._arrays[name]

    def write(self, name: str, array: Array) -> None:
        """Keep a whole array, not a copy of it."""
        self._arrays[name] = array

    def growing(self, name: str, dtype: npt.DTypeLike) -> Growing:
        """Begin an array."""
        return _GrowingMemory(self, name, dtype)


class _GrowingMemory:
    def __init__(self, memory: ArrayMemory, name: str, dtype: npt.DTypeLike) -> None:
        self._memory = memory
        self._name = name
        self._pieces = [np.empty(0, dtype)]

    def append(self, piece: Array) -> None:
        self._pieces.append(piece.astype(self._pieces[0].dtype, copy=False))

    def close(self) -> None:
        self._memory.write(self._name, np.concatenate(self._pieces))
