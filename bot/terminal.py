"""What does an answer look like in a terminal?

Composes lines of styled words; styles are `rich`'s. On a pipe only the words are written, so
`rich` is not even imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TextIO

from bot.replies.originals import also_words
from bot.replies.places import place_words
from bot.replies.statistics import row_label, row_period
from bot.replies.texts import Texts
from retrieval import Answer, Band, Citation, Hit, KeyNumber, MeasureTable, Passage, Report, Tier

if TYPE_CHECKING:
    from rich.console import Console

    from retrieval.evaluation import Evaluation

GAP = "[…]"
INDENT = "    "
MAX_KEY_NUMBERS = 5  # of one answer; more would push the passage off the screen
MAX_FURTHER_CHARS = 48  # of a passage that the answer does not stand in: enough to know it by


class Word(NamedTuple):
    """Some characters of a line, with the style that `rich` gives them."""

    text: str
    style: str = ""


Line = Sequence[Word]


class Screen:
    """Writes lines to a stream: with colours on a terminal, bare words elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._console: Console | None = None
        if stream.isatty():
            from rich.console import Console

            self._console = Console(file=stream, highlight=False, emoji=False)

    def show(self, lines: Iterable[Line]) -> None:
        """Write lines and let them be seen at once."""
        for line in lines:
            if self._console is None:
                self._stream.write("".join(word.text for word in line) + "\n")
            else:
                from rich.padding import Padding
                from rich.text import Text

                text = Text.assemble(*((w.text, w.style) for w in line))
                indent = len(text.plain) - len(text.plain.lstrip(" "))
                # What a narrow screen breaks goes on under its beginning.
                self._console.print(Padding(text[indent:], (0, 0, 0, indent), expand=False))
        self._stream.flush()


def answer_lines(answer: Answer, texts: Texts) -> Iterator[Line]:
    """Lay out an answer: what is said, the passages it stands in, the numbers of the first."""
    if answer.understood is not None:
        yield [Word(texts("answer-understood", question=answer.understood), "dim")]
    if answer.band is Band.ANSWER:
        yield from _headline(answer)
    elif answer.band is Band.NEAR:
        yield [Word(_near(answer, texts), "yellow")]
    else:
        yield [Word(texts("answer-none"), "yellow")]
    if answer.band is Band.ANSWER and not answer.bold and answer.answer != answer.sentence:
        yield [Word(texts("answer-candidate", answer=answer.answer), "dim")]
    for citation in answer.citations:
        yield from _citation(citation, texts)
    numbers = [number for n, number in answer.key_numbers if n == 1 and number.tier is Tier.KEY][
        :MAX_KEY_NUMBERS
    ]
    if numbers and answer.band is Band.ANSWER:
        yield [Word(texts("answer-key-numbers"), "dim")]
        for number in numbers:
            yield [Word(INDENT), *_number(number)]
    if answer.suggestions:
        yield [Word(texts("answer-suggestions"), "dim")]
        for suggestion in answer.suggestions:
            yield [Word(INDENT + suggestion)]


def report_lines(n: int, report: Report, *, size: str) -> Iterator[Line]:
    """Lay out one report of the list; `size` says how much it holds."""
    byline = "、".join(report.byline)
    yield [
        Word(f"{n}. ", "dim"),
        Word(report.title, "bold"),
        Word(f"  {byline}" if byline else ""),
        Word(f"  {report.publisher}" if report.publisher else ""),
        Word(f"  {report.report_date}" if report.report_date else ""),
    ]
    yield [Word(f"{INDENT}{size} · {report.source}", "dim")]


def number_lines(passage: Passage, number: KeyNumber) -> Iterator[Line]:
    """Lay out a key number on a line of its own."""
    yield [*_number(number), Word(f"  {passage.report_title}", "dim")]


def digest_lines(
    report: Report, stated: Sequence[tuple[Passage, KeyNumber]], texts: Texts
) -> Iterator[Line]:
    """Lay out a digest: the report's title, then a number a line."""
    yield [Word(report.title, "bold")]
    for _, number in stated:
        yield [Word(INDENT), *_number(number)]
    if not stated:
        yield [Word(INDENT + texts("digest-empty"), "dim")]


