"""How are the reports listed, and one of them outlined?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.replies.html import EMPTY, Markup, bold, italic, join, link, text
from bot.replies.quotes import TITLE_CHARS, number_line, shortened
from bot.replies.reply import Address, Button, Reply, Verb
from bot.replies.texts import Texts
from retrieval import KeyNumber, Passage, Report, Tier

PAGE_SIZE = 8
BUTTONS_A_ROW = 4
MAX_SECTIONS = 20
MAX_KEY_NUMBERS = 8
SECTION_CHARS = 60


def compose_report_list(reports: Sequence[Report], page: int, texts: Texts) -> Reply:
    """List one page of the reports, pages counted from 0; a page past the end is the last one."""
    last_page = max((len(reports) - 1) // PAGE_SIZE, 0)
    page = min(max(page, 0), last_page)
    first = page * PAGE_SIZE
    shown = reports[first : first + PAGE_SIZE]
    head = bold(texts("reports-title", n=len(reports)))
    if last_page:
        span = texts("reports-range", first=first + 1, last=first + len(shown))
        head += text(texts("place-separator") + span)
    entries = [_entry(n, report, texts) for n, report in enumerate(shown, first + 1)]
    numbered = [
        Button(str(n), Verb.OUTLINE, report.id) for n, report in enumerate(shown, first + 1)
    ]
    rows = [tuple(numbered[i : i + BUTTONS_A_ROW]) for i in range(0, len(numbered), BUTTONS_A_ROW)]
    turning = tuple(_turning(page, last_page, texts))
    return Reply(
        body=join([head, *entries], "\n\n"), rows=tuple(rows) + ((turning,) if turning else ())
    )


def compose_outline(
    report: Report,
    passages: Sequence[Passage],
    numbers: Sequence[KeyNumber],
    *,
    texts: Texts,
    address: Address,
) -> Reply:
    """Show a report's sections and first key numbers.

    `passages` and `numbers` are the report's, in reading order.
    """
    head = [
        bold(shortened(report.title, TITLE_CHARS)),
        _origin(report, texts),
        italic(texts("report-size", passages=len(passages), numbers=len(numbers))),
    ]
    rows = [(Button(texts("button-reports"), Verb.LIST, "0"),)]
    if passages:
        rows.insert(0, (Button(texts("button-read"), Verb.WALK, passages[0].id),))
    blocks = [join(head, "\n"), _sections(passages, texts, address), _numbers(numbers, texts)]
    return Reply(body=join(blocks, "\n\n"), rows=tuple(rows))


def _entry(n: int, report: Report, texts: Texts) -> Markup:
    title = text(f"{n}. ") + bold(shortened(report.title, TITLE_CHARS))
    return join([title, _origin(report, texts)], "\n")


def _origin(report: Report, texts: Texts) -> Markup:
    byline = shortened(texts("list-comma").join(report.byline), SECTION_CHARS)
    parts = [part for part in (byline, report.report_date) if part]
    return text(texts("place-separator").join(parts))


def _turning(page: int, last_page: int, texts: Texts) -> Iterator[Button]:
    if page > 0:
        yield Button(texts("button-page-previous"), Verb.LIST, str(page - 1))
    if page < last_page:
        yield Button(texts("button-page-next"), Verb.LIST, str(page + 1))


def _sections(passages: Sequence[Passage], texts: Texts, address: Address) -> Markup:
    """List the sections; each opens at its first passage."""
    first_of: dict[str, Passage] = {}
    for passage in passages:
        if passage.section:
            first_of.setdefault(passage.section, passage)
    if not first_of:
        return EMPTY
    lines = [
        link(shortened(section, SECTION_CHARS), address(passage.id))
        for section, passage in islice(first_of.items(), MAX_SECTIONS)
    ]
    if len(first_of) > MAX_SECTIONS:
        lines.append(text(texts("sections-more", n=len(first_of) - MAX_SECTIONS)))
    return join([text(texts("report-sections")), *lines], "\n")


def _numbers(numbers: Sequence[KeyNumber], texts: Texts) -> Markup:
    """List the first key numbers that say what they measure."""
    telling = (n for n in numbers if n.tier is Tier.KEY and n.metric)
    lines = [number_line(number, texts) for number in islice(telling, MAX_KEY_NUMBERS)]
    if not lines:
        return EMPTY
    return join([text(texts("report-numbers")), *lines], "\n")
