"""Which questions does a file of JSON lines ask?

One object `{"id", "question"}` a line, read as they come, so that answers can stream.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple


class InputError(Exception):
    """An input of a command is bad; `message` names the sentence that says so."""

    def __init__(self, message: str, **facts: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class Question(NamedTuple):
    """A question of a batch, with the id that its answer carries."""

    id: str | int | None
    text: str


def read_questions(name: str) -> Iterator[Question | InputError]:
    """Read the file `name`, or stdin where it is `-`; blank lines are passed over.

    A line that is not what it should be is yielded as the error it makes, in its place.

    Raises:
        InputError: the file cannot be opened.
    """
    with ExitStack() as stack:
        lines: Iterable[bytes] = sys.stdin.buffer
        if name != "-":
            try:
                lines = stack.enter_context(Path(name).open("rb"))
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise InputError("batch-unreadable", path=name, reason=reason) from None
        for n, line in enumerate(lines, 1):
            if line.strip():
                yield _parsed(line) or InputError("batch-line-malformed", path=name, line=n)


def _parsed(line: bytes) -> Question | None:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        return None
    identity = row.get("id")
    if identity is not None and not isinstance(identity, str | int):
        return None
    return Question(identity, row["question"])
