"""How are strings and records kept in arrays, so that one of them is read without the others?

A column is two arrays: `NAME.bytes`, everything end to end, and `NAME.ends`, where each item ends.
Writers append straight to the file, so a column may be larger than memory.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar, overload

import msgspec
import numpy as np
import numpy.typing as npt

from retrieval.storage.arrays import Array, ArrayWriter

T = TypeVar("T")
_SURROGATES = "surrogatepass"  # a text may hold half a pair; it must come back as it was


class Arrays(Protocol):
    """Arrays by their names: a store, or a mapping in memory."""

    def __getitem__(self, name: str, /) -> Array:
        """Give an array by its name."""
        ...


def pack_strings(name: str, items: Iterable[str]) -> Mapping[str, Array]:
    """Lay strings out in memory as the arrays of a column."""
    encoded = [item.encode("utf-8", _SURROGATES) for item in items]
    return {
        f"{name}.bytes": np.frombuffer(b"".join(encoded), np.uint8),
        f"{name}.ends": np.cumsum([len(item) for item in encoded], dtype=np.int64),
    }


class _BytesWriter:
    """Appends items of bytes to a column."""

    def __init__(self, store: ArrayWriter, name: str) -> None:
        self._store = store
        self._name = name
        self._ends = array("q")
        self._length = 0
        self._stream = store.path(f"{name}.bytes").open("w+b")
        self._write_header()

    def _append(self, item: bytes) -> None:
        self._stream.write(item)
        self._length += len(item)
        self._ends.append(self._length)

    def close(self) -> None:
        """Finish the column; must come before the store's `commit`."""
        self._stream.seek(0)
        self._write_header()
        self._stream.close()
        self._store.write(f"{self._name}.ends", np.array(self._ends, np.int64))

    def _write_header(self) -> None:
        # The header of a .npy file leaves room for its first axis to grow: it is written over.
        np.lib.format.write_array_header_1_0(
            self._stream, {"descr": "|u1", "fortran_order": False, "shape": (self._length,)}
        )


class StringWriter(_BytesWriter):
    """Appends strings to a column."""

    def append(self, item: str) -> None:
        """Add a string."""
        self._append(item.encode("utf-8", _SURROGATES))


class RecordWriter(_BytesWriter):
    """Appends records, values of dataclasses, to a column."""

    def append(self, item: Any) -> None:
        """Add a record."""
        self._append(msgspec.msgpack.encode(item))


class _Bytes:
    def __init__(self, store: Arrays, name: str) -> None:
        self._bytes: npt.NDArray[np.uint8] = store[f"{name}.bytes"]
        self._ends: npt.NDArray[np.int64] = store[f"{name}.ends"]

    def __len__(self) -> int:
        return len(self._ends)

    def _at(self, i: int) -> bytes:
        n = len(self._ends)
        if not -n <= i < n:
            raise IndexError(i)
        i %= n
        start = self._ends[i - 1] if i else 0
        return self._bytes[start : self._ends[i]].tobytes()


class StringColumn(_Bytes, Sequence[str]):
    """Strings of a store, decoded one at a time."""

    @overload
    def __getitem__(self, i: int) -> str: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[str]: ...
    def __getitem__(self, i: int | slice) -> str | Sequence[str]:
        """Decode one string, or several."""
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        return str(self._at(i), "utf-8", _SURROGATES)

    def holding(self, part: str) -> Iterator[int]:
        """Find the strings that hold `part`, ascending, without decoding any of them.

        Raises:
            ValueError: `part` is empty.
        """
        if not part:
            raise ValueError("every string holds an empty part")
        # `re` searches what is mapped in place; `bytes.find` would want a copy of it.
        search = re.compile(re.escape(part.encode("utf-8", _SURROGATES))).search
        everything = self._bytes.data
        at = 0
        while (found := search(everything, at)) is not None:
            row = bisect_right(self._ends, found.start())
            at = int(self._ends[row])  # of one string, one finding is enough
            if found.end() <= at:
                yield row


class RecordColumn(_Bytes, Sequence[T], Generic[T]):
    """Records of a store, decoded one at a time into `kind`."""

    def __init__(self, store: Arrays, name: str, kind: type[T]) -> None:
        super().__init__(store, name)
        self._decoder = msgspec.msgpack.Decoder(kind)

    @overload
    def __getitem__(self, i: int) -> T: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[T]: ...
    def __getitem__(self, i: int | slice) -> T | Sequence[T]:
        """Decode one record, or several."""
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        return self._decoder.decode(self._at(i))
