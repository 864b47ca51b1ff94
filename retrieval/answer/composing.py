"""How is a choice laid out as an answer, and what is shown when there is none?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.answer.evidence import Reading
from retrieval.answer.extraction import Choice
from retrieval.answer.extraction.context import Candidate
from retrieval.answer.questions import Question
from retrieval.answer.suggestions import suggest
from retrieval.generation import Generation
from retrieval.types import Answer, AnswerKind, Band, Citation, KeyNumber, Span

_N_CITATIONS = 3
_WORTH_CITING = 0.5  # score of a further passage, as a share of the best one's
_QUOTATION = ("“”", "‘’", "「」", "『』", "《》", "【】")


def compose(
    question: Question,
    choice: Choice,
    readings: Sequence[Reading],
    generation: Generation,
    confidence: float,
    bold: bool,
) -> Answer:
    """Lay an answer out: its slice, sentence, citations and key numbers, best first."""
    candidate = choice.candidate
    text = candidate.reading.hit.passage.text
    sentence = _sentence(candidate)
    short = choice.model != "sentence"
    span = _trimmed(text, candidate.span) if short else sentence
    citations = _citations(candidate.reading, readings)
    return Answer(
        question=question.text,
        band=Band.ANSWER,
        kind=_kind(question, choice),
        answer=text[span.start : span.end],
        sentence=text[sentence.start : sentence.end],
        answer_span=span,
        sentence_span=sentence,
        confidence=confidence,
        bold=short and bold,
        citations=citations,
        key_numbers=tuple(_key_numbers(citations, span, generation)),
        candidates=tuple(other.span for other in choice.others) if short else (),
        generation=generation.id,
    )


def near(
    question: Question,
    choice: Choice,
    readings: Sequence[Reading],
    missing: tuple[str, ...],
    generation: Generation,
) -> Answer:
    """Show the closest passage and what it lacks."""
    reading, sentence = choice.candidate.reading, choice.candidate.sentence.span
    citations = _citations(reading, readings)[:1]
    return Answer(
        question=question.text,
        band=Band.NEAR,
        kind=AnswerKind.NONE,
        sentence=reading.hit.passage.text[sentence.start : sentence.end],
        sentence_span=sentence,
        citations=citations,
        key_numbers=tuple(_key_numbers(citations, sentence, generation)),
        missing=missing or _asked(question),
        suggestions=suggest(number for one in readings for number in one.numbers),
        generation=generation.id,
    )


def nothing(question: str, generation: Generation) -> Answer:
    """Say that the corpus does not speak of it, and what it does speak of."""
    some = (number for numbers in generation.numbers[:_N_LOOKED_AT] for number in numbers)
    return Answer(
        question=question,
        band=Band.NONE,
        kind=AnswerKind.NONE,
        suggestions=suggest(some),
        generation=generation.id,
    )


def _asked(question: Question) -> tuple[str, ...]:
    """Name what is asked for where no single word is missing: the question, if it is short."""
    whole = question.text.strip().rstrip("?？。.!！ ")
    if len(whole) <= _SHORT_QUESTION:
        return (whole,)
    asked = question.phrase or question.head
    return () if asked is None else (question.text[asked.start : asked.end],)


_SHORT_QUESTION = 30  # characters that a sentence can quote
_N_LOOKED_AT = 200  # passages, for suggestions where nothing was found


def _sentence(candidate: Candidate) -> Span:
    """Give the sentence of a candidate, from the slice on where that is told in one before it."""
    start, end = candidate.sentence.span
    return Span(min(start, candidate.span.start), end)


def _kind(question: Question, choice: Choice) -> AnswerKind:
    if choice.model != "sentence":
        return AnswerKind(choice.model)
    kind = question.answer_kind
    return kind if kind in {AnswerKind.REASON, AnswerKind.DEFINITION} else AnswerKind.PASSAGE


def _citations(best: Reading, readings: Sequence[Reading]) -> tuple[Citation, ...]:
    """Cite the answer's passage first, then others whose score comes near the best one's."""
    top = readings[0].hit.score
    others = [
        reading
        for reading in readings
        if reading is not best and top > 0 and reading.hit.score >= _WORTH_CITING * top
    ]
    return tuple(
        Citation(n, reading.hit.passage, reading.hit.score)
        for n, reading in enumerate([best, *others][:_N_CITATIONS], 1)
    )


def _key_numbers(
    citations: Sequence[Citation], answer: Span, generation: Generation
) -> Iterator[tuple[int, KeyNumber]]:
    """Give the key numbers of the cited passages: of the first nearest the answer first."""
    for citation in citations:
        numbers = generation.numbers[generation.ordinal(citation.passage.id)]
        if citation.n == 1:
            numbers = tuple(sorted(numbers, key=lambda number: _distance(number, answer)))
        for number in numbers:
            yield citation.n, number


def _distance(number: KeyNumber, answer: Span) -> int:
    return max(number.start - answer.end, answer.start - number.end, 0)


def _trimmed(text: str, span: Span) -> Span:
    """Drop white space and unpaired marks at the edges of a slice."""
    start, end = span
    while end - start > 1 and text[start] in " \u3000，。、；：,.;:的)）”’」』》":
        start += 1
    while end - start > 1 and text[end - 1] in " \u3000，。、；：,;:(（“‘「『《":
        end -= 1
    for opening, closing in map(tuple, _QUOTATION):
        if text[start] == opening and text[end - 1] == closing and opening not in "《":
            inner = text[start + 1 : end - 1]
            if inner and opening not in inner:
                return Span(start + 1, end - 1)
    return Span(start, end)
