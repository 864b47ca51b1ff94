"""How do key numbers look as a picture?

    Digest, Comparison ─lay out→ Layout ─paint→ PNG

Values go in with finished texts, bytes come out; nothing here knows Telegram, settings, languages
or reports.
"""

from __future__ import annotations

from bot.replies.cards.values import (
    MAX_BARS,
    MAX_TILES,
    Bar,
    Comparison,
    Digest,
    Tile,
    Trend,
)

__all__ = [
    "MAX_BARS",
    "MAX_TILES",
    "Bar",
    "Comparison",
    "Digest",
    "Tile",
    "Trend",
    "draw_comparison",
    "draw_digest",
]


def draw_digest(digest: Digest) -> bytes:
    """Draw a digest card as PNG, 1,200 pixels wide."""
    # What draws is imported where it is needed: most commands draw nothing.
    from bot.replies.cards.digest import lay_out_digest
    from bot.replies.cards.painting import paint
    from bot.replies.cards.typeface import load_typeface

    typeface = load_typeface()
    return paint(lay_out_digest(digest, typeface), typeface)


def draw_comparison(comparison: Comparison) -> bytes:
    """Draw a comparison card as PNG, 1,200 pixels wide."""
    from bot.replies.cards.comparison import lay_out_comparison
    from bot.replies.cards.painting import paint
    from bot.replies.cards.typeface import load_typeface

    typeface = load_typeface()
    return paint(lay_out_comparison(comparison, typeface), typeface)
