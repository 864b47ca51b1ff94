"""Which questions are asked of a corpus, and which passages answer them?

BEIR layout: `queries.jsonl` and `qrels/test.tsv` beside the corpus. What a question expects stands
in its metadata: `answers`, `kind` (number, text, none), `specific` (it names something).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import SourceMalformedError, SourceUnreadableError

#: Relevance of passages, by passage id; above 0 is relevant.
Judgements = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalQuestion:
    """A question of an evaluation set."""

    id: str
    text: str
    answers: tuple[str, ...] = ()
    kind: str = ""
    specific: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in file order, and the passages judged for each."""

    questions: tuple[EvalQuestion, ...]
    qrels: Mapping[str, Judgements]


def read_question_set(directory: Path) -> QuestionSet:
    """Read the questions and judgements of a directory in BEIR layout.

    Raises:
        SourceUnreadableError: a file is missing or is not UTF-8.
        SourceMalformedError: a line breaks the format, or a question id stands twice.
    """
    questions = tuple(_read_questions(directory / "queries.jsonl"))
    return QuestionSet(questions, _read_qrels(directory / "qrels" / "test.tsv"))


def _read_questions(path: Path) -> Iterator[EvalQuestion]:
    seen: set[str] = set()
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:  # a number or a nesting without end, too
            raise SourceMalformedError(
                path=str(path), line=number, reason=f"no JSON: {error}"
            ) from error
        question = _question(row)
        if question is None:
            reason = 'a row is {"_id": text, "text": text, "metadata": {…}}'
            raise SourceMalformedError(path=str(path), line=number, reason=reason)
        if question.id in seen:
            reason = f"question id {question.id} stands twice"
            raise SourceMalformedError(path=str(path), line=number, reason=reason)
        seen.add(question.id)
        yield question


def _question(row: Any) -> EvalQuestion | None:
    match row:
        case {"_id": str(id_), "text": str(text), **rest}:
            return _with_metadata(id_, text, rest.get("metadata"))
        case _:
            return None


def _with_metadata(id_: str, text: str, metadata: Any) -> EvalQuestion | None:
    match metadata:
        case None:
            return EvalQuestion(id=id_, text=text)
        case dict():
            answers = metadata.get("answers", [])
            if not isinstance(answers, list) or not all(isinstance(a, str) for a in answers):
                return None
            return EvalQuestion(
                id=id_,
                text=text,
                answers=tuple(answers),
                kind=str(metadata.get("kind", "")),
                specific=bool(metadata.get("specific", False)),
            )
        case _:
            return None


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    lines = list(_lines(path))
    rows = csv.reader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (number, _), row in zip(lines, rows, strict=True):
        if number == 1 or not row:  # a header line
            continue
        try:
            question, passage, relevance = row
            qrels.setdefault(question, {})[passage] = int(relevance)
        except ValueError as error:
            reason = "a row is query-id, corpus-id and an integer score, parted by tabs"
            raise SourceMalformedError(path=str(path), line=number, reason=reason) from error
    return qrels


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or "no access"
        raise SourceUnreadableError(path=str(path), reason=reason) from error
    except UnicodeDecodeError as error:
        raise SourceUnreadableError(path=str(path), reason="not UTF-8") from error
    # Not splitlines(): a question may hold U+2028 and the like.
    return enumerate(text.replace("\r\n", "\n").rstrip("\n").split("\n"), 1)
