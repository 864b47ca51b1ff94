"""The part of docs/quality.md on refusal: what each set refuses under weights fitted without it.

    python -m tests.eval.quality_refusal ../shared/eval [--limit N]

Prints it; `tests.eval.quality` writes it into the page.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.eval.fit_answers import SETS
from tests.eval.fit_refusal import (
    ANSWERABLE,
    WITHOUT_ANSWER,
    Corpus,
    Judged,
    judge,
    look,
)

LIMIT = 500  # answerable questions of a set; all the others
_NAMES = {"entity": "other name", "attribute": "attribute not told", "measure": "measure replaced"}


def section(corpora: Mapping[str, Corpus]) -> list[str]:
    """Write the section: its heading, what was asked, and both tables."""
    judged = list(judge(corpora))
    return [
        "## Refusal",
        "Share refused; every set under weights and a calibration fitted on the other sets only. "
        "*Related*: the set says that its passage lacks the answer. *Removed*: the passages that "
        "answer were taken away. *Foreign*: questions of other sets. The others are near misses "
        "made by program "
        "(`tests/eval/near_misses.py`). In brackets how many, where fewer than fifty.",
        "The threshold where the weights alone refuse 8 % of the set's own answerable questions "
        "(without `retrieval/answer/lacking.py`, which refuses some at any threshold):",
        _table(one for one in judged if not one.calibrated),
        "As a user has it, by the threshold that the calibration sets for the corpus (8 % aimed "
        "at):",
        _table(one for one in judged if one.calibrated),
    ]


def _table(judged: Iterable[Judged]) -> str:
    kinds = (ANSWERABLE, *WITHOUT_ANSWER)
    header = ["set", "refused wrongly", *(_NAMES.get(kind, kind) for kind in WITHOUT_ANSWER)]
    rows = [[one.data, *(_share(one, kind) for kind in kinds)] for one in judged]
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, ["---"] * len(header), *rows))


def _share(judged: Judged, kind: str) -> str:
    share, n = judged.refused.get(kind, (0.0, 0))
    if not n:
        return "–"
    return f"{share:.3f}" if n >= 50 else f"{share:.2f} ({n})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--limit", type=int, default=LIMIT)
    options = parser.parse_args(arguments)
    there = [name for name in SETS if (options.directory / name).is_dir()]
    corpora = {name: look(options.directory / name, options.limit) for name in there}
    print("\n\n".join(section(corpora)))


if __name__ == "__main__":
    main()
