"""How are a passage, its place and its key numbers written?

The pieces that answers, contexts and outlines share.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.html import EMPTY, Markup, Style, bold, join, link, marked, text
from bot.replies.places import place_words
from bot.replies.reply import Address
from bot.replies.texts import Texts
from retrieval import Direction, KeyNumber, Passage, Span

GAP = "[…]"  # text that the source lost
CUT = "…"  # text that is left out here, and can be opened
TITLE_CHARS = 120  # a longer title is a paragraph by mistake


def passage_text(
    passage: Passage,
    *,
    marks: Sequence[tuple[int, int, Style]] = (),
    around: Span | None = None,
    max_chars: int,
) -> Markup:
    """Write a passage's text with its gaps; a long one is cut to a window that holds `around`.

    `marks` and `around` are text offsets into the passage. The window begins and ends at sentence
    ends where there are any near enough.
    """
    content = passage.text
    start, end = _window(content, around, max_chars)
    body = marked(content[start:end], [(a - start, b - start, style) for a, b, style in marks])
    before = CUT if start > 0 else GAP if passage.gap_before else ""
    after = CUT if end < len(content) else GAP if passage.gap_after else ""
    return join([text(before), body, text(after)])


def place_line(passage: Passage, texts: Texts) -> Markup:
    """Write where a passage stands: report, then section, then the page or the cells."""
    parts = [shortened(passage.section, TITLE_CHARS)] if passage.section else []
    if passage.place and (words := place_words(passage.place, texts)):
        parts.append(words)
    place = bold(shortened(passage.report_title, TITLE_CHARS))
    return place + text("".join(texts("place-separator") + part for part in parts))


def reference(n: int, passage: Passage, address: Address) -> Markup:
    """Write `[n]`, which opens the passage."""
    return link(f"[{n}]", address(passage))


def number_line(number: KeyNumber, texts: Texts, *, under: str = "") -> Markup:
    """Write a key number: measure, surface, then what it holds for.

    `under` is the title that stands above; a subject named there is not named again.
    """
    subject = None if number.subject and number.subject in under else number.subject
    details = [part for part in (number.period, subject) if part]
    if number.comparison is not None:
        details.append(texts("number-compared", base=number.comparison.surface))
    return join(
        [
            text(f"{number.metric} ") if number.metric else EMPTY,
            bold(surface_words(number.surface, number.direction, texts)),
            details_words(details, texts),
        ]
    )


def surface_words(surface: str, direction: Direction | None, texts: Texts) -> str:
    """Write a value with its direction: it is kept positive, and a fall would read as a rise."""
    if direction is Direction.UP:
        return texts("number-up", surface=surface)
    if direction is Direction.DOWN:
        return texts("number-down", surface=surface)
    return surface


def details_words(details: Sequence[str], texts: Texts) -> Markup:
    """Write what a number holds for, behind it."""
    if not details:
        return EMPTY
    return text(texts("details", details=texts("detail-comma").join(details)))


def shortened(content: str, max_chars: int) -> str:
    """Keep the start of a text that is longer than `max_chars` characters.

    >>> shortened("一二三四五", 4)
    '一二三…'
    """
    return content if len(content) <= max_chars else content[: max_chars - 1] + CUT


def shortened_start(content: str, max_chars: int) -> str:
    """Keep the end of a text that is longer than `max_chars` characters."""
    return content if len(content) <= max_chars else CUT + content[1 - max_chars :]


def _window(content: str, around: Span | None, max_chars: int) -> tuple[int, int]:
    if len(content) <= max_chars:
        return 0, len(content)
    start = 0
    if around is not None and around.end > max_chars:
        start = around.start
    end = min(start + max_chars, len(content))
    if end < len(content):
        last = max(content.rfind(mark, start, end) for mark in "。！？；\n")
        if last >= max(around.end - 1 if around is not None else 0, start + max_chars // 2):
            end = last + 1
    return start, end
