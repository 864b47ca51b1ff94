"""What are the lines of a text, and how does each one end?

Lines are what layout, mending and every reader of running text work on. They keep their place in
the source; nothing here joins or types them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.types import MendedText

#: White space, and the marks without width that editors leave at the ends of lines.
BLANK = (
    "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200c\u200d\u2060\ufeff"
)
SENTENCE_ENDS = frozenset("。！？!?…．.｡")
CLOSERS = frozenset("”’」』》〉】）)]\"'")
#: What a heading or a name never holds inside: it would be a sentence.
INNER_MARKS = frozenset("，。；！？、,;!?…")


class Line(NamedTuple):
    """A line that is not blank, without the white space at its ends."""

    text: str
    start: int  #: source offset of its first character
    indent: int  #: characters of white space before it
    blanks: int  #: blank lines between it and the line before

    @property
    def content(self) -> MendedText:
        """Give the line with its place in the source."""
        return MendedText.at(self.text, self.start)


def split_lines(text: str, start: int = 0) -> list[Line]:
    r"""Split at every line end Unicode knows (`\r\n` is one), leaving blank lines out.

    >>> [(line.text, line.start, line.blanks) for line in split_lines("甲\r\n\r\n　乙")]
    [('甲', 0, 0), ('乙', 6, 1)]
    """
    lines = []
    blanks = 0
    for raw in text.splitlines(keepends=True):
        body = raw.lstrip(BLANK)
        if body:
            indent = len(raw) - len(body)
            lines.append(Line(body.rstrip(BLANK), start + indent, indent, blanks))
            blanks = 0
        else:
            blanks += 1
        start += len(raw)
    return lines


def is_closed(text: str) -> bool:
    """Say whether `text` ends as a sentence does.

    A closing bracket ends a sentence only when the bracket opened after one, or with the line.

    >>> [is_closed(text) for text in ("他走了。", "“好！”", "（完）", "让“幸福味道”", "其中，")]
    [True, True, True, False, False]
    """
    end = len(text)
    while end and text[end - 1] in CLOSERS:
        end -= 1
    if not end:
        return True
    if text[end - 1] in SENTENCE_ENDS:
        return True
    if text[-1] not in "）)】]":
        return False
    opening = max(text.rfind(mark) for mark in "（(【[")
    return opening == 0 or (opening > 0 and text[opening - 1] in SENTENCE_ENDS)


def has_inner_marks(text: str) -> bool:
    """Say whether marks of a sentence stand anywhere in `text`."""
    return not INNER_MARKS.isdisjoint(text)


def separator_between(left: str, right: str) -> str:
    """Give what a reader puts between two lines of one paragraph: nothing, or a space.

    Chinese has no spaces; a broken number is one number; two Latin words are two words.

    >>> separator_between("浙东唐诗之路消", "费季"), separator_between("51", "5.99亿元")
    ('', '')
    >>> separator_between("the sea", "port")
    ' '
    """
    last, first = left[-1:], right[:1]
    if not (last.isascii() and first.isascii()) or (last.isdigit() and first.isdigit()):
        return ""
    latin_left = last.isalnum() or last in ".,;:!?)\"'"
    latin_right = first.isalnum() or first in "(\"'"
    return " " if latin_left and latin_right else ""


def join_lines(parts: Sequence[MendedText]) -> MendedText:
    """Join lines of one paragraph as a reader would."""
    spaced: list[MendedText] = []
    for part in parts:
        if spaced:
            separator = separator_between(spaced[-1].text, part.text)
            if separator:
                spaced.append(MendedText(separator, ()))
        spaced.append(part)
    return spaced[0] if len(spaced) == 1 else MendedText.joined(spaced)
