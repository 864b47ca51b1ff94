"""How are a report's digest, and one measure across reports, shown?

As lines of text with their citations, and as a card: the same numbers in the same order. A card
says no more than the lines, which stand without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.replies.cards import (
    MAX_BARS,
    MAX_TILES,
    Comparison,
    Digest,
    draw_comparison,
    draw_digest,
)
from bot.replies.cards.facts import bar_of, tile_of
from bot.replies.html import EMPTY, Markup, bold, italic, join, text
from bot.replies.quotes import TITLE_CHARS, number_line, reference, shortened
from bot.replies.reply import Address, Button, Picture, Reply, Verb
from bot.replies.texts import Texts
from bot.replies.trails import trail
from retrieval import KeyNumber, MeasureTable, Passage, Report

MAX_ROWS = 20  # of one table in a message; the terminal shows all
MAX_OTHERS = 4  # measures like the one asked for, as buttons
MAX_REPORTS = 8  # of the overview; the list of reports has all
MAX_COLLECTED = 8  # numbers of many reports in one message: what a caption holds
COLLECTED_TITLE = 40  # characters of each report's title there
BUTTONS_A_ROW = 4

Stated = tuple[Passage, KeyNumber]
#: A report, how many paragraphs and how many key numbers it has.
Sized = tuple[Report, int, int]


def compose_overview(reports: Sequence[Sized], *, texts: Texts) -> Reply:
    """Say how much the corpus holds; a button for each of the first reports shows its digest."""
    head = texts.markup(
        "overview",
        title=bold(texts("overview-title")),
        reports=len(reports),
        passages=sum(passages for _, passages, _ in reports),
        numbers=sum(numbers for _, _, numbers in reports),
    )
    shown = list(enumerate(reports[:MAX_REPORTS], 1))
    entries = [
        join(
            [
                text(f"{n}. ") + bold(shortened(report.title, TITLE_CHARS)),
                italic(texts("report-size", passages=passages, numbers=numbers)),
            ],
            "\n",
        )
        for n, (report, passages, numbers) in shown
    ]
    rows = _in_rows([Button(str(n), Verb.DIGEST, report.id) for n, (report, _, _) in shown])
    if len(reports) > len(shown):
        rows = (*rows, (Button(texts("button-reports"), Verb.LIST, "0"),))
    body = join([head, *entries, text(texts("overview-hint"))], "\n\n")
    return Reply(body=body, rows=rows)


def compose_digest(
    report: Report, stated: Sequence[Stated], *, texts: Texts, address: Address
) -> Reply:
    """List a digest's numbers, one line each with its measure and citation, below their card."""
    head = bold(shortened(report.title, TITLE_CHARS))
    if not stated:
        return Reply(body=join([head, text(texts("digest-empty"))], "\n\n"))
    numbers, passages = _numbered(stated)
    lines = [
        number_line(number, texts, under=report.title) + text(" ") + reference(n, passage, address)
        for n, (passage, number) in zip(numbers, stated, strict=True)
    ]
    card = digest_card(report, stated, texts)
    return Reply(
        body=join([head, join(lines, "\n")], "\n\n"),
        rows=(
            *_opening(passages, texts),
            (Button(texts("button-outline"), Verb.OUTLINE, report.id),),
        ),
        picture=Picture(partial(draw_digest, card)) if card is not None else None,
    )


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


def compose_collection(
    digests: Sequence[tuple[Report, Sequence[Stated]]], *, texts: Texts, address: Address
) -> Reply:
    """List a few numbers of each of many reports, below one card of them."""
    a_report = max(MAX_COLLECTED // max(len(digests), 1), 1)
    chosen = [(report, stated[:a_report]) for report, stated in digests if stated][:MAX_COLLECTED]
    numbers, passages = _numbered([one for _, stated in chosen for one in stated])
    blocks = [bold(texts("overview-title"))]
    at = iter(numbers)
    for report, stated in chosen:
        lines = [
            number_line(number, texts, under=report.title)
            + text(" ")
            + reference(next(at), passage, address)
            for passage, number in stated
        ]
        blocks.append(join([italic(shortened(report.title, COLLECTED_TITLE)), *lines], "\n"))
    tiles = tuple(
        tile_of(number, note="·".join(part for part in (number.subject, number.period) if part))
        for _, stated in chosen
        for _, number in stated
    )[:MAX_TILES]
    card = Digest(title=texts("overview-title"), tiles=tiles) if tiles else None
    return Reply(
        body=join(blocks, "\n\n"),
        rows=_opening(passages, texts),
        picture=Picture(partial(draw_digest, card)) if card is not None else None,
    )


def compose_comparison(tables: Sequence[MeasureTable], *, texts: Texts, address: Address) -> Reply:
    """List where the closest measure is stated, a line each with whose it is, when, and citation.

    `tables` holds at least one, the closest first; the measures of the others become buttons.
    """
    table, *others = tables
    shown = table.rows[:MAX_ROWS]
    order, passages = _numbered(shown)
    lines = [
        _row(passage, number) + text(" ") + reference(n, passage, address)
        for n, (passage, number) in zip(order, shown, strict=True)
    ]
    if len(table.rows) > MAX_ROWS:
        lines.append(italic(texts("comparison-more", n=len(table.rows) - MAX_ROWS)))
    measures = dict.fromkeys(other.metric for other in others if other.metric != table.metric)
    like_it = [(Button(measure, Verb.COMPARE),) for measure in list(measures)[:MAX_OTHERS]]
    card = comparison_card(table)
    return Reply(
        body=join(
            [
                bold(shortened(table.metric, TITLE_CHARS)),
                join(lines, "\n"),
                text(texts("comparison-others")) if like_it else EMPTY,
            ],
            "\n\n",
        ),
        rows=(*_opening(passages, texts), *like_it),
        picture=Picture(partial(draw_comparison, card)) if card is not None else None,
    )


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
    period = row_period(number)
    return f"{whose} {period}" if period else whose


def row_period(number: KeyNumber) -> str | None:
    """Say when the number of a row was, or else what it is compared with."""
    return number.period or (number.comparison.period if number.comparison else None)


def _row(passage: Passage, number: KeyNumber) -> Markup:
    return text(f"{row_label(passage, number)}  ") + bold(number.surface)


def _numbered(stated: Sequence[Stated]) -> tuple[list[int], list[Passage]]:
    """Number the passages of a digest from 1, in reading order."""
    passages: dict[str, Passage] = {}
    for passage, _ in stated:
        passages.setdefault(passage.id, passage)
    order = {passage_id: n for n, passage_id in enumerate(passages, 1)}
    return [order[passage.id] for passage, _ in stated], list(passages.values())


def _opening(passages: Sequence[Passage], texts: Texts) -> tuple[tuple[Button, ...], ...]:
    """Make a button for each passage; the first says what they all do."""
    return _in_rows(
        [
            Button(texts("button-context", n=n) if n == 1 else f"[{n}]", Verb.OPEN, trail(passage))
            for n, passage in enumerate(passages, 1)
        ]
    )


def _in_rows(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        tuple(buttons[i : i + BUTTONS_A_ROW]) for i in range(0, len(buttons), BUTTONS_A_ROW)
    )
