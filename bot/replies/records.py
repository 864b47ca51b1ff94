"""What do answers, numbers, hits and reports look like to a script?

The JSON forms that scripts rely on. A field may be added here; renaming or dropping one breaks
them and needs a changelog entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from retrieval import (
    Answer,
    Citation,
    Engine,
    Hit,
    KeyNumber,
    MeasureTable,
    NumberValue,
    Passage,
    Place,
    Report,
    Span,
)

Record = dict[str, Any]


def answer_record(answer: Answer) -> Record:
    """Lay out an answer object."""
    by_number = {citation.n: citation.passage for citation in answer.citations}
    return {
        "id": answer.id,
        "question": answer.question,
        "understood": answer.understood,
        "answered": answer.answered,
        "band": answer.band.value,
        "bold": answer.bold,
        "kind": answer.kind.value,
        "answer": answer.answer,
        "sentence": answer.sentence,
        "confidence": round(answer.confidence, 4),
        "citations": [citation_record(citation) for citation in answer.citations],
        "key_numbers": [
            {**number_record(by_number[n], number), "citation": n}
            for n, number in answer.key_numbers
        ],
        "missing": list(answer.missing),
        "suggestions": list(answer.suggestions),
        "generation": answer.generation,
        "elapsed_ms": round(answer.elapsed_ms, 3),
    }


def citation_record(citation: Citation) -> Record:
    """Lay out one citation of an answer."""
    return {
        "n": citation.n,
        **passage_record(citation.passage),
        "score": round(citation.score, 6),
    }


def passage_record(passage: Passage) -> Record:
    """Lay out a passage and where it stands."""
    return {
        "report": passage.report_title,
        "section": passage.section,
        "passage_id": passage.id,
        "source": passage.source,
        "spans": _spans(passage.content.spans()),
        "text": passage.text,
        "place": place_record(passage.place) if passage.place else None,
        "also": [
            {"source": copy.source, "place": place_record(copy.place) if copy.place else None}
            for copy in passage.also
        ],
    }


def place_record(place: Place) -> Record:
    """Lay out where a passage stands in an original that is no text file."""
    return {
        "page": place.page,
        "last_page": place.last_page,
        "sheet": place.sheet,
        "cells": place.cells,
        "headings": list(place.headings),
    }


def number_record(passage: Passage, number: KeyNumber) -> Record:
    """Lay out a key number and where it stands."""
    comparison = number.comparison
    return {
        "surface": number.surface,
        "value": _value(number.value),
        "unit": number.unit,
        "qualifier": number.qualifier.value if number.qualifier else None,
        "metric": number.metric,
        "subject": number.subject,
        "period": number.period,
        "period_inherited": number.period_inherited,
        "direction": number.direction.value if number.direction else None,
        "comparison": None
        if comparison is None
        else {
            "surface": comparison.surface,
            "value": _value(comparison.value),
            "unit": comparison.unit,
            "period": comparison.period,
        },
        "kind": number.kind.value,
        "tier": number.tier.value,
        "source": passage.source,
        "spans": _spans(passage.content.spans(number.start, number.end)),
        "report": passage.report_title,
        "passage_id": passage.id,
    }


def table_record(table: MeasureTable) -> Record:
    """Lay out one measure wherever the corpus states it."""
    return {
        "metric": table.metric,
        "unit": table.unit,
        "closeness": round(table.closeness, 4),
        "rows": [number_record(passage, number) for passage, number in table.rows],
    }


def hit_record(hit: Hit, *, explain: bool) -> Record:
    """Lay out a hit, with each term's and feature's part when explained."""
    record: Record = {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        **passage_record(hit.passage),
    }
    if explain:
        record["terms"] = [
            {
                "term": part.term,
                "field": part.field,
                "idf": part.idf,
                "frequency": part.frequency,
                "score": part.score,
            }
            for part in hit.terms
        ]
        record["features"] = dict(hit.features)
    return record


def report_record(engine: Engine, report: Report) -> Record:
    """Lay out a report of the corpus."""
    passages = engine.report_passages(report.id)
    return {
        "id": report.id,
        "title": report.title,
        "byline": list(report.byline),
        "date": report.report_date,
        "publisher": report.publisher,
        "url": report.url,
        "source": report.source,
        "also": list(report.also),
        "sections": list(report.sections),
        "passages": len(passages),
        "key_numbers": engine.n_numbers(report.id),
    }


def dump(record: Record) -> str:
    """Write one record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def dump_array(records: Iterable[Record]) -> Iterable[str]:
    """Write records as the lines of one JSON array, as they come."""
    yield "["
    pending: str | None = None
    for record in records:
        if pending is not None:
            yield f"  {pending},"
        pending = dump(record)
    if pending is not None:
        yield f"  {pending}"
    yield "]"


def _value(value: NumberValue | None) -> int | float | list[int | float] | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return [_number(part) for part in value]
    return _number(value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
