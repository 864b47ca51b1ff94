"""What stands where on a card?

Marks with their boxes, in pixels from the top left, `[left, right)` and `[top, bottom)`. A layout
is made whole before anything is drawn, so that a test can ask it whether everything fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle of pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Count the pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Count the pixels down."""
        return self.bottom - self.top

    def holds(self, other: Box) -> bool:
        """Say whether the other box lies within this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def meets(self, other: Box) -> bool:
        """Say whether the two have a pixel in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Ink(StrEnum):
    """What a colour is for."""

    PAPER = "paper"
    TILE = "tile"
    TEXT = "text"
    QUIET = "quiet"
    ACCENT = "accent"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text. `box` is its ink, `room` what it may not leave."""

    text: str
    left: int
    baseline: int
    size: int
    weight: float  #: stroke around the outlines, in pixels; 0 is regular
    ink: Ink
    box: Box
    room: Box


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle with round corners: a tile, a bar, a rule."""

    box: Box
    radius: int
    ink: Ink


@dataclass(frozen=True, slots=True)
class Arrow:
    """A triangle that points up or down."""

    box: Box
    up: bool
    ink: Ink


Mark = Words | Panel | Arrow


@dataclass(frozen=True, slots=True)
class Layout:
    """A card ready to be drawn, marks in painting order."""

    width: int
    height: int
    marks: tuple[Mark, ...]

    @property
    def box(self) -> Box:
        """Give the whole card as a box."""
        return Box(0, 0, self.width, self.height)

    def faults(self) -> tuple[str, ...]:
        """Name what is clipped or overlaps; empty for every layout of this package."""
        outside = (mark for mark in self.marks if not self.box.holds(mark.box))
        found = [f"outside the card: {mark}" for mark in outside]
        solid = [mark for mark in self.marks if not isinstance(mark, Panel)]
        for position, mark in enumerate(solid):
            if isinstance(mark, Words) and not mark.room.holds(mark.box):
                found.append(f"outside its room: {mark}")
            found += [
                f"overlap: {mark} and {other}"
                for other in solid[position + 1 :]
                if mark.box.meets(other.box)
            ]
        for panel in self.marks:
            if isinstance(panel, Panel):
                found += [
                    f"cut by a panel's edge: {mark} and {panel}"
                    for mark in solid
                    if mark.box.meets(panel.box) and not panel.box.holds(mark.box)
                ]
        return tuple(found)
