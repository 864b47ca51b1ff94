"""Which pieces of work does a build consist of?

Values that can be handed to another process. What a task makes is a store named by everything it
was made of, so a task done twice does no harm, and one done before need not be done at all.
"""

from __future__ import annotations

from typing import Any

import msgspec

Problem = dict[str, Any]  #: as `write_problem` lays an error out


class KnownFile(msgspec.Struct, frozen=True, array_like=True):
    """How a file looked from outside when it was read, and what it held."""

    name: str
    size: int  #: bytes
    mtime_ns: int
    digest: str = ""  #: of its content; empty where it could not be read
    settled: bool = True  #: the same size and time mean the same content


class ReadTask(msgspec.Struct, frozen=True, tag=True):
    """Read one source file."""

    root: str  #: of the stores
    path: str
    name: str
    key: str  #: of code and knobs
    size: int  #: bytes


class ReadResult(msgspec.Struct, frozen=True):
    """What reading one source file came to: a part, or a problem."""

    file: KnownFile
    part: str = ""
    problem: Problem | None = None


class PackTask(msgspec.Struct, frozen=True, tag=True):
    """Find key numbers and terms of some consecutive passages."""

    root: str
    key: str  #: of the pack
    slices: tuple[tuple[str, int, int], ...]  #: part, first row, row behind the last
    n_passages: int


class AssembleTask(msgspec.Struct, frozen=True, tag=True):
    """Put parts and packs together as a generation."""

    root: str
    key: str  #: of the generation
    layout: bytes


Task = ReadTask | PackTask | AssembleTask


def weight(task: Task) -> int:
    """Say how much work a task is, in the unit in which it tells how far it is."""
    match task:
        case ReadTask():
            return task.size
        case PackTask():
            return task.n_passages
        case _:
            return 1


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a worker tells of its task."""

    done: int = 0  #: in the unit of the task, so far
    over: bool = False
    read: ReadResult | None = None  #: of a `ReadTask`
    failure: str = ""  #: a traceback
