"""How is a message put together so that its markup cannot break?

A `Markup` is a row of runs: plain characters with the styles they stand in, outermost first. Tags
exist only while `html` writes them, so whatever a report or a question holds is text, tags always
balance, and cutting a message is slicing. Telegram's reading of the result: https://core.telegram.org/bots/api#html-style
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import NamedTuple

MESSAGE_LIMIT = 4096  # UTF-16 units of one message, counted after parsing; Bot API, sendMessage
CAPTION_LIMIT = 1024  # the same under a picture; Bot API, sendPhoto

#: What Telegram refuses or drops (controls, lone surrogates), and what would turn the text that
#: follows around (bidirectional overrides and isolates).
_UNSENDABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
#: Where a long message may be cut, best first: after a paragraph, a line, a sentence.
_SEAMS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"[。！？；!?;]+[”’」』）)]*"))


class Tag(StrEnum):
    """The elements used here, as `parse_mode=HTML` names them."""

    BOLD = "b"
    ITALIC = "i"
    UNDERLINE = "u"
    CODE = "code"
    LINK = "a"
    QUOTE = "blockquote"


@dataclass(frozen=True, slots=True)
class Style:
    """An element that text stands in."""

    tag: Tag
    href: str | None = None
    expandable: bool = False

    @property
    def opening(self) -> str:
        """Write the start tag."""
        href = "" if self.href is None else f' href="{escape(self.href)}"'
        return f"<{self.tag}{href}{' expandable' if self.expandable else ''}>"

    @property
    def closing(self) -> str:
        """Write the end tag."""
        return f"</{self.tag}>"


class Run(NamedTuple):
    """Characters that stand in the same elements."""

    text: str
    styles: tuple[Style, ...] = ()


@dataclass(frozen=True, slots=True)
class Markup:
    """Styled text; immutable, added with `+`.

    >>> (text("共 ") + bold("5 < 6") + text(" 家")).html
    '共 <b>5 &lt; 6</b> 家'
    """

    runs: tuple[Run, ...] = ()

    def __add__(self, other: Markup) -> Markup:
        """Put `other` after this."""
        return Markup(self.runs + other.runs)

    def __bool__(self) -> bool:
        """Say whether there is any text."""
        return any(run.text for run in self.runs)

    @property
    def plain(self) -> str:
        """Give the bare text: what Telegram shows once tags are parsed away."""
        return "".join(run.text for run in self.runs)

    @property
    def html(self) -> str:
        """Write the text with its tags, every character of it escaped."""
        written: list[str] = []
        stack: list[Style] = []
        for run in self.runs:
            if not run.text:
                continue
            common = 0
            for ours, theirs in zip(stack, run.styles, strict=False):
                if ours != theirs:
                    break
                common += 1
            written += [style.closing for style in reversed(stack[common:])]
            written += [style.opening for style in run.styles[common:]]
            stack[common:] = run.styles[common:]
            written.append(escape(run.text, quote=False))
        written += [style.closing for style in reversed(stack)]
        return "".join(written)

    @property
    def length(self) -> int:
        """Count UTF-16 units after parsing, as Telegram's limits do.

        >>> bold("𠮷<b>").length
        5
        """
        return _utf16(self.plain)

    def within(self, style: Style) -> Markup:
        """Put everything into one more, outer element."""
        return Markup(tuple(Run(run.text, (style, *run.styles)) for run in self.runs))

    def slice(self, start: int, end: int) -> Markup:
        """Cut `[start, end)` out, in code points of the plain text; styles stay."""
        kept = []
        at = 0
        for run in self.runs:
            piece = run.text[max(start - at, 0) : max(end - at, 0)]
            if piece:
                kept.append(Run(piece, run.styles))
            at += len(run.text)
        return Markup(tuple(kept))

    def split(self, limit: int = MESSAGE_LIMIT) -> tuple[Markup, ...]:
        r"""Cut into parts of at most `limit` UTF-16 units, at the last good seam of each.

        Seams are paragraph ends, then line ends, then sentence ends, and only without any of
        these a plain character boundary. White space at a cut is dropped, nothing else is.

        >>> [part.html for part in bold("第一段。\n\n第二段。").split(6)]
        ['<b>第一段。</b>', '<b>第二段。</b>']
        """
        if limit < 2:
            raise ValueError("a part must be able to hold any one character")
        plain = self.plain
        parts = []
        start = _skip_white(plain, 0)
        while start < len(plain):
            end = _cut(plain, start, limit)
            part = self.slice(start, start + len(plain[start:end].rstrip()))
            if part:
                parts.append(part)
            start = _skip_white(plain, end)
        return tuple(parts)


EMPTY = Markup()


def text(content: str) -> Markup:
    """Take text as it is, without what Telegram would refuse or let turn its surroundings."""
    cleaned = _UNSENDABLE.sub("", content)
    return Markup((Run(cleaned),)) if cleaned else EMPTY


def bold(content: Markup | str) -> Markup:
    """Set in bold."""
    return _markup(content).within(Style(Tag.BOLD))


def italic(content: Markup | str) -> Markup:
    """Set in italics."""
    return _markup(content).within(Style(Tag.ITALIC))


def underline(content: Markup | str) -> Markup:
    """Underline."""
    return _markup(content).within(Style(Tag.UNDERLINE))


def code(content: Markup | str) -> Markup:
    """Set as code: a tap copies it."""
    return _markup(content).within(Style(Tag.CODE))


def link(content: Markup | str, href: str | None) -> Markup:
    """Make a link; without an address, leave the text alone."""
    found = _markup(content)
    return found if href is None else found.within(Style(Tag.LINK, href=href))


def quote(content: Markup | str, *, expandable: bool = False) -> Markup:
    """Set as a block quotation; an expandable one shows its first lines until it is tapped."""
    return _markup(content).within(Style(Tag.QUOTE, expandable=expandable))


def join(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Join the parts that hold any text."""
    runs: list[Run] = []
    for part in parts:
        if not part:
            continue
        if runs and separator:
            runs.append(Run(separator))
        runs.extend(part.runs)
    return Markup(tuple(runs))


