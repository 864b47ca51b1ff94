r"""Where in a line of JSON does a text stand?

Offsets point into the raw file, to where the value stands between its quotes. An escape such as
`\"` leaves its character in the file, and `\n` stands for white space; but `\u4e2d` leaves nothing
a span could point to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from retrieval.types import MendedText, Piece

SURROGATE = re.compile("[\ud800-\udfff]")

_DECODER = json.JSONDecoder()
_OPEN, _COLON, _COMMA = (re.compile(rf"[ \t\r\n]*{mark}[ \t\r\n]*") for mark in (r"\{", ":", ","))
_CLOSE = re.compile(r"[ \t\r\n]*\}\s*")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
#: Escapes whose character stands in the file, and those that stand for white space.
_LITERAL_ESCAPES = frozenset('"\\/')
_WHITE_ESCAPES = frozenset("nrtf")


class BadRowError(Exception):
    """A line is no row; the message says why."""


def scan_object(line: str) -> tuple[Mapping[str, Any], Mapping[str, tuple[int, int]]]:
    """Read a JSON object; of strings, also where they stand between their quotes.

    A key that stands twice counts as the last one, as `json.loads` has it.
    """
    values: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    opened = _OPEN.match(line)
    if opened is None:
        raise BadRowError("not a JSON object")
    i = opened.end()
    try:
        while line[i : i + 1] == '"':
            key, i = _DECODER.raw_decode(line, i)
            colon = _COLON.match(line, i)
            if colon is None:
                raise BadRowError(f"no colon after {key!r}")
            start = colon.end()
            values[key], i = _DECODER.raw_decode(line, start)
            if line[start] == '"':
                places[key] = (start + 1, i - 1)
            comma = _COMMA.match(line, i)
            if comma is None:
                break
            i = comma.end()
    except (ValueError, RecursionError) as error:
        raise BadRowError(str(error)) from error
    if _CLOSE.fullmatch(line, i) is None:
        raise BadRowError("the object is not closed, or something follows it")
    return values, places


def place_in(value: str, line: str, place: tuple[int, int], offset: int) -> MendedText | None:
    """Tie a value to the raw line; `None` where an escape leaves no character to point to."""
    start, end = place
    if end - start == len(value):
        return MendedText.at(value, offset + start)
    pieces: list[Piece] = []
    length = 0
    i = start
    for found in _ESCAPE.finditer(line, start, end):
        if found.start() > i:
            pieces.append(Piece(length, offset + i, found.start() - i))
            length += found.start() - i
        escaped = found.group()[1]
        if escaped in _LITERAL_ESCAPES:
            pieces.append(Piece(length, offset + found.start() + 1, 1))
        elif escaped not in _WHITE_ESCAPES:
            return None
        length += 1
        i = found.end()
    if end > i:
        pieces.append(Piece(length, offset + i, end - i))
    return MendedText(value, tuple(pieces))


def stripped(content: MendedText) -> MendedText:
    """Drop white space at both ends, where there is any."""
    clean = content.text[:1].strip() and content.text[-1:].strip()
    return content if clean else content.stripped()