def table_lines(tables: Iterable[MeasureTable]) -> Iterator[Line]:
    """Lay out measures, each with its rows: whose number, when, how much, where it stands."""
    for table in tables:
        yield [Word(table.metric, "bold")]
        for passage, number in table.rows:
            # The report's title ends the line: it need not also stand for whose number it is.
            label = row_label(passage, number) if number.subject else row_period(number)
            yield [
                Word(INDENT + (f"{label}  " if label else "")),
                Word(number.surface, "bold"),
                Word(f"  {passage.report_title}", "dim"),
            ]


def hit_lines(hit: Hit, texts: Texts, *, explain: bool) -> Iterator[Line]:
    """Lay out a hit; explained, with each term's part in its score."""
    yield [Word(f"{hit.rank}. {hit.score:.3f}  ", "cyan"), *_place(hit.passage, texts)]
    yield from _indented(_with_gaps(hit.passage))
    if explain:
        for part in hit.terms:
            yield [
                Word(f"{INDENT}{part.score:8.3f}  {part.term}  ", ""),
                Word(f"{part.field}  idf={part.idf:.3f}  tf={part.frequency}", "dim"),
            ]
        bm25 = sum(part.score for part in hit.terms)
        yield [Word(f"{INDENT}{bm25:8.3f}  = BM25", "bold")]
        for name, value in hit.features:
            yield [Word(f"{INDENT}{value:8.3f}  {name}", "dim")]
        if hit.features:
            yield [Word(f"{INDENT}{hit.score:8.3f}  =", "bold")]


def evaluation_lines(measured: Evaluation) -> Iterator[Line]:
    """Lay out what was measured: metrics, then answer counts a group of questions a line."""
    figures = measured.to_json()
    for name, value in figures.items():
        if name != "answers":
            shown = f"{value:.4f}" if isinstance(value, float) else str(value)
            yield [Word(f"{name:<10}"), Word(shown, "bold")]
    for group, counts in figures.get("answers", {}).items():
        told = "  ".join(f"{name}={count}" for name, count in counts.items())
        yield [Word(f"{group:<10}"), Word(told, "dim")]


def _near(answer: Answer, texts: Texts) -> str:
    if not answer.missing:
        return texts("answer-near-unnamed")
    missing = texts("list-comma").join(texts("quoted", words=word) for word in answer.missing)
    return texts("answer-near", missing=missing)


def _headline(answer: Answer) -> Iterator[Line]:
    sentence, short = answer.sentence, answer.answer
    if answer.bold and short != sentence:
        yield [Word(short, "bold green"), Word(" [1]", "dim")]
        yield [Word(sentence)]
        return
    # The sentence leads where the short answer is not earned; its candidates are marked in it.
    base = answer.sentence_span.start if answer.sentence_span else 0
    marks = sorted({*answer.candidates, *([answer.answer_span] if answer.answer_span else [])})
    words: list[Word] = []
    at = 0
    for mark in marks:
        start, end = mark.start - base, mark.end - base
        if at <= start < end <= len(sentence) and end - start < len(sentence):
            words += [
                Word(sentence[at:start], "bold"),
                Word(sentence[start:end], "bold underline"),
            ]
            at = end
    yield [*words, Word(sentence[at:], "bold"), Word(" [1]", "dim")]


def _citation(citation: Citation, texts: Texts) -> Iterator[Line]:
    yield [Word(f"[{citation.n}] ", "dim"), *_place(citation.passage, texts)]
    if citation.passage.also:
        yield [Word(INDENT + also_words(citation.passage.also, texts), "dim")]
    text = _with_gaps(citation.passage)
    if citation.n > 1 and len(text) > MAX_FURTHER_CHARS:
        text = text[:MAX_FURTHER_CHARS] + "…"
    yield from _indented(text)


def _indented(text: str) -> Iterator[Line]:
    """Lay out the text of a passage; a row of a table has a line a cell."""
    for line in text.split("\n"):
        yield [Word(INDENT + line)]


def _place(passage: Passage, texts: Texts) -> Line:
    words = place_words(passage.place, texts) if passage.place else ""
    parts = filter(None, (passage.report_title, passage.section, words))
    return [Word(" · ".join(parts), "cyan")]


def _with_gaps(passage: Passage) -> str:
    before = GAP if passage.gap_before else ""
    after = GAP if passage.gap_after else ""
    return before + passage.text + after


def _number(number: KeyNumber) -> Line:
    around = "，".join(part for part in (number.subject, number.period) if part)
    return [
        Word(f"{number.metric}  " if number.metric else ""),
        Word(number.surface, "bold"),
        Word(f"  （{around}）" if around else "", "dim"),
    ]
