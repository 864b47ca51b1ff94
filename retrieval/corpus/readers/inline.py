"""Which characters of a Markdown paragraph are text, and which are marks around it?

Emphasis, code marks, links, images, escapes and tags go; what a reader sees stays, tied to its
place. Every step is linear in the length of the paragraph; the address of a link is bounded.
"""

from __future__ import annotations

import re
from collections import defaultdict

from retrieval.types import MendedText, Span

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|(?P<auto><(?:https?://|mailto:)[^<>\s]{1,500}>)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,300}>)"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\](?:\((?:[^()\s]|\([^()\s]{0,200}\)){0,1000}(?:\s{1,9}[\"'][^\"']{0,300}[\"'])?\s{0,9}\))?)"
    r"|(?P<run>\*{1,3}|_{1,3}|~~)"
)


def strip_marks(content: MendedText) -> MendedText:
    """Take the inline marks off a paragraph.

    >>> strip_marks(MendedText.at("增长**13.8%**，见[公报](a.html)", 0)).text
    '增长13.8%，见公报'
    """
    removed = _marks(content.text)
    if not removed:
        return content
    kept = []
    start = 0
    for mark in removed:
        if mark.start > start:
            kept.append(content.slice(start, mark.start))
        start = max(start, mark.end)
    if start < len(content):
        kept.append(content.slice(start, len(content)))
    return MendedText.joined(kept)


def _marks(text: str) -> list[Span]:
    """Find the marks, in order."""
    marks: list[Span] = []
    openers: dict[str, list[Span]] = defaultdict(list)
    brackets: list[Span] = []
    unclosed: set[str] = set()  # code marks without a partner: not looked for twice
    i = 0
    while found := _TOKEN.search(text, i):
        kind, mark = found.lastgroup, found.group()
        span = Span(found.start(), found.end())
        i = span.end
        if kind == "escape":
            marks.append(Span(span.start, span.start + 1))
        elif kind == "code":
            end = -1 if mark in unclosed else _end_of_code(text, mark, span.end)
            if end < 0:
                unclosed.add(mark)
            else:
                marks += [span, Span(end, end + len(mark))]
                i = end + len(mark)
        elif kind == "auto":
            marks += [Span(span.start, span.start + 1), Span(span.end - 1, span.end)]
        elif kind == "tag":
            marks.append(span)
        elif kind == "open":
            brackets.append(span)
        elif kind == "close":
            if brackets and mark != "]":
                marks += [brackets[-1], span]
            if brackets:
                brackets.pop()
        else:
            _pair_emphasis(text, span, openers[mark], marks)
    return sorted(marks)


def _end_of_code(text: str, ticks: str, start: int) -> int:
    """Find the run of exactly as many ticks that closes a code span; -1 where none does."""
    i = start
    while (i := text.find(ticks, i)) >= 0:
        end = i + len(ticks)
        if text[end : end + 1] != "`":
            return i
        while text[end : end + 1] == "`":
            end += 1
        i = end
    return -1


def _pair_emphasis(text: str, span: Span, openers: list[Span], marks: list[Span]) -> None:
    """Pair a run of emphasis marks with an earlier one, or keep it for a later one.

    Marks between digits are an arithmetic sign (3*4*5), and `_` inside a word belongs to it.
    """
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if before.isdigit() and after.isdigit():
        return
    within_word = text[span.start] == "_" and _is_latin(before) and _is_latin(after)
    if openers and before.strip() and not within_word and openers[-1].end < span.start:
        marks += [openers.pop(), span]
    elif after.strip() and not within_word:
        openers.append(span)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
