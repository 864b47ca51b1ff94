"""Which colours does a card have?"""

from __future__ import annotations

from types import MappingProxyType

from bot.replies.cards.layout import Ink

RGB = tuple[int, int, int]

#: Text has a contrast of at least 4.5 on what it stands on.
COLOURS = MappingProxyType[Ink, RGB](
    {
        Ink.PAPER: (0xF4, 0xF3, 0xEF),
        Ink.TILE: (0xFF, 0xFF, 0xFF),
        Ink.TEXT: (0x1D, 0x24, 0x2B),
        Ink.QUIET: (0x5C, 0x66, 0x70),
        Ink.ACCENT: (0x0B, 0x69, 0x5C),
        Ink.TRACK: (0xE3, 0xE8, 0xE6),
    }
)
