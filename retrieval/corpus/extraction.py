"""What does the reader of a document find in it, before anything is made of it?

Extractors run in a process of their own, and what they find comes back as JSON: text, and where in
it the parts stand. Making reports of it is `retrieval.corpus.readers.documents`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from retrieval.corpus.tables import Grid, caption_of, state_table
from retrieval.types import BlockKind, Place

#: What no text holds, and what no encoding can write.
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch `[start, end)` of the extracted text, typed."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  #: of a heading, from 1
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The text of a document.

    Of a document that knows its structure, `parts` are its blocks, in order. Of a `running` one,
    the text is a page to be taken apart, and `parts` are only what is no running text in it.
    """

    text: str
    parts: tuple[Part, ...] = ()
    running: bool = False
    pages: tuple[int, ...] = ()  #: where each page begins in the text; empty without pages
    title: str = ""  #: as the document's properties have it
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    unread_scans: bool = False  #: some pages are pictures, and nothing here reads pictures

    def to_json(self) -> dict[str, Any]:
        """Lay the extraction out for the way back from the extractor's process."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Extraction:
        """Read what `to_json` wrote.

        Raises:
            KeyError, TypeError, ValueError: it did not write this.
        """
        parts = tuple(
            Part(BlockKind(part["kind"]), part["start"], part["end"], part["level"], _place(part))
            for part in value["parts"]
        )
        lists = {name: tuple(value[name]) for name in ("pages", "authors")}
        return cls(**{**value, **lists, "parts": parts})


def printable(text: str) -> str:
    """Put a space for every control character and half surrogate; the length stays."""
    return _UNPRINTABLE.sub(" ", text)


def _place(part: dict[str, Any]) -> Place | None:
    place = part["place"]
    return Place(**{**place, "headings": tuple(place["headings"])}) if place else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far an extractor goes; what is meant by each says `retrieval.params`."""

    max_pages: int
    max_unpacked_bytes: int
    advance: Callable[[int, int], None] = lambda done, total: None  # noqa: ARG005 - told of pages


class TextBuilder:
    """Writes the extracted text of a document that knows its structure, block by block."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self.parts: list[Part] = []

    @property
    def text(self) -> str:
        """Give the text so far."""
        return "".join(self._texts)

    def add(
        self, kind: BlockKind, text: str, *, level: int = 0, place: Place | None = None
    ) -> None:
        """Write a block on lines of its own; an empty one leaves a blank line."""
        text = printable(text).strip()
        if text:
            self.parts.append(Part(kind, self._length, self._length + len(text), level, place))
        self._texts.append(text + "\n")
        self._length += len(text) + 1

    def add_table(
        self,
        grid: Grid,
        *,
        caption: str = "",
        n_heads: int | None = None,
        place: Callable[[int, tuple[int, int]], Place | None] = lambda row, columns: None,  # noqa: ARG005 - most formats have no cells to name
    ) -> None:
        """Write a table, a row a line."""
        for stated in state_table(grid, caption=caption, n_heads=n_heads):
            self.add(stated.kind, stated.text, place=place(stated.row, stated.columns))

    def above(self, kinds: Iterable[BlockKind]) -> str:
        """Give the block just written, if it is of one of these kinds: a table's caption."""
        if not self.parts or self.parts[-1].kind not in kinds or len(self._texts[-1]) <= 1:
            return ""
        lines = [text.rstrip("\n") for text in self._texts[-4:] if len(text) > 1][-2:]
        last = self.parts[-len(lines) :]
        return caption_of([t for part, t in zip(last, lines, strict=True) if part.kind in kinds])
