"""Where the public question sets are, and their reports as passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from retrieval.types import MendedText, Passage

SETS = Path(__file__).parents[4] / "shared" / "eval"


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a set's corpus."""
    with (SETS / name / "corpus.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def passage(row: dict[str, Any], source: str) -> Passage:
    """Make a passage of a row; the rows of one title are one report."""
    return Passage(
        id=row["_id"],
        report_id=row["title"],
        report_title=row["title"],
        section=None,
        source=source,
        content=MendedText.at(row["text"], 0),
    )


def reports(name: str) -> Iterator[list[Passage]]:
    """Yield the reports of a set, each as its passages in order."""
    for _, of_report in groupby(rows(name), key=lambda row: row["title"]):
        yield [passage(row, name) for row in of_report]
