"""Which files of a directory are the reports?

All of them, in the order of their names, folders included, but for hidden files, the papers of the
directory itself (README, MANIFEST, LICENSE) and links that lead out of it. A directory that holds
`corpus.jsonl` is a BEIR corpus: its other files are questions and judgements.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from retrieval.errors import CorpusError, CorpusMissingError, SourceUnreadableError

BEIR_CORPUS = "corpus.jsonl"
_PAPERS = ("readme", "manifest", "license")


class Stamp(NamedTuple):
    """By what a file is seen to have changed."""

    size: int  #: bytes
    modified_ns: int


def find_files(directory: Path) -> tuple[list[tuple[Path, str]], list[CorpusError]]:
    """List the files to read as (path, name below the directory), and what cannot be read.

    Raises:
        CorpusMissingError: there is no such directory.
    """
    if not directory.is_dir():
        raise CorpusMissingError(path=str(directory))
    if (directory / BEIR_CORPUS).is_file():
        return [(directory / BEIR_CORPUS, BEIR_CORPUS)], []
    root = directory.resolve()
    found: list[tuple[Path, str]] = []
    problems: list[CorpusError] = []
    seen: set[Path] = set()
    for path in _walk(directory, problems, directory):
        name = path.relative_to(directory).as_posix()
        shown = _legible(name)
        problem = why_not(path, root) if shown == name else "its name is not UTF-8"
        if problem:
            problems.append(SourceUnreadableError(path=shown, reason=problem))
            continue
        target = path.resolve()
        # A link beside the file it names would give every report twice.
        if target not in seen:
            seen.add(target)
            found.append((path, name))
    return found, problems


def corpus_stamps(directory: Path) -> Mapping[str, Stamp]:
    """Tell the size and the time of every file that would be read, by name.

    What is gone or cannot be looked at is left out; without a directory there is nothing.
    """
    stamps: dict[str, Stamp] = {}
    try:
        found, _ = find_files(directory)
    except CorpusMissingError:
        return stamps
    for path, name in found:
        with suppress(OSError):
            status = path.stat()
            stamps[name] = Stamp(status.st_size, status.st_mtime_ns)
    return stamps


def _walk(folder: Path, problems: list[CorpusError], directory: Path) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        name = _legible(folder.relative_to(directory).as_posix())
        problems.append(SourceUnreadableError(path=name, reason=error.strerror or str(error)))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower().startswith(_PAPERS):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), problems, directory)
        else:
            yield Path(entry.path)


def _legible(name: str) -> str:
    """Put a mark for what of a name is no text: such a name cannot be cited or written down."""
    return os.fsencode(name).decode("utf-8", "replace")


def why_not(path: Path, root: Path) -> str | None:
    """Say why a path is not to be opened: opening a pipe, for one, would wait for ever."""
    try:
        target = path.resolve(strict=True)
        if not target.is_relative_to(root):
            return "a link out of the corpus directory"
        if not stat.S_ISREG(target.stat().st_mode):
            return "not a regular file"
    except (OSError, RuntimeError) as error:
        return getattr(error, "strerror", None) or str(error)
    return None
