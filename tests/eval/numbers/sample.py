"""Show key numbers drawn at random, for a person to read and judge.

    python -m tests.eval.numbers.sample [--set SET] [--seed N] [-n N]

Each is drawn with the same chance out of the whole set, marked passages left out. What is printed
quotes the set's texts and is for reading, not for keeping.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

from retrieval.numbers import number_report
from retrieval.types import KeyNumber, Tier
from tests.eval.numbers.texts import SETS, reports

_REACH = 45  # characters of context before a number


def main() -> int:
    """Draw and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.numbers.sample")
    parser.add_argument("--set", default="xinwenlianbo")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("-n", type=int, default=100)
    options = parser.parse_args()
    if not (SETS / options.set).is_dir():
        print(f"skipped: no set {options.set} at {SETS}", file=sys.stderr)
        return 0
    marks = Path(__file__).with_name("marks.jsonl").read_text(encoding="utf-8").splitlines()
    marked = {json.loads(line)["id"] for line in marks}
    draw = random.Random(options.seed)  # noqa: S311 - a sample, not a secret
    drawn: list[tuple[str, KeyNumber]] = []
    seen = 0
    for passages in reports(options.set):
        for passage, numbers in zip(passages, number_report(passages), strict=True):
            for number in numbers:
                if number.tier is not Tier.KEY or passage.id in marked:
                    continue
                seen += 1
                if len(drawn) < options.n:
                    drawn.append((passage.text, number))
                elif (at := draw.randrange(seen)) < options.n:
                    drawn[at] = (passage.text, number)
    for i, (text, number) in enumerate(drawn, 1):
        before = text[max(number.start - _REACH, 0) : number.start]
        print(f"{i:3} …{before}【{number.surface}】{text[number.end : number.end + 16]}")
        print(f"      {number.value} {number.unit} {number.qualifier} | {number.metric}")
        print(f"      {number.subject} | {number.period} | {number.direction}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
