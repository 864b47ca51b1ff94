"""In which form do questions go to a process that answers, and replies come back?

A line of JSON each. The first line to the process says what it works with, its first line says
that it is ready; then a reply comes for each question, in the order of the questions.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from bot.answering.responding import Inquiry, Response

T = TypeVar("T")


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What a process works with."""

    store: str  #: where generations are kept
    generation: str  #: asked first, so opened before it says that it is ready
    search_url: str | None = None  #: of a cluster that searches


class Ready(msgspec.Struct, frozen=True):
    """The process answers from now on."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A question, and the generation that it is asked of."""

    generation: str
    inquiry: Inquiry


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What is said to a question; nothing where the process failed at it."""

    response: Response | None


def write_line(value: msgspec.Struct) -> bytes:
    """Write a value as a line."""
    return msgspec.json.encode(value) + b"\n"


def read_line(line: bytes, kind: type[T]) -> T:
    """Read a value of a kind from its line.

    Raises:
        msgspec.DecodeError: it is none, as where a process died while it wrote.
    """
    return msgspec.json.decode(line, type=kind)
