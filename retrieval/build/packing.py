"""How are small tables kept in a store, read as a whole?"""

from __future__ import annotations

from typing import TypeVar

import msgspec
import numpy as np

from retrieval.storage import ArrayStore, ArrayWriter

T = TypeVar("T")


def write_packed(writer: ArrayWriter, name: str, value: object) -> None:
    """Write a value of lists, dictionaries, strings and numbers as an array of bytes."""
    writer.write(name, np.frombuffer(msgspec.msgpack.encode(value), np.uint8))


def read_packed(store: ArrayStore, name: str, kind: type[T]) -> T:
    """Read what `write_packed` wrote."""
    return msgspec.msgpack.decode(store[name].tobytes(), type=kind)
