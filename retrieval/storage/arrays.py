"""How are named arrays written so that no half of them is ever read?

A store is written into a directory beside its place and renamed when it is whole. Its manifest
carries the format, its version, and of every file the size and the CRC-32; opening checks all but
the last, which takes reading every byte: that is `verify`.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from retrieval.errors import StoreDamagedError, StoreVersionError
from retrieval.storage.growing import Array as Array
from retrieval.storage.growing import Growing, GrowingFile

MANIFEST = "manifest.json"
_CHUNK_BYTES = 1 << 22


class ArrayWriter:
    """Writes one store; leaving the context without `commit` leaves nothing behind.

    Args:
        directory: where the store will stand; what stands there is replaced.
        kind: what the store is, such as `index`.
        version: of the meaning of its arrays; another one is not opened.
    """

    def __init__(self, directory: Path, *, kind: str, version: int) -> None:
        self._directory = directory
        self._aside = directory.with_name(f".{directory.name}.{os.getpid()}.partial")
        self._kind = kind
        self._version = version

    def __enter__(self) -> Self:
        shutil.rmtree(self._aside, ignore_errors=True)
        self._aside.mkdir(parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)

    def path(self, name: str) -> Path:
        """Give the file of an array, for whoever writes it piece by piece."""
        return self._aside / f"{name}.npy"

    def write(self, name: str, array: Array) -> None:
        """Write a whole array."""
        np.save(self.path(name), array, allow_pickle=False)

    def create(self, name: str, shape: tuple[int, ...], dtype: npt.DTypeLike) -> Array:
        """Make room for an array that is filled in place; `(0, …)` is fine."""
        if 0 in shape:  # nothing can be mapped
            empty: Array = np.empty(shape, dtype)
            self.write(name, empty)
            return empty
        return np.lib.format.open_memmap(self.path(name), mode="w+", dtype=dtype, shape=shape)

    def growing(self, name: str, dtype: npt.DTypeLike) -> Growing:
        """Begin an array that is written piece by piece; it must be closed before `commit`."""
        return GrowingFile(self.path(name), dtype)

    def commit(self, facts: Mapping[str, Any] | None = None) -> None:
        """Put the store in its place; `facts` are kept in its manifest."""
        files = {
            path.name: {"size": path.stat().st_size, "crc32": _crc32(path)}
            for path in sorted(self._aside.glob("*.npy"))
        }
        manifest = {
            "kind": self._kind,
            "version": self._version,
            "facts": dict(facts or {}),
            "files": files,
        }
        body = json.dumps(manifest, ensure_ascii=False, sort_keys=True)
        _write_synced(self._aside / MANIFEST, f"{body}\n{zlib.crc32(body.encode())}\n")
        shutil.rmtree(self._directory, ignore_errors=True)
        self._aside.rename(self._directory)


@dataclass(frozen=True, slots=True)
class ArrayStore:
    """The arrays of a store, mapped and read-only."""

    directory: Path
    facts: Mapping[str, Any]
    arrays: Mapping[str, Array]
    checksums: Mapping[str, int]  #: file name → CRC-32
    maps: tuple[mmap.mmap, ...]

    @classmethod
    def open(cls, directory: Path, *, kind: str, version: int) -> ArrayStore:
        """Map a store without reading its arrays.

        Raises:
            StoreVersionError: it is whole, but of another kind or version.
            StoreDamagedError: it is not there, unfinished, or not what its manifest says.
        """
        manifest = _read_manifest(directory)
        found = (manifest["kind"], manifest["version"])
        if found != (kind, version):
            raise StoreVersionError(
                path=str(directory),
                expected=f"{kind} {version}",
                actual=f"{found[0]} {found[1]}",
            )
        arrays: dict[str, Array] = {}
        maps = []
        for name, facts in manifest["files"].items():
            array, mapped = _map(directory / name, facts["size"])
            arrays[name.removesuffix(".npy")] = array
            maps.append(mapped)
        checksums = {name: facts["crc32"] for name, facts in manifest["files"].items()}
        return cls(directory, manifest["facts"], arrays, checksums, tuple(maps))

    def __getitem__(self, name: str) -> Array:
        """Give an array by its name.

        Raises:
            StoreDamagedError: the store has no such array.
        """
        try:
            return self.arrays[name]
        except KeyError:
            raise StoreDamagedError(path=str(self.directory), reason=f"no {name}") from None

    def verify(self) -> None:
        """Read every byte and compare it with the checksums.

        Raises:
            StoreDamagedError: a file differs from what was written.
        """
        for name, expected in self.checksums.items():
            if _crc32(self.directory / name) != expected:
                raise StoreDamagedError(
                    path=str(self.directory / name), reason="its checksum differs"
                )

    def release(self) -> None:
        """Give mapped pages back to the system; they are mapped anew when next looked at."""
        for mapped in self.maps:
            mapped.madvise(mmap.MADV_DONTNEED)


def _read_manifest(directory: Path) -> dict[str, Any]:
    path = directory / MANIFEST
    try:
        body, checksum = path.read_text("utf-8").splitlines()
        intact = zlib.crc32(body.encode()) == int(checksum)
    except (OSError, ValueError) as error:
        raise StoreDamagedError(path=str(path), reason=str(error)) from error
    if not intact:
        raise StoreDamagedError(path=str(path), reason="its checksum differs")
    manifest: dict[str, Any] = json.loads(body)
    return manifest


def _map(path: Path, size: int) -> tuple[Array, mmap.mmap]:
    try:
        with path.open("rb") as stream:
            actual = os.fstat(stream.fileno()).st_size
            if actual != size:
                raise StoreDamagedError(path=str(path), reason=f"{actual} bytes instead of {size}")
            np.lib.format.read_magic(stream)
            shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            # Not `np.memmap`: slices of it carry its bookkeeping along and are slow to make.
            array = np.frombuffer(mapped, dtype, prod(shape), stream.tell()).reshape(shape)
    except (OSError, ValueError) as error:
        raise StoreDamagedError(path=str(path), reason=str(error)) from error
    return array, mapped


def _crc32(path: Path) -> int:
    checksum = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            checksum = zlib.crc32(chunk, checksum)
    return checksum


def _write_synced(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
