"""How well are key numbers found, valued and named on text nobody tuned for?

    python -m tests.eval.numbers [--half test|tune|all] [--misses]

`marks.jsonl` was marked by reading before the extractor saw the passages. It names set, passage
and offsets; the texts are in ../shared/eval, without which there is nothing to measure.
A mark's `measure` lists what a right name must hold: alternatives by `|`, all parts by `&`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from retrieval.numbers import number_report
from retrieval.types import KeyNumber, NumberKind, Tier
from tests.eval.numbers.texts import SETS, passage, rows

_HERE = Path(__file__).parent
_MAX_MEASURE = 24  # characters; a longer one is a sentence, not a name


def measured(expected: str | None, found: str | None) -> bool:
    """Tell whether a name holds what it must, and is a name."""
    if expected is None:
        return True
    if found is None or len(found) > _MAX_MEASURE:
        return False
    return any(all(part in found for part in way.split("&")) for way in expected.split("|"))


def valued(mark: dict[str, Any], number: KeyNumber) -> bool:
    """Tell whether value and unit are the marked ones."""
    value = mark["value"]
    expected: object = tuple(map(Decimal, value)) if isinstance(value, list) else Decimal(value)
    unit = mark["unit"]
    same_unit = number.unit == unit or (unit == "%" and number.kind is NumberKind.PERCENT)
    return number.value == expected and same_unit


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.numbers")
    parser.add_argument("--half", choices=("test", "tune", "all"), default="test")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if not SETS.is_dir():
        print(f"skipped: the public question sets are not at {SETS}", file=sys.stderr)
        return 0
    marks = [json.loads(line) for line in (_HERE / "marks.jsonl").open(encoding="utf-8")]
    if options.half != "all":
        marks = [mark for mark in marks if mark["half"] == options.half]
    wanted: dict[str, set[str]] = defaultdict(set)
    marks_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mark in marks:
        wanted[mark["set"]].add(mark["id"])
        marks_of[mark["id"]].append(mark)
    counts: dict[str, int] = defaultdict(int)
    for name, ids in wanted.items():
        for row in rows(name):
            if row["_id"] in ids:
                found = number_report([passage(row, name)])[0]
                _score(marks_of[row["_id"]], found, counts, misses=options.misses)
    key = counts["key"]
    print(f"half {options.half}: {len(marks)} marks, {key} key, {len(marks_of)} passages")
    for label, of in (("found", key), ("value right", key), ("measure right", counts["named"])):
        print(f"  {label:14} {counts[label]:4} of {of:4}  {counts[label] / max(of, 1):.3f}")
    out, wrong = counts["out"], counts["false"]
    print(f"  {'precision':14} {out - wrong:4} of {out:4}  {(out - wrong) / max(out, 1):.3f}")
    return 0


def _score(
    marks: list[dict[str, Any]],
    found: tuple[KeyNumber, ...],
    counts: dict[str, int],
    *,
    misses: bool,
) -> None:
    for number in found:
        if number.tier is Tier.KEY and number.kind is not NumberKind.DATE:
            counts["out"] += 1
            if not any(_overlap(mark, number) for mark in marks):
                counts["false"] += 1
                if misses:
                    print(f"  false   {number.surface} ({number.metric})")
    for mark in marks:
        if mark["tier"] != "key":
            continue
        counts["key"] += 1
        number = next((n for n in found if _overlap(mark, n)), None)
        if mark["measure"] is not None:
            counts["named"] += 1
        if number is None:
            if misses:
                print(f"  missed  {mark['surface']} in {mark['id']}")
            continue
        counts["found"] += 1
        if valued(mark, number):
            counts["value right"] += 1
        elif misses:
            print(f"  value   {mark['surface']}: {number.value} {number.unit}")
        if mark["measure"] is not None and measured(mark["measure"], number.metric):
            counts["measure right"] += 1
        elif misses and mark["measure"] is not None:
            print(f"  measure {mark['surface']}: {number.metric!r}, not {mark['measure']!r}")


def _overlap(mark: dict[str, Any], number: KeyNumber) -> bool:
    return bool(number.start < mark["end"] and mark["start"] < number.end)


if __name__ == "__main__":
    sys.exit(main())
