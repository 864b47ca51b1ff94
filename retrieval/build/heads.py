"""Which generation was made of a corpus directory last, and is it still that of its files?

A head names it, with how every file looked then. Looking at files from outside is enough to know
that nothing has changed, so an unchanged corpus is opened without being read.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from retrieval.build.naming import key_of
from retrieval.build.tasks import KnownFile, Problem
from retrieval.corpus import MANIFEST, find_files
from retrieval.problems import write_problem

HEADS = "heads"
MAX_HEADS = 8  # corpora remembered: the bot's own, and those of other commands
N_KEPT = 2  # generations of one corpus: citations of the last one can still be opened


class Survey(msgspec.Struct, frozen=True):
    """How a corpus directory looks from outside."""

    files: tuple[tuple[str, int, int], ...]  #: name, size in bytes, mtime in ns
    problems: tuple[Problem, ...]  #: what of it cannot be looked into


class Head(msgspec.Struct, frozen=True):
    """What was made of a corpus directory."""

    directory: str
    key: str  #: of code and knobs
    survey: Survey
    files: tuple[KnownFile, ...]
    generations: tuple[str, ...]  #: keys, the newest first
    booted: str  #: which start of the machine wrote it

    @property
    def is_settled(self) -> bool:
        """Say whether every file's looks tell what it holds."""
        return all(file.settled for file in self.files)


def look_over(directory: Path) -> tuple[Survey, dict[str, Path]]:
    """Look at the files of a corpus from outside; give also where each one is.

    Raises:
        CorpusMissingError: there is no such directory.
    """
    found, problems = find_files(directory)
    paths = {name: path for path, name in found}
    manifest = directory / MANIFEST
    looks = [_look(name, path) for name, path in [*paths.items(), (MANIFEST, manifest)]]
    return Survey(tuple(looks), tuple(map(write_problem, problems))), paths


def read_head(root: Path, directory: Path) -> Head | None:
    """Read what was made of a directory; `None` where nothing is known."""
    try:
        return msgspec.json.decode(_path(root, directory).read_bytes(), type=Head)
    except (OSError, msgspec.DecodeError):
        return None


def write_head(root: Path, directory: Path, head: Head) -> None:
    """Make a generation the one of a directory, in one step."""
    path = _path(root, directory)
    aside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with aside.open("wb") as stream:
            stream.write(msgspec.json.encode(head))
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def list_heads(root: Path) -> list[tuple[Path, Head]]:
    """List what is known of all directories, the latest first."""
    found = []
    for path in (root / HEADS).glob("*.json"):
        try:
            head = msgspec.json.decode(path.read_bytes(), type=Head)
            found.append((path.stat().st_mtime_ns, path, head))
        except (OSError, msgspec.DecodeError):
            path.unlink(missing_ok=True)
    return [(path, head) for _, path, head in sorted(found, key=lambda one: -one[0])]


def boot_name() -> str:
    """Name this start of the machine; empty where the system does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _path(root: Path, directory: Path) -> Path:
    return root / HEADS / f"{key_of(directory.resolve())}.json"


def _look(name: str, path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return name, 0, 0
    return name, status.st_size, status.st_mtime_ns
