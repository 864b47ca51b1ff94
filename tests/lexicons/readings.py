"""Write retrieval/lexicons/readings.txt from pypinyin's table of single characters.

    pip download --no-deps pypinyin
    python -m tests.lexicons.readings pypinyin-*.whl

Kept are the 6,763 characters of GB 2312, each under its two most usual readings without tones.
"""

from __future__ import annotations

import json
import sys
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parents[2] / "retrieval" / "lexicons" / "readings.txt"
#: Combining grave, acute, macron and caron.
TONES = "\u0300\u0301\u0304\u030c"
HEADER = """\
# Syllables without tone, and the characters of GB 2312 that are read so.
# Source: pypinyin (MIT License, https://github.com/mozillazg/python-pinyin), the first two
# readings of each character; written by `python -m tests.lexicons.readings`.
"""


def main() -> None:
    """Read the wheel named on the command line and write the lexicon."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        table = json.loads(wheel.read("pypinyin/pinyin_dict.json"))
    characters: dict[str, list[str]] = defaultdict(list)
    for character in gb2312():
        for reading in table.get(str(ord(character)), "").split(",")[:2]:
            syllable = without_tone(reading)
            if syllable and character not in characters[syllable]:
                characters[syllable].append(character)
    rows = [f"{syllable}\t{''.join(characters[syllable])}\n" for syllable in sorted(characters)]
    TARGET.write_text(HEADER + "".join(rows), encoding="utf-8")


def gb2312() -> list[str]:
    """List the ideographs of GB 2312 in its order."""
    return [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if not (row == 0xD7 and cell > 0xF9)  # the last five cells of row 55 are empty
    ]


def without_tone(reading: str) -> str:
    """Drop the tone mark but keep the two dots of ü."""
    decomposed = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))


if __name__ == "__main__":
    main()
