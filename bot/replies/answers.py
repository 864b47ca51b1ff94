"""How is an answer laid out?

An answer leads with what was asked for, then what the passage measures, then the passage itself.
Nothing is worded here: what is said of the world is cut from the answer's passages.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.replies.html import EMPTY, Markup, Style, Tag, bold, italic, join, marked, quote, text
from bot.replies.originals import also_line, original_buttons
from bot.replies.quotes import (
    TITLE_CHARS,
    number_line,
    passage_text,
    place_line,
    reference,
    shortened,
)
from bot.replies.reply import Address, Button, Reply, Verb
from bot.replies.texts import Texts
from bot.replies.trails import trail
from retrieval import Answer, AnswerKind, Band, Citation, Passage, Span

MAX_QUOTE_CHARS = 1200  # of the first passage; the rest opens in context
MAX_KEY_NUMBERS = 6  # more would push the passage off a phone's screen
MAX_CITATIONS = 3
MAX_SUGGESTIONS = 3
MAX_REPORTS = 10  # of a list of reports
SNIPPET_CHARS = 60
MAX_MEASURE = 60  # characters of what is copied; Telegram allows 256 in all

_ANSWER = Style(Tag.BOLD)
_CANDIDATE = Style(Tag.UNDERLINE)


def compose_answer(
    answer: Answer, texts: Texts, *, address: Address, show_question: bool = False
) -> Reply:
    """Lay an answer out as a message.

    `show_question` puts the question first: for answers that quote no message of the asker.
    """
    asked = italic(texts("answer-asked", question=answer.question)) if show_question else EMPTY
    understood = _understood(answer, texts)
    match answer.band:
        case Band.ANSWER if _is_report_list(answer):
            blocks = _reports(answer, texts, address)
        case Band.ANSWER:
            blocks = _answered(answer, texts, address)
        case Band.NEAR:
            blocks = _near(answer, texts, address)
        case Band.NONE:
            blocks = iter([text(texts("answer-none"))])
    body = join([asked, understood, *blocks, _suggestions_line(answer, texts)], "\n\n")
    return Reply(body=body, rows=tuple(_rows(answer, texts)))


def _understood(answer: Answer, texts: Texts) -> Markup:
    if answer.understood is None:
        return EMPTY
    return italic(texts("answer-understood", question=answer.understood))


def _answered(answer: Answer, texts: Texts, address: Address) -> Iterator[Markup]:
    first = answer.citations[0]
    yield _lead(answer, reference(first.n, first.passage, address))
    yield _key_numbers(answer, texts, address)
    yield _evidence(answer, texts, address)
    yield _further(answer, texts, address)


def _reports(answer: Answer, texts: Texts, address: Address) -> Iterator[Markup]:
    """List reports: a title with its citation, and how the passage begins."""
    yield text(texts("answer-reports", n=len(answer.citations)))
    for citation in answer.citations[:MAX_REPORTS]:
        passage = citation.passage
        title = bold(shortened(passage.report_title, TITLE_CHARS))
        said = text(shortened(passage.text, SNIPPET_CHARS))
        yield join([title + text(" ") + reference(citation.n, passage, address), said], "\n")


def _is_report_list(answer: Answer) -> bool:
    """Say whether the answer is which reports speak of something: their titles, nothing else."""
    titles = "、".join(citation.passage.report_title for citation in answer.citations)
    return answer.kind is AnswerKind.LIST and answer.answer == titles


def _near(answer: Answer, texts: Texts, address: Address) -> Iterator[Markup]:
    if answer.missing:
        words = texts("list-comma").join(texts("quoted", words=word) for word in answer.missing)
        yield text(texts("answer-near", missing=words))
    else:
        yield text(texts("answer-near-unnamed"))
    if answer.citations:
        yield _evidence(answer, texts, address)


def _lead(answer: Answer, cited: Markup) -> Markup:
    """Put the short answer first where it is earned; its sentence, marked, unless it follows."""
    sentence = _marked_sentence(answer) + text(" ") + cited
    if not (answer.bold and _says_less(answer.answer, answer.sentence)):
        return sentence
    if answer.sentence_span and _is_whole(answer.sentence_span, answer.citations[0].passage):
        return bold(answer.answer) + text(" ") + cited  # the quotation below is its sentence
    return join([bold(answer.answer), sentence], "\n")


def _says_less(short: str, sentence: str) -> bool:
    return len(short) < len(sentence.strip().rstrip("。！？；!?;."))


def _marked_sentence(answer: Answer) -> Markup:
    if answer.sentence_span is None:
        return text(answer.sentence or answer.answer)
    base = answer.sentence_span.start
    marks = [
        (span.start - base, span.end - base, style)
        for span, style in _spans(answer)
        if span.end - span.start < len(answer.sentence.rstrip("。"))
    ]
    return marked(answer.sentence, marks)


def _spans(answer: Answer) -> Iterator[tuple[Span, Style]]:
    if answer.answer_span is not None:
        yield answer.answer_span, _ANSWER
    if not answer.bold:  # where the short answer is sure, other candidates only distract
        for candidate in answer.candidates:
            yield candidate, _CANDIDATE


def _key_numbers(answer: Answer, texts: Texts, address: Address) -> Markup:
    """List the numbers that say what they measure; the others stand in the quotation."""
    passages = {citation.n: citation.passage for citation in answer.citations}
    telling = [(n, number) for n, number in answer.key_numbers if number.metric]
    lines = dict.fromkeys(  # a report may say the same twice
        number_line(number, texts) + text(" ") + reference(n, passages[n], address)
        for n, number in telling
    )
    if not lines:
        return EMPTY
    return join([text(texts("answer-key-numbers")), *list(lines)[:MAX_KEY_NUMBERS]], "\n")


def _evidence(answer: Answer, texts: Texts, address: Address) -> Markup:
    first = answer.citations[0]
    marks = []
    if answer.answer_span is not None and not _is_whole(answer.answer_span, first.passage):
        marks = [(answer.answer_span.start, answer.answer_span.end, _ANSWER)]
    quoted = passage_text(
        first.passage, marks=marks, around=answer.sentence_span, max_chars=MAX_QUOTE_CHARS
    )
    where = [_cited_place(first, texts, address), also_line(first.passage, texts)]
    return join([*where, quote(quoted, expandable=True)], "\n")


def _is_whole(span: Span, passage: Passage) -> bool:
    return span.end - span.start >= len(passage.text.rstrip("。"))


def _further(answer: Answer, texts: Texts, address: Address) -> Markup:
    """Name the places of further passages, one line a place."""
    places: dict[str, tuple[Markup, list[Markup]]] = {}
    for citation in answer.citations[1:MAX_CITATIONS]:
        place = place_line(citation.passage, texts)
        _, references = places.setdefault(place.plain, (place, []))
        references.append(reference(citation.n, citation.passage, address))
    lines = [join([*references, place], " ") for place, references in places.values()]
    return join(lines, "\n")


def _cited_place(citation: Citation, texts: Texts, address: Address) -> Markup:
    return (
        reference(citation.n, citation.passage, address)
        + text(" ")
        + place_line(citation.passage, texts)
    )


def _suggestions_line(answer: Answer, texts: Texts) -> Markup:
    return text(texts("answer-suggestions")) if answer.suggestions else EMPTY


def _rows(answer: Answer, texts: Texts) -> Iterator[tuple[Button, ...]]:
    shown = answer.citations[: MAX_CITATIONS if answer.answered else 1]
    # The first button says what they all do; a phone has no room for three long labels.
    labels = [
        texts("button-context", n=c.n) if i == 0 else f"[{c.n}]" for i, c in enumerate(shown)
    ]
    if shown:
        yield tuple(
            Button(label, Verb.OPEN, trail(citation.passage))
            for label, citation in zip(labels, shown, strict=True)
        )
        if originals := original_buttons(shown[0].passage, texts):
            yield originals
    tools = tuple(_tools(answer, texts))
    if tools:
        yield tools
    for suggestion in answer.suggestions[:MAX_SUGGESTIONS]:
        yield (Button(suggestion, Verb.ASK),)


def _tools(answer: Answer, texts: Texts) -> Iterator[Button]:
    """Make the buttons that judge the answer, take its number along, and look further."""
    if answer.answered:
        # The question stands in the chat; what was cited for it must be said here.
        cited = answer.citations[0].passage.id
        yield Button(texts("button-right"), Verb.RIGHT, cited)
        yield Button(texts("button-wrong"), Verb.WRONG, cited)
    if answer.answered and answer.kind is AnswerKind.NUMBER and answer.bold:
        yield Button(texts("button-copy"), Verb.COPY, _copied(answer, texts))
    if answer.citations:
        yield Button(texts("button-more"), Verb.MORE, "1")


def _copied(answer: Answer, texts: Texts) -> str:
    """Write the number with what it measures and where it stands, as it is pasted elsewhere."""
    report = shortened(answer.citations[0].passage.report_title, TITLE_CHARS)
    for n, number in answer.key_numbers:
        span = Span(number.start, number.end)
        if n == 1 and answer.answer_span == span and number.metric:
            measure = shortened(number.metric, MAX_MEASURE)
            return texts("copied-measure", measure=measure, answer=answer.answer, report=report)
    return texts("copied", answer=answer.answer, report=report)
