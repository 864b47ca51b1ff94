"""How are the reports listed, and one of them outlined?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.replies.html import EMPTY, Markup, bold, italic, join, link, text
from bot.replies.originals import also_words
from bot.replies.quotes import TITLE_CHARS, number_line, shortened
from bot.replies.reply import Address, Button, Reply, Verb
from bot.replies.texts import Texts
from bot.replies.trails import trail
from retrieval import Copy, KeyNumber, Passage, Report, Tier

PAGE_SIZE = 8
BUTTONS_A_ROW = 4
MAX_SECTIONS = 20
MAX_KEY_NUMBERS = 8
NUMBERS_A_PAGE = 12
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
        italic(also_words(tuple(map(Copy, report.also)), texts)) if report.also else EMPTY,
        italic(texts("report-size", passages=len(passages), numbers=len(numbers))),
    ]
    rows: list[tuple[Button, ...]] = [(Button(texts("button-reports"), Verb.LIST, "0"),)]
    if any(number.metric for number in numbers):
        listed = Button(texts("button-numbers"), Verb.NUMBERS, numbers_page(report, 0))
        rows.insert(0, (Button(texts("button-digest"), Verb.DIGEST, report.id), listed))
    if passages:
        rows.insert(0, (Button(texts("button-read"), Verb.WALK, trail(passages[0])),))
    blocks = [join(head, "\n"), _sections(passages, texts, address)]
    blocks.append(_numbers(report, numbers, texts))
    return Reply(body=join(blocks, "\n\n"), rows=tuple(rows))


def compose_numbers(
    report: Report,
    stated: Sequence[tuple[Passage, KeyNumber]],
    page: int,
    *,
    texts: Texts,
    address: Address,
) -> Reply:
    """List one page of a report's key numbers that say what they measure, each linked.

    Pages count from 0; a page past the end is the last one.
    """
    last_page = max((len(stated) - 1) // NUMBERS_A_PAGE, 0)
    page = min(max(page, 0), last_page)
    first = page * NUMBERS_A_PAGE
    shown = stated[first : first + NUMBERS_A_PAGE]
    span = texts("numbers-range", first=first + 1, last=first + len(shown), total=len(stated))
    head = join([bold(shortened(report.title, TITLE_CHARS)), italic(span)], "\n")
    lines = [
        text(f"{n}. ") + link(number_line(number, texts, under=report.title), address(passage))
        for n, (passage, number) in enumerate(shown, first + 1)
    ]
    turning = []
    if page > 0:
        before = numbers_page(report, page - 1)
        turning.append(Button(texts("button-page-previous"), Verb.NUMBERS, before))
    if page < last_page:
        after = numbers_page(report, page + 1)
        turning.append(Button(texts("button-page-next"), Verb.NUMBERS, after))
    back = (Button(texts("button-outline"), Verb.OUTLINE, report.id),)
    rows = (tuple(turning), back) if turning else (back,)
    return Reply(body=join([head, join(lines, "\n")], "\n\n"), rows=rows)


def compose_choice(name: str, reports: Sequence[Report], verb: Verb, *, texts: Texts) -> Reply:
    """Ask which of the reports that go by a name is meant."""
    rows = [(Button(report.title, verb, report.id),) for report in reports[:PAGE_SIZE]]
    if len(reports) > PAGE_SIZE:
        rows.append((Button(texts("button-reports"), Verb.LIST, "0"),))
    asked = texts("reports-named", name=shortened(name, SECTION_CHARS), n=len(reports))
    return Reply(body=text(asked), rows=tuple(rows))


def numbers_page(report: Report, page: int) -> str:
    """Name a page of a report's key numbers, for a button."""
    return f"{page}_{report.id}"


def read_numbers_page(name: str) -> tuple[str, int]:
    """Read what `numbers_page` wrote: the report id and the page.

    >>> read_numbers_page("2_3dea59440206")
    ('3dea59440206', 2)
    """
    page, _, report_id = name.partition("_")
    return report_id, int(page) if page.isascii() and page.isdigit() else 0


def _entry(n: int, report: Report, texts: Texts) -> Markup:
    title = text(f"{n}. ") + bold(shortened(report.title, TITLE_CHARS))
    return join([title, _origin(report, texts)], "\n")


def _origin(report: Report, texts: Texts) -> Markup:
    byline = shortened(texts("list-comma").join(report.byline), SECTION_CHARS)
    publisher = shortened(report.publisher or "", SECTION_CHARS)
    parts = [part for part in (byline, publisher, report.report_date) if part]
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
        link(shortened(section, SECTION_CHARS), address(passage))
        for section, passage in islice(first_of.items(), MAX_SECTIONS)
    ]
    if len(first_of) > MAX_SECTIONS:
        lines.append(text(texts("sections-more", n=len(first_of) - MAX_SECTIONS)))
    return join([text(texts("report-sections")), *lines], "\n")


def _numbers(report: Report, numbers: Sequence[KeyNumber], texts: Texts) -> Markup:
    """List the first key numbers that say what they measure."""
    telling = (n for n in numbers if n.tier is Tier.KEY and n.metric)
    shown = islice(telling, MAX_KEY_NUMBERS)
    lines = [number_line(number, texts, under=report.title) for number in shown]
    if not lines:
        return EMPTY
    return join([text(texts("report-numbers")), *lines], "\n")
