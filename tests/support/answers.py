"""Builds passages and answers as the engine would hand them over."""

from __future__ import annotations

from typing import Any

from retrieval import (
    Answer,
    AnswerKind,
    Band,
    Citation,
    KeyNumber,
    MendedText,
    NumberKind,
    Passage,
    Span,
)

PARAGRAPH = "今年以来，该街道走访企业150余家，解决问题100余个，满意率达98%。下一步将继续走访。"


def make_passage(text: str = PARAGRAPH, **facts: Any) -> Passage:
    """Build a passage of a report."""
    given: dict[str, Any] = {
        "id": "p1",
        "report_id": "r1",
        "report_title": "五常街道：推动外贸稳中提质",
        "section": "坚持走访",
        "source": "report.txt",
        "content": MendedText.at(text, 0),
    }
    return Passage(**{**given, **facts})


def make_number(text: str, surface: str, **facts: Any) -> KeyNumber:
    """Build the key number that stands as `surface` in `text`."""
    start = text.index(surface)
    given: dict[str, Any] = {
        "surface": surface,
        "start": start,
        "end": start + len(surface),
        "value": None,
        "unit": None,
        "kind": NumberKind.COUNT,
    }
    return KeyNumber(**{**given, **facts})


def make_answer(
    passage: Passage | None = None,
    *,
    answer: str = "98%",
    sentence: str | None = None,
    **facts: Any,
) -> Answer:
    """Build an answer that stands in `passage`; without a sentence, in the passage's first."""
    passage = passage or make_passage()
    text = passage.text
    said = text[: text.find("。") + 1] or text if sentence is None else sentence
    sentence_start = text.index(said)
    answer_start = text.index(answer, sentence_start)
    given: dict[str, Any] = {
        "question": "满意率是多少？",
        "band": Band.ANSWER,
        "kind": AnswerKind.NUMBER,
        "answer": answer,
        "sentence": said,
        "answer_span": Span(answer_start, answer_start + len(answer)),
        "sentence_span": Span(sentence_start, sentence_start + len(said)),
        "confidence": 0.9,
        "bold": True,
        "citations": (Citation(1, passage, 12.5),),
    }
    return Answer(**{**given, **facts})


def make_refusal(*passages: Passage, band: Band = Band.NONE, **facts: Any) -> Answer:
    """Build an abstention that names near passages, if any."""
    citations = tuple(Citation(n, passage, 5.0) for n, passage in enumerate(passages, 1))
    given: dict[str, Any] = {"question": "人口是多少？", "kind": AnswerKind.NONE}
    return Answer(band=band, citations=citations, **{**given, **facts})
