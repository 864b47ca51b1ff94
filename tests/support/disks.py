"""A disk so small that a test can fill it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def small_disk(directory: Path, size: str) -> Iterator[Path]:
    """Mount a file system of a size (`2m`, `800k`) at a new directory.

    The test is skipped, with the reason, on a machine that lets nobody mount one.
    """
    directory.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(directory)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no file system may be mounted here")
    try:
        yield directory
    finally:
        subprocess.run(["umount", "--lazy", str(directory)], check=True)  # noqa: S607


def fill(directory: Path) -> Path:
    """Leave no room on the disk of a directory; gives the file that takes it all."""
    filler = directory / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(bytes(4096))
    return filler


@contextmanager
def filled(directory: Path) -> Iterator[None]:
    """Leave no room on the disk of a directory while the body runs."""
    filler = fill(directory)
    try:
        yield
    finally:
        filler.unlink()
