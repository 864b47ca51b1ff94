"""Generations for tests, made from a few lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from retrieval.generation import Generation, catalogue_of, contents_of
from retrieval.index import build_index, spell_names
from retrieval.numbers import number_report
from retrieval.params import Params
from retrieval.types import MendedText, Passage, Report, Source


class ReportText(NamedTuple):
    """What a report of a test says."""

    title: str
    paragraphs: Sequence[str]
    byline: tuple[str, ...] = ()


def make_generation(reports: Iterable[ReportText], params: Params | None = None) -> Generation:
    """Index reports whose source is their title, byline and paragraphs, one a line."""
    made: list[Report] = []
    passages: list[Passage] = []
    sources: dict[str, Source] = {}
    for n, (title, paragraphs, byline) in enumerate(reports):
        name = f"{n:05}.txt"
        lines = [title, *([" ".join(byline)] if byline else []), *paragraphs]
        sources[name] = Source(name, "\n".join(lines))
        made.append(Report(id=f"r{n}", title=title, source=name, byline=byline))
        offset = sum(len(line) + 1 for line in lines[: len(lines) - len(paragraphs)])
        for position, paragraph in enumerate(paragraphs):
            passages.append(
                Passage(
                    id=f"r{n}-{position}",
                    report_id=f"r{n}",
                    report_title=title,
                    section=None,
                    source=name,
                    content=MendedText.at(paragraph, offset),
                    position=position,
                )
            )
            offset += len(paragraph) + 1
    numbers = []
    ranges = {}
    for report_id, group in groupby(passages, key=lambda passage: passage.report_id):
        found = number_report(tuple(group))
        ranges[report_id] = range(len(numbers), len(numbers) + len(found))
        numbers.extend(found)
    index = build_index(passages, params=params or Params())
    return Generation(
        id="test",
        reports=tuple(made),
        passages=tuple(passages),
        numbers=tuple(numbers),
        sources=sources,
        index=index,
        skipped=(),
        catalogue=catalogue_of(made, numbers),
        contents=partial(contents_of, made),
        ordinals={passage.id: i for i, passage in enumerate(passages)},
        positions={report.id: i for i, report in enumerate(made)},
        ranges=ranges,
        spellings=spell_names(
            (report.title for report in made),
            (number.subject for found in numbers for number in found if number.subject),
            index.document_frequencies(),
        ),
    )
