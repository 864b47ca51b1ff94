"""Build the font that cards are drawn with: a subset of Noto Sans SC under its own name.

Run after a change of the characters below, with the development tools installed:

    .venv/bin/python scripts/build_font.py

It writes `youju-sans.otf`, `characters.txt` (every character the font draws, in code point order)
and `OFL.txt` into `bot/replies/cards/fonts`. The same inputs give the same bytes.
"""

from __future__ import annotations

import unicodedata
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.ttLib import TTFont

DESTINATION = Path(__file__).parent.parent / "bot" / "replies" / "cards" / "fonts"
FAMILY = "Youju Sans"  # a modified version goes under a name of its own

#: Simplified, with punctuation, kana, Greek, Cyrillic and the usual symbols; traditional.
CODECS = ("gb2312", "big5")
#: Latin, punctuation, currency, letter-like, number forms, arrows, mathematics, enclosed numbers,
#: shapes, radicals that PDF text is full of (⻓), units (㎡ ㎏): blocks taken
#: whole, as far as the source draws them.
BLOCKS = (
    (0x0020, 0x024F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x218F),
    (0x2190, 0x22FF),
    (0x2460, 0x25FF),
    (0x2E80, 0x2EFF),
    (0x3000, 0x30FF),
    (0x3200, 0x33FF),
    (0xFF00, 0xFFEF),
)
#: Given names in recent use that none of the above holds.
NAMES = "䶮"
#: Kana repeat marks of vertical text: twice as high as a line.
VERTICAL = "〱〲〳〴〵"


def encodable(character: str) -> bool:
    """Say whether one of the codecs has the character."""
    for codec in CODECS:
        try:
            character.encode(codec)
        except UnicodeEncodeError:
            continue
        return True
    return False


def is_drawn_alone(character: str) -> bool:
    """Say whether a character keeps to its own place on a line; combining marks do not."""
    return character not in VERTICAL and unicodedata.category(character)[0] not in "CM"


def wanted(available: set[int]) -> set[int]:
    """Choose code points: codecs, blocks, and what the segmenter's dictionary is written in.

    The dictionary brings the rare characters of names and places (堃 珺 镕 喆 赟 鹮) without the
    whole of GBK, which is a sixth larger and mostly characters no report has.
    """
    dictionary = set(files("jieba").joinpath("dict.txt").read_text(encoding="utf-8"))
    return {
        code
        for code in available
        if is_drawn_alone(chr(code))
        and (
            any(first <= code <= last for first, last in BLOCKS)
            or chr(code) in dictionary
            or chr(code) in NAMES
            or encodable(chr(code))
        )
    }


def rename(font: TTFont) -> None:
    """Give the subset its own family name; copyright and licence stay."""
    names = {
        1: FAMILY,
        3: f"{FAMILY} Regular",
        4: f"{FAMILY} Regular",
        6: FAMILY.replace(" ", "") + "-Regular",
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    top = font["CFF "].cff
    top.fontNames = [names[6]]
    top[0].FamilyName = FAMILY
    top[0].FullName = names[4]


def main() -> None:
    """Write the font, its characters and its licence."""
    options = subset.Options()
    options.layout_features = []  # Pillow's basic layout reads none
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    font = subset.load_font(str(pylopdf_fonts_zh_cn.sans_path()), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted(set(font.getBestCmap())))
    subsetter.subset(font)
    rename(font)

    DESTINATION.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(DESTINATION / "youju-sans.otf"), options)
    characters = "".join(map(chr, sorted(font.getBestCmap())))
    (DESTINATION / "characters.txt").write_text(characters, encoding="utf-8", newline="")
    licence = distribution("pylopdf-fonts-zh-cn").read_text("licenses/LICENSE")
    if licence is None:
        raise FileNotFoundError("the font package carries no licence text")
    copyright_line = str(font["name"].getDebugName(0))
    (DESTINATION / "OFL.txt").write_text(f"{copyright_line}\n\n{licence}", encoding="utf-8")


if __name__ == "__main__":
    main()
