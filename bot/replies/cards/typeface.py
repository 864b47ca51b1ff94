"""Which characters can be drawn, how wide are they, and with what?

The one door to the font file. A `Typeface` is immutable; what FreeType holds open for a size is
cached behind pure functions of file and size.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
#: Drawn for a character that no font here has: the printers' mark for a missing type.
GETA = "〓"

# Categories that have no shape of their own: dropped where the font does not draw them. Marks
# would stand alone after their base became 〓; modifiers (Sk) and format characters mostly belong
# to emoji.
_SHAPELESS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mc", "Me", "Mn", "Sk"})
# Categories within which a compatibility form may stand for a character. Not No: the plain form of
# 10⁴ is 104, another number.
_FOLDABLE = frozenset({"Ll", "Lo", "Lu", "Nd", "So"})
_PICTOGRAPHS = ((0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file with the characters it draws."""

    path: Path
    characters: frozenset[str]

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Open the font at a size in pixels."""
        return _opened(self.path, size)

    def width(self, text: str, size: int) -> int:
        """Measure how far the pen moves, in pixels: the sum over the characters, unkerned."""
        return sum(_advance(self.path, size, character) for character in text)

    def legible(self, text: str) -> str:
        r"""Rewrite a text so that the font draws all of it on one line.

        White space becomes single spaces; emoji, control and format characters go; a compatibility
        form stands for a character that is missing (⼤ → 大 in PDF text), 〓 for any other.

        >>> load_typeface().legible("喜报🎉 陈堃\n获奖 ☺️ 한")
        '喜报 陈堃 获奖 〓'
        """
        composed = unicodedata.normalize("NFC", text)
        return " ".join("".join(map(self._drawable, composed)).split())

    def _drawable(self, character: str) -> str:
        if character.isspace():
            return " "
        if character in self.characters:
            return character
        category = unicodedata.category(character)
        if category in _SHAPELESS:
            return ""
        folded = unicodedata.normalize("NFKC", character)
        if category in _FOLDABLE and len(folded) == 1 and folded in self.characters:
            return folded
        if any(first <= ord(character) <= last for first, last in _PICTOGRAPHS):
            return ""
        return GETA


@cache
def load_typeface() -> Typeface:
    """Read which characters the shipped font draws; the font itself is opened when first drawn."""
    characters = (FONTS / "characters.txt").read_bytes().decode("utf-8")
    return Typeface(FONTS / "youju-sans.otf", frozenset(characters))


@lru_cache(maxsize=32)  # more sizes than the cards use
def _opened(path: Path, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout, so that a picture does not depend on whether libraqm is installed.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1 << 16)
def _advance(path: Path, size: int, character: str) -> int:
    return round(_opened(path, size).getlength(character))
