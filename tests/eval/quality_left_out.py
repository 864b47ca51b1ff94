"""How many numbers and dates are right, and wrong in bold, on a set that no weight has seen?

    python -m tests.eval.quality_left_out ../shared/eval [--sets NAME …] [--limit N]

Prints a section for docs/quality.md; `tests.eval.quality --left-out` writes it there. For each set
the order of passages, the choice of numbers and dates, both confidences, refusal and calibration
are fitted on the other sets, and its questions are then asked as a user asks them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from retrieval.answer import answer_question, calibrated
from retrieval.answer import weights as files
from retrieval.answer.answerability import REFUSAL
from retrieval.answer.calibration import CALIBRATION
from retrieval.answer.confidence import CONFIDENCE, NUMBER_CONFIDENCE
from retrieval.answer.extraction.choosing import DATE, NUMBER
from retrieval.answer.features import FEATURES
from retrieval.answer.questions import QuestionKind, parse_question
from retrieval.build import build_generation
from retrieval.evaluation import read_question_set
from retrieval.evaluation.answers import is_right
from retrieval.evaluation.beir import EvalQuestion
from retrieval.params import Params
from retrieval.types import Answer, AnswerKind
from tests.eval import fit_answers, fit_confidence, fit_ranking, fit_refusal
from tests.eval.public_sets import load

SETS = fit_answers.SETS
LIMIT = 600  # questions of a set that are fitted
FEW = 50  # a share of fewer is told with their number

Tables = Mapping[str, Mapping[str, float]]


class Told(NamedTuple):
    """A question and what it was answered."""

    asked: EvalQuestion
    answer: Answer
    right: bool

    @property
    def is_bold_number(self) -> bool:
        """Say whether a number was shown alone."""
        return self.answer.answered and self.answer.bold and self.answer.kind is AnswerKind.NUMBER


class Seen(NamedTuple):
    """What one set gives to fits on the others."""

    ranking: list[fit_ranking.Example]
    numbers: list[fit_answers.Example]
    dates: list[fit_answers.Example]
    confidence: list[fit_confidence.Seen]
    refusal: fit_refusal.Corpus


def look(directory: Path, limit: int) -> Seen:
    """Ask a set whatever the fits need."""
    data = load(directory)
    params = Params()
    return Seen(
        ranking=list(
            fit_ranking.examples(
                build_generation(directory, params=params), read_question_set(directory)
            )
        ),
        numbers=fit_answers.examples(data, NUMBER, limit=limit),
        dates=fit_answers.examples(data, DATE, limit=limit),
        confidence=list(fit_confidence.look(directory.name, data, limit)),
        refusal=fit_refusal.look(directory, limit),
    )


def fitted(seen: Sequence[Seen]) -> dict[str, dict[str, float]]:
    """Fit every model that a number or a date depends on."""
    corpora = [one.refusal for one in seen]
    told = [confidence for one in seen for confidence in one.confidence]
    refusal = fit_refusal.fit_refusal(corpora)
    models = (
        ("rerank", FEATURES, fit_ranking.fit([one.ranking for one in seen])),
        (
            NUMBER.name,
            NUMBER.features,
            fit_answers.fit([e for one in seen for e in one.numbers], len(NUMBER.features)),
        ),
        (
            DATE.name,
            DATE.features,
            fit_answers.fit([e for one in seen for e in one.dates], len(DATE.features)),
        ),
        ("number confidence", NUMBER_CONFIDENCE, fit_confidence.fit_number_confidence(told)),
        ("confidence", CONFIDENCE, fit_confidence.fit_confidence(told)),
        ("refusal", REFUSAL, refusal),
        ("calibration", CALIBRATION, fit_refusal.fit_calibration(corpora, refusal)),
    )
    return {
        name: dict(zip(features, map(float, found), strict=True))
        for name, features, found in models
    }


@contextmanager
def weighed_by(models: Tables) -> Iterator[None]:
    """Answer with some models in place of those of the files."""
    tables = {**files.tables(), **models}
    files.weights.cache_clear()
    with patch.object(files, "tables", return_value=tables):
        yield
    files.weights.cache_clear()


def ask(directory: Path) -> list[Told]:
    """Ask the questions of a set that want a number or a date and have an answer."""
    generation = build_generation(directory, params=Params())
    params = calibrated(generation, Params())
    told = []
    for asked in read_question_set(directory).questions:
        if asked.answers and (asked.kind == "number" or _asks_date(asked)):
            answer = answer_question(asked.text, generation, params=params)
            right = answer.answered and is_right(asked, answer.answer)
            told.append(Told(asked, answer, right))
    return told


def section(told: Mapping[str, Sequence[Told]]) -> list[str]:
    """Write the section: its heading, what was asked, and the table."""
    header = (
        "set", "numbers right", "refused", "in bold", "wrong of these", "surest half wrong",
        "dates right",
    )  # fmt: skip
    rows = [header, ("---",) * len(header), *(_row(name, own) for name, own in told.items())]
    return [
        "## Numbers and dates, left out",
        "From the question to the answer, refusals counted as wrong, with every weight fitted on "
        "the other sets: the order of passages, the choice of numbers and dates, both "
        "confidences, refusal and calibration. *Surest half*: of the questions read as asking for "
        "a number, the half answered with most confidence. In brackets how many, where fewer than "
        "fifty.",
        "\n".join(f"| {' | '.join(row)} |" for row in rows),
    ]


def _row(name: str, told: Sequence[Told]) -> tuple[str, ...]:
    numbers = [one for one in told if one.asked.kind == "number"]
    bold = [one for one in numbers if one.is_bold_number]
    read = [one for one in numbers if _kind(one.asked) is QuestionKind.NUMBER]
    surest = sorted(read, key=lambda one: -(one.answer.answered and one.answer.confidence))
    return (
        name,
        _share([one.right for one in numbers]),
        _share([not one.answer.answered for one in numbers]),
        _share([one.is_bold_number for one in numbers]),
        _share([not one.right for one in bold]),
        _share([not one.right for one in surest[: len(surest) // 2]]),
        _share([one.right for one in told if _asks_date(one.asked)]),
    )


def _asks_date(asked: EvalQuestion) -> bool:
    return _kind(asked) is QuestionKind.DATE


def _kind(asked: EvalQuestion) -> QuestionKind:
    return parse_question(asked.text).kind


def _share(held: Sequence[bool]) -> str:
    if not held:
        return "–"
    share = sum(held) / len(held)
    return f"{share:.3f}" if len(held) >= FEW else f"{share:.2f} ({len(held)})"


def measure(directory: Path, names: Sequence[str], limit: int) -> list[str]:
    """Ask the named sets of a directory, each under weights fitted on all others there."""
    there = [name for name in SETS if (directory / name / "queries.jsonl").is_file()]
    seen = {name: look(directory / name, limit) for name in there}
    told = {}
    for name in (name for name in names if name in seen):
        with weighed_by(fitted([own for other, own in seen.items() if other != name])):
            told[name] = ask(directory / name)
    return section(told)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--sets", nargs="*", choices=SETS, default=SETS)
    parser.add_argument(
        "--limit", type=int, default=LIMIT, help="questions of a set that are fitted"
    )
    options = parser.parse_args(arguments)
    print("\n\n".join(measure(options.directory, options.sets, options.limit)))


if __name__ == "__main__":
    main()