def marked(content: str, marks: Sequence[tuple[int, int, Style]]) -> Markup:
    """Style slices `(start, end, style)` of a text; of two that overlap the first given wins.

    >>> marked("共2704个车位", [(1, 6, Style(Tag.BOLD))]).html
    '共<b>2704个</b>车位'
    """
    taken: list[tuple[int, int, Style]] = []
    for start, end, style in marks:
        if 0 <= start < end <= len(content) and all(end <= s or e <= start for s, e, _ in taken):
            taken.append((start, end, style))
    parts = []
    at = 0
    for start, end, style in sorted(taken, key=lambda mark: mark[0]):
        parts += [text(content[at:start]), text(content[start:end]).within(style)]
        at = end
    return join([*parts, text(content[at:])])


def _markup(content: Markup | str) -> Markup:
    return text(content) if isinstance(content, str) else content


def _utf16(plain: str) -> int:
    return len(plain.encode("utf-16-le", "surrogatepass")) // 2


def _skip_white(plain: str, at: int) -> int:
    return len(plain) - len(plain[at:].lstrip())


def _fitting(plain: str, start: int, limit: int) -> int:
    """Find the furthest end that keeps `[start, end)` within `limit` units."""
    if _utf16(plain[start:]) <= limit:
        return len(plain)
    units = 0
    for end, char in _enumerate_from(plain, start):
        units += 2 if char > "\uffff" else 1
        if units > limit:
            return end
    return len(plain)


def _enumerate_from(plain: str, start: int) -> Iterator[tuple[int, str]]:
    for at in range(start, len(plain)):
        yield at, plain[at]


def _cut(plain: str, start: int, limit: int) -> int:
    furthest = _fitting(plain, start, limit)
    if furthest == len(plain):
        return furthest
    # A seam in the first half would leave parts of very uneven length: try the next kind then.
    earliest = start + (furthest - start) // 2
    for seam in _SEAMS:
        ends = [match.end() for match in seam.finditer(plain, start, furthest)]
        if ends and ends[-1] > earliest:
            return ends[-1]
    return furthest
