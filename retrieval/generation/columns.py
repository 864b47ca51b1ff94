"""How are the parts of a stored corpus read as one, an item at a time?

A generation names parts and packs, which lie in stores of their own; a store is mapped when
something of it is first looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Generic, TypeVar, overload

import numpy as np
import numpy.typing as npt

from retrieval.generation.catalogue import name_hash
from retrieval.types import Passage, Report, Source

T = TypeVar("T")
Column = Callable[[int], Sequence[T]]  #: gives the column of a part, mapped


class Joined(Sequence[T], Generic[T]):
    """Runs of rows of several columns, end to end.

    Args:
        column: gives a column by its number.
        runs: (column, first row, row behind the last) of each run.
    """

    def __init__(self, column: Column[T], runs: Sequence[tuple[int, int, int]]) -> None:
        self._column = column
        self._runs = runs
        self._ends = list(accumulate(stop - start for _, start, stop in runs))

    def __len__(self) -> int:
        """Count the items."""
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, i: int) -> T: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[T]: ...
    def __getitem__(self, i: int | slice) -> T | Sequence[T]:
        """Decode one item, or several."""
        if isinstance(i, slice):
            return tuple(self[j] for j in range(*i.indices(len(self))))
        return self.item(i)

    def __iter__(self) -> Iterator[T]:
        """Decode all items, one at a time."""
        return map(self.item, range(len(self)))

    def item(self, i: int) -> T:
        """Decode one item."""
        n = len(self)
        if not -n <= i < n:
            raise IndexError(i)
        i %= n
        run = bisect_right(self._ends, i)
        number, _, stop = self._runs[run]
        return self._column(number)[stop - (self._ends[run] - i)]


class StoredReports(Joined[Report]):
    """Reports, under the ids that keep them apart."""

    def __init__(
        self,
        column: Column[Report],
        runs: Sequence[tuple[int, int, int]],
        renamed: Mapping[int, str],
    ) -> None:
        super().__init__(column, runs)
        self._renamed = renamed

    def item(self, i: int) -> Report:
        """Decode one report."""
        report = super().item(i)
        new = self._renamed.get(i % len(self))
        return report if new is None else replace(report, id=new)


class StoredPassages(Joined[Passage]):
    """Passages, under the ids that keep them and their reports apart.

    Args:
        column: gives the passages of a part.
        runs: those that are passages of the corpus.
        renamed: new ids of passages, by position.
        moved: new ids of reports, by the positions of their passages.
    """

    def __init__(
        self,
        column: Column[Passage],
        runs: Sequence[tuple[int, int, int]],
        renamed: Mapping[int, str],
        moved: Mapping[range, str],
    ) -> None:
        super().__init__(column, runs)
        self._renamed = renamed
        self._report_ids = {i: report_id for own, report_id in moved.items() for i in own}

    def item(self, i: int) -> Passage:
        """Decode one passage."""
        passage = super().item(i)
        i %= len(self)
        if i in self._renamed:
            passage = replace(passage, id=self._renamed[i])
        if i in self._report_ids:
            passage = replace(passage, report_id=self._report_ids[i])
        return passage


class Positions(Mapping[str, int]):
    """Positions by name, found by the hashes of the names.

    Args:
        hashes: of the names, ascending.
        order: the position of each.
        name_of: gives the name at a position, since two names may share a hash.
    """

    def __init__(
        self,
        hashes: npt.NDArray[np.uint64],
        order: npt.NDArray[np.int32],
        name_of: Callable[[int], str],
    ) -> None:
        self._hashes = hashes
        self._order = order
        self._name_of = name_of

    def __getitem__(self, name: str) -> int:
        """Find the position of a name."""
        wanted = np.uint64(name_hash(name))
        at = int(np.searchsorted(self._hashes, wanted))
        while at < len(self._hashes) and self._hashes[at] == wanted:
            position = int(self._order[at])
            if self._name_of(position) == name:
                return position
            at += 1
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        """Go through the names in the order of their positions."""
        return map(self._name_of, range(len(self)))

    def __len__(self) -> int:
        """Count the names."""
        return len(self._hashes)


class Ranges(Mapping[str, range]):
    """Which passages does a report hold?"""

    def __init__(self, reports: Positions, starts: npt.NDArray[np.int32]) -> None:
        self._reports = reports
        self._starts = starts

    def __getitem__(self, report_id: str) -> range:
        """Give the positions of a report's passages."""
        report = self._reports[report_id]
        return range(int(self._starts[report]), int(self._starts[report + 1]))

    def __iter__(self) -> Iterator[str]:
        """Go through the ids of the reports, in their order."""
        return iter(self._reports)

    def __len__(self) -> int:
        """Count the reports."""
        return len(self._reports)


class StoredSource(Source):
    """A source whose text is decoded only as far as it is looked at."""

    __slots__ = ("_units",)
    _units: npt.NDArray[np.unsignedinteger]

    def __init__(
        self, name: str, units: npt.NDArray[np.unsignedinteger], *, encoding: str, extracted: bool
    ) -> None:
        # The base is frozen, and its `text` is a property here: there is nothing to put there.
        for field, value in (
            ("name", name),
            ("encoding", encoding),
            ("extracted", extracted),
            ("_units", units),
        ):
            object.__setattr__(self, field, value)

    @property
    def text(self) -> str:
        """Decode the whole text."""
        return self.slice(0, len(self._units))

    def slice(self, start: int, end: int) -> str:
        """Decode `[start, end)` of the text."""
        return decode_units(self._units[start:end])


class StoredSources(Mapping[str, Source]):
    """Sources by name, each mapped when it is looked at."""

    def __init__(self, numbers: Mapping[str, int], source: Callable[[int], Source]) -> None:
        self._numbers = numbers
        self._source = source

    def __getitem__(self, name: str) -> Source:
        """Give the source of a name."""
        return self._source(self._numbers[name])

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Count the sources."""
        return len(self._numbers)


_SURROGATE = re.compile("[\ud800-\udfff]")
_CODECS = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}


def encode_units(text: str) -> npt.NDArray[np.unsignedinteger]:
    """Write a text with as many bytes a character as its highest one takes, `(len(text),)`.

    So a slice of it is found without reading what stands before.
    """
    width = _width(text)
    encoded = text.encode(_CODECS[width], "strict" if width == 1 else "surrogatepass")
    return np.frombuffer(encoded, np.dtype(f"<u{width}"))


def _width(text: str) -> int:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        n_bytes = len(text.encode("utf-16-le", "surrogatepass"))
        # Two halves side by side would come back as one character.
        return 4 if n_bytes > 2 * len(text) or _SURROGATE.search(text) else 2
    return 1


def decode_units(units: npt.NDArray[np.unsignedinteger]) -> str:
    """Read what `encode_units` wrote, or a slice of it."""
    width = units.dtype.itemsize
    errors = "strict" if width == 1 else "surrogatepass"
    return units.tobytes().decode(_CODECS[width], errors)
