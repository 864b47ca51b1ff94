"""How well does the answer room do on the seed reports?

The questions were written from the reports before anything was tuned to them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answer import answer_question, calibrated
from retrieval.build import build_generation
from retrieval.params import Params
from retrieval.types import Answer, Band

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "seeds"

#: Kinds whose short answer must be one of the expected ones, white space and quotes aside.
EXACT = frozenset({"number", "date", "person", "place", "name", "byline"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A question of the set, what came back, and whether that is right."""

    id: str
    question: str
    kind: str
    expected: tuple[str, ...]
    answer: Answer
    right: bool


def judge_all() -> Iterator[Judged]:
    """Ask every question of the set and judge the answers."""
    params = Params()
    generation = build_generation(SEEDS, params=params)
    params = calibrated(generation, params)
    for line in (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expected = tuple(row["answers"])
        answer = answer_question(row["question"], generation, params=params)
        yield Judged(
            row["id"],
            row["question"],
            row["kind"],
            expected,
            answer,
            _is_right(row["kind"], expected, answer),
        )


def table(judged: Sequence[Judged]) -> str:
    """Lay out how many questions of each kind are right."""
    asked = Counter(one.kind for one in judged)
    right = Counter(one.kind for one in judged if one.right)
    lines = [f"{'kind':12} right  asked"]
    lines += [f"{kind:12} {right[kind]:5} {asked[kind]:6}" for kind in sorted(asked)]
    return "\n".join(lines)


def _is_right(kind: str, expected: Sequence[str], answer: Answer) -> bool:
    if kind == "none":
        return answer.band is not Band.ANSWER
    if answer.band is not Band.ANSWER:
        return False
    given = _plain(answer.answer)
    if kind in EXACT:
        return any(given == _plain(one) for one in expected)
    return any(_plain(one) in given or _plain(one) in _plain(answer.sentence) for one in expected)


def _plain(text: str) -> str:
    return "".join(text.split()).strip("。“”‘’").replace("、", "")
