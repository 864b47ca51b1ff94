"""The public question sets as generations with their questions, and when an answer is right."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answer.comparing import comparable
from retrieval.generation import Generation
from tests.support.generations import ReportText, make_generation

_NUMERALS = re.compile(r"\d[\d,.]*|[零〇一二两三四五六七八九十百千万亿]+")
_EDGES = " 。.“”‘’「」『』《》\"'，,约近超过至少大概左右余多为共在于"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a set."""

    id: str
    text: str
    kind: str  #: number, text or none
    answers: tuple[str, ...]
    gold: frozenset[int]  #: positions of its passages in the generation


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A corpus and the questions asked of it."""

    generation: Generation
    questions: tuple[AskedQuestion, ...]


def load(directory: Path) -> PublicSet:
    """Read a set in BEIR layout; each row of the corpus is a report of one passage."""
    corpus = _rows(directory / "corpus.jsonl")
    at = {str(row["_id"]): i for i, row in enumerate(corpus)}
    gold: dict[str, set[int]] = {}
    for line in (directory / "qrels" / "test.tsv").read_text().splitlines()[1:]:
        query, passage, grade = line.split("\t")
        if int(grade) > 0:
            gold.setdefault(query, set()).add(at[passage])
    generation = make_generation(
        ReportText(str(row.get("title") or ""), [str(row["text"]).replace("\n", " ")])
        for row in corpus
    )
    questions = []
    for row in _rows(directory / "queries.jsonl"):
        metadata = row["metadata"]
        questions.append(
            AskedQuestion(
                id=str(row["_id"]),
                text=str(row["text"]),
                kind=metadata["kind"],
                answers=tuple(metadata["answers"]),
                gold=frozenset(gold.get(str(row["_id"]), ())),
            )
        )
    return PublicSet(generation, tuple(questions))


def is_right(given: str, answers: tuple[str, ...], model: str, *, slack: float = 1.5) -> bool:
    """Say whether a slice answers: one contains the other, and no number is added.

    Names and lists may be longer or shorter than the annotator's by `slack` times the shorter
    one; sentences must hold the answer or overlap it by half.
    """
    slice_ = comparable(given).strip(_EDGES)
    for answer in answers:
        gold = comparable(answer).strip(_EDGES)
        if not gold or not slice_:
            continue
        if model in {"number", "date"}:
            if (gold in slice_ or slice_ in gold) and _same_numbers(slice_, gold):
                return True
        elif model == "sentence":
            if gold in slice_ or slice_ in gold or _overlap(gold, slice_) >= 0.5:
                return True
        elif (
            slice_ == gold
            or (gold in slice_ and len(slice_) <= (1 + slack) * len(gold) + 2)
            or (slice_ in gold and len(slice_) >= 2 and len(gold) <= (1 + slack) * len(slice_) + 2)
        ):
            return True
    return False


def _same_numbers(given: str, gold: str) -> bool:
    """Say whether the slice has no number beyond the answer's, nor lacks all but one of them."""
    ours = [numeral.replace(",", "") for numeral in _NUMERALS.findall(given)]
    theirs = [numeral.replace(",", "") for numeral in _NUMERALS.findall(gold)]
    if len(theirs) <= 1:
        return len(ours) <= 1
    return set(ours) <= set(theirs)


def _overlap(gold: str, given: str) -> float:
    pairs = {gold[i : i + 2] for i in range(len(gold) - 1)}
    held = sum(pair in given for pair in pairs)
    return held / len(pairs) if pairs else 0.0


def questions_elsewhere(directory: Path, names: Sequence[str], limit: int) -> list[str]:
    """Draw questions of the sets beside `directory`, as many of each: of other things."""
    others = [name for name in names if name != directory.name]
    texts = []
    for name in others:
        rows = _rows(directory.parent / name / "queries.jsonl")
        asked = [str(row["text"]) for row in rows if row["metadata"]["answers"]]
        random.Random(directory.name).shuffle(asked)  # noqa: S311 - a sample, no secret
        texts += asked[: limit // len(others)]
    return texts


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
