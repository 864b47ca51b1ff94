"""Which colours does a card have?"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType

from bot.replies.cards.layout import Ink

RGB = tuple[int, int, int]


class Theme(Enum):
    """The colours of a card. Text has a contrast of at least 4.5 on what it stands on."""

    LIGHT = MappingProxyType(
        {
            Ink.PAPER: (0xF4, 0xF3, 0xEF),
            Ink.TILE: (0xFF, 0xFF, 0xFF),
            Ink.TEXT: (0x1D, 0x24, 0x2B),
            Ink.QUIET: (0x5C, 0x66, 0x70),
            Ink.ACCENT: (0x0B, 0x69, 0x5C),
            Ink.TRACK: (0xE3, 0xE8, 0xE6),
        }
    )
    DARK = MappingProxyType(
        {
            Ink.PAPER: (0x12, 0x17, 0x1B),
            Ink.TILE: (0x1D, 0x24, 0x2A),
            Ink.TEXT: (0xEA, 0xED, 0xEE),
            Ink.QUIET: (0x9B, 0xA7, 0xB0),
            Ink.ACCENT: (0x6C, 0xCF, 0xBB),
            Ink.TRACK: (0x34, 0x3E, 0x45),
        }
    )

    def colour(self, ink: Ink) -> RGB:
        """Give the colour of an ink."""
        return self.value[ink]
