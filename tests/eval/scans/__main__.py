"""Photograph the seed reports, read them, ask: `python -m tests.eval.scans [--misses]`.

Set in two newspaper columns with photographs between the lines, drawn at 200 dpi. Exits 1 where
fewer answers are those of the text, or fewer key numbers are found, than are promised, and 2 where
the extra that reads scans is missing.
"""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.eval.scans.measuring import LEAST_NUMBERS, LEAST_SAME, measure


def main() -> int:
    """Print the figures."""
    if find_spec("rapidocr") is None:
        sys.stderr.write("the extra youju[ocr] is missing: make setup-ocr\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder))
    print(f"pages              {measured.n_pages}")
    print(f"seconds a page     {measured.seconds / measured.n_pages:.1f}")
    print(f"same answers       {measured.n_same} of {measured.n_asked}")
    print(f"key numbers found  {measured.n_numbers} of {measured.n_marked}")
    if "--misses" in sys.argv:
        for question, expected, actual in measured.misses:
            print(f"  {question}  {expected!r} ← {actual!r}")
    held = measured.n_same >= LEAST_SAME * measured.n_asked
    return 0 if held and measured.n_numbers >= LEAST_NUMBERS else 1


if __name__ == "__main__":
    sys.exit(main())
