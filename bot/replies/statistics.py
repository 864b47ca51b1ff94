"""How are a report's digest, and one measure across reports, shown?

As lines of text with their citations, and as a card: the same numbers in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.cards import MAX_BARS, MAX_TILES, Comparison, Digest
from bot.replies.cards.facts import bar_of, tile_of
from bot.replies.html import Markup, bold, italic, join, text
from bot.replies.quotes import TITLE_CHARS, number_line, reference, shortened
from bot.replies.reply import Address, Button, Reply, Verb
from bot.replies.texts import Texts
from retrieval import KeyNumber, MeasureTable, Passage, Report

MAX_ROWS = 20  # of one table in a message; the terminal shows all

Stated = tuple[Passage, KeyNumber]


def compose_digest(
    report: Report, stated: Sequence[Stated], *, texts: Texts, address: Address
) -> Reply:
    """List a digest's numbers, one line each with its measure and citation."""
    head = bold(shortened(report.title, TITLE_CHARS))
    if not stated:
        return Reply(body=join([head, text(texts("digest-empty"))], "\n\n"))
    numbers, passages = _numbered(stated)
    lines = [
        number_line(number, texts) + text(" ") + reference(n, passage, address)
        for n, (passage, number) in zip(numbers, stated, strict=True)
    ]
    buttons = tuple(
        Button(texts("button-context", n=n), Verb.OPEN, passage.id)
        for n, passage in enumerate(passages, 1)
    )
    rows = tuple(buttons[i : i + 3] for i in range(0, len(buttons), 3))
    return Reply(body=join([head, join(lines, "\n")], "\n\n"), rows=rows)


def digest_card(report: Report, stated: Sequence[Stated], texts: Texts) -> Digest | None:
    """Draw up the card of a digest; `None` where there is nothing to show."""
    if not stated:
        return None
    numbers, _ = _numbered(stated)
    return Digest(
        title=report.title,
        subject=texts("list-comma").join(report.byline),
        tiles=tuple(
            tile_of(number, note="·".join(part for part in (number.period, f"[{n}]") if part))
            for n, (_, number) in zip(numbers, stated[:MAX_TILES], strict=False)
        ),
        source=report.source,
        date=report.report_date or "",
    )


def compose_comparison(table: MeasureTable, *, texts: Texts, address: Address) -> Reply:
    """List where one measure is stated, a line each with report, period and citation."""
    lines = [
        _row(passage, number) + text(" ") + reference(n, passage, address)
        for n, (passage, number) in enumerate(table.rows[:MAX_ROWS], 1)
    ]
    if len(table.rows) > MAX_ROWS:
        lines.append(italic(texts("comparison-more", n=len(table.rows) - MAX_ROWS)))
    head = bold(shortened(table.metric, TITLE_CHARS))
    return Reply(body=join([head, join(lines, "\n")], "\n\n"))


def comparison_card(table: MeasureTable) -> Comparison | None:
    """Draw up bars for one measure; `None` where there is nothing to set side by side."""
    bars = [bar_of(number, label=row_label(passage, number)) for passage, number in table.rows]
    drawn = tuple(bar for bar in bars if bar is not None)[:MAX_BARS]
    sources = dict.fromkeys(passage.source for passage, _ in table.rows)
    if len(drawn) < 2:  # one bar compares nothing
        return None
    return Comparison(title=table.metric, bars=drawn, source="、".join(sources))


def row_label(passage: Passage, number: KeyNumber) -> str:
    """Name a row of a comparison: whose number it is, and when."""
    whose = number.subject or shortened(passage.report_title, 24)
    period = number.period or (number.comparison.period if number.comparison else None)
    return f"{whose} {period}" if period else whose


def _row(passage: Passage, number: KeyNumber) -> Markup:
    return text(f"{row_label(passage, number)}  ") + bold(number.surface)


def _numbered(stated: Sequence[Stated]) -> tuple[list[int], list[Passage]]:
    """Number the passages of a digest from 1, in reading order."""
    passages: dict[str, Passage] = {}
    for passage, _ in stated:
        passages.setdefault(passage.id, passage)
    order = {passage_id: n for n, passage_id in enumerate(passages, 1)}
    return [order[passage.id] for passage, _ in stated], list(passages.values())
