"""Where does a report begin: which lines are its title, and who is named below it?

A title that names its place first (X区：…) is known by itself; any other one by the byline below
it, or by being the first line of its file.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.corpus.lines import has_inner_marks
from retrieval.corpus.page import Page
from retrieval.corpus.patterns import (
    byline,
    is_dateline,
    is_office,
    may_be_subhead,
    may_be_title,
    place_title,
)
from retrieval.corpus.publishers import masthead
from retrieval.corpus.wrapping import Stretch
from retrieval.text.folding import fold
from retrieval.types import MendedText

MAX_TITLE_LINES = 3
MAX_SUBTITLE_CHARS = 60
SUBTITLE_MARK = "——"


def title_lines_at(page: Page, i: int) -> int:
    """Count the lines of the title that begins at `i`; 0 where none does."""
    texts = page.texts
    if page.credit[i] or masthead(texts[i]):
        return 0
    afresh = _opens_afresh(page, i)
    rest = place_title(texts[i])
    if rest is not None:
        n = 1
        if not rest:
            if i + 1 >= len(texts) or not _title_line(page, i + 1):
                return 0
            n = 2
        n += _n_subtitle_lines(page, i + n)
        below = i + n
        opens = afresh and below < len(texts) and (page.names_at(below) or page.is_body(below))
        if opens or _certain_names_at(page, below):
            return n
    if not afresh and _may_continue(page, i):
        return 0
    for n in range(1, MAX_TITLE_LINES + 1):
        if i + n > len(texts) or not _title_line(page, i + n - 1):
            break
        n_all = n + _n_subtitle_lines(page, i + n)
        if _certain_names_at(page, i + n_all):
            return n_all
    return _first_title_lines(page) if i == 0 else 0


def byline_below(page: Page, i: int, title: MendedText) -> tuple[str, ...] | None:
    """Read the names under a title, if that is what stands at `i`.

    方法 and 高峰 may be names or words: names only under what can be nothing but a title.
    """
    if i >= len(page):
        return None
    sure = place_title(fold(title.text)) is not None or SUBTITLE_MARK in title.text
    found = byline(page.parts[i].text, page.is_word)
    return found.names if found and (found.certain or sure) else None


def is_above_byline(page: Page, i: int) -> bool:
    """Say whether a date or an office stands at `i`, and a byline below it."""
    return (
        i + 1 < len(page.texts)
        and (is_dateline(page.texts[i]) or is_office(page.texts[i]))
        and page.names_at(i + 1)
    )


def join_title(lines: Sequence[Stretch]) -> MendedText:
    """Join the lines of a title; a space parts two of them unless a colon already does."""
    joined = lines[0].content
    for line in lines[1:]:
        separator = "" if joined.text[-1] in "：:" else " "
        joined = MendedText.joined([joined, line.content], separator)
    return joined


def _first_title_lines(page: Page) -> int:
    """Count the title lines of a page that shows no byline: its first line, if that is one.

    More than one line needs a subtitle below it, a date or who brought it out: it may be a list
    otherwise.
    """
    texts = page.texts
    for n in range(1, MAX_TITLE_LINES + 1):
        if n >= len(texts) or not _title_line(page, n - 1) or page.runs_on(n - 1, n):
            return 0
        n_subtitle = _n_subtitle_lines(page, n)
        below = n + n_subtitle
        if below >= len(texts):
            return 0
        dated = is_dateline(texts[below]) or masthead(texts[below]) is not None
        if dated or (n_subtitle and _is_header(page, below)):
            return below
        headed = below + 1 < len(texts) and may_be_subhead(texts[below])
        if n == 1 and headed and page.is_body(below + 1):
            return below
        if n == 1 and page.is_body(below):
            # Two lines of a sentence look alike, with a comma in the first of them.
            body = texts[below]
            unlike = 2 * len(body) >= 3 * len(texts[0]) or body[-1] in "：:"
            return below if unlike or not has_inner_marks(texts[0]) else 0
    return 0


def _is_header(page: Page, i: int) -> bool:
    """Say whether what stands at `i` can stand below a subtitle."""
    return page.names_at(i) or is_office(page.texts[i]) or page.is_body(i)


def _opens_afresh(page: Page, i: int) -> bool:
    """Say whether nothing before `i` is waiting to be continued there."""
    return (
        i == 0
        or page.closed[i - 1]
        or page.credit[i - 1]
        or page.parts[i].wide
        or masthead(page.texts[i - 1]) is not None
        or byline(page.texts[i - 1], page.is_word) is not None
    )


def _may_continue(page: Page, i: int) -> bool:
    """Say whether the unclosed line above `i` could be a part of the title, or go on there."""
    return may_be_title(page.texts[i - 1]) or page.runs_on(i - 1, i)


def _title_line(page: Page, i: int) -> bool:
    """Say whether the line at `i` has the shape of a title."""
    text = page.texts[i]
    if is_dateline(text) or masthead(text) is not None:
        return False
    return may_be_title(text) and byline(text, page.is_word) is None


def _n_subtitle_lines(page: Page, i: int) -> int:
    """Count subtitle lines (——在第十四届全国人民代表大会上) from `i` on: 0 or 1."""
    if i >= len(page.texts) or not page.texts[i].startswith(SUBTITLE_MARK):
        return 0
    return int(len(page.texts[i]) <= MAX_SUBTITLE_CHARS and not page.closed[i])


def _certain_names_at(page: Page, i: int) -> bool:
    """Say whether a byline stands at `i`, maybe under a date, with a report below it."""
    if i >= len(page.texts):
        return False
    if is_dateline(page.texts[i]) and i + 1 < len(page.texts):
        i += 1
    found = byline(page.texts[i], page.is_word)
    if not found or not found.certain or i + 1 >= len(page.texts):
        return False
    # After so sure a sign the body may well begin with a sentence cut short.
    return page.is_body(i + 1) or not (page.credit[i + 1] or page.names_at(i + 1))
