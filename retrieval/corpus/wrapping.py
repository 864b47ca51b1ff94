"""Which lines were broken only because the page was not wider?

A line that is as wide as its neighbours ran on at the edge of its column, and is joined with the
next. What is left is a list of stretches: one line per paragraph where the page was not wrapped.
Breaks that width does not explain are for `mending`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.corpus.lines import Line, has_inner_marks, is_closed, join_lines
from retrieval.corpus.patterns import (
    MAX_CREDIT_CHARS,
    MAX_TITLE_CHARS,
    WordTest,
    byline,
    is_credit,
    is_enumerated,
    place_title,
)
from retrieval.text.folding import fold
from retrieval.types import MendedText

WINDOW = 6  # lines looked at above, and below
MIN_ALIKE = 2  # lines in a window that must be as wide
RARE_SHARE = 4  # a spacing is rare when no more than one break in so many has it
PROSE_SHARE = 6  # one line in so many holds a mark inside, even in a narrow column
MIN_CHARS = 8  # the narrowest newspaper column
TOLERANCE_CHARS = 1  # a mark that must not begin a line hangs over, or takes a character along
TOLERANCE_COLUMNS = 2  # the same in columns: a Chinese character takes two, a digit one


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text between two breaks that width does not explain."""

    content: MendedText
    wide: bool = False  #: more blank lines than usual stand before it

    @property
    def text(self) -> str:
        """Give the text."""
        return self.content.text


def unwrap(lines: Sequence[Line], is_word: WordTest) -> list[Stretch]:
    """Join the lines of hard-wrapped paragraphs."""
    full = full_lines(lines)
    inside = _usual_blanks(lines[i + 1].blanks for i in range(len(lines) - 1) if full[i])
    margin = Counter(line.indent for line in lines).most_common(1)[0][0] if lines else 0
    # Where indents or blank lines part the paragraphs, a number at the edge is no new item.
    marked = _parts_paragraphs(lines, inside, margin)
    alone = [
        (full[i] or (i > 0 and full[i - 1])) and _stands_alone(line.text, is_word)
        for i, line in enumerate(lines)
    ]
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        runs_on = (
            i > 0
            and full[i - 1]
            and line.blanks <= inside
            and line.indent <= margin
            and not (alone[i - 1] or alone[i] or _opens_title(line.text))
            and (marked or not is_enumerated(line.text))
        )
        if runs_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    usual = _usual_spacing([group[0].blanks for group in groups[1:]])
    return [
        Stretch(
            content=join_lines([line.content for line in group]),
            wide=i > 0 and group[0].blanks > usual,
        )
        for i, group in enumerate(groups)
    ]


def full_lines(lines: Sequence[Line]) -> list[bool]:
    """Say of every line whether it fills its column.

    It does when, in the lines just above or just below, several are as wide and none is wider,
    about half of these end inside a sentence, and they hold the marks of prose: lists of short
    items, verse and paragraphs of one line each do not look so.
    """
    chars = [line.indent + len(line.text) for line in lines]
    columns = [2 * chars[i] - _n_ascii(line.text) for i, line in enumerate(lines)]
    broken = [not is_closed(line.text) for line in lines]
    prose = [has_inner_marks(line.text[:-1]) for line in lines]

    def fills(i: int, sizes: Sequence[int], tolerance: int) -> bool:
        for window in (
            range(max(i - WINDOW, 0), i),
            range(i + 1, min(i + WINDOW + 1, len(lines))),
        ):
            if any(sizes[j] > sizes[i] + tolerance for j in window):
                continue
            alike = [j for j in window if sizes[j] >= sizes[i] - tolerance]
            if len(alike) < MIN_ALIKE:
                continue
            alike.append(i)
            if (
                2 * sum(broken[j] for j in alike)
                >= len(alike)
                <= PROSE_SHARE * sum(prose[j] for j in alike)
            ):
                return True
        return False

    full = [
        chars[i] >= MIN_CHARS
        and (fills(i, chars, TOLERANCE_CHARS) or fills(i, columns, TOLERANCE_COLUMNS))
        for i in range(len(lines))
    ]
    # A number or a Latin word that did not fit went down whole and left its line short.
    for i in range(1, len(lines) - 1):
        if not full[i] and broken[i] and (full[i - 1] or full[i + 1]):
            width = max(columns[j] for j in (i - 1, i + 1) if full[j])
            full[i] = columns[i] < width <= columns[i] + _leading_ascii(lines[i + 1].text)
    return full


def _parts_paragraphs(lines: Sequence[Line], inside: int, margin: int) -> bool:
    """Say whether the page marks where its paragraphs begin: by an indent or a blank line."""
    n_marked = sum(line.indent > margin or line.blanks > inside for line in lines[1:])
    return 20 * n_marked >= len(lines)


def _stands_alone(text: str, is_word: WordTest) -> bool:
    """Say whether a line is complete whatever its width."""
    if len(text) > MAX_CREDIT_CHARS or "。" in text[:-1]:
        return False
    found = byline(text, is_word)
    folded = fold(text)
    return is_credit(folded) or place_title(folded) == "" or bool(found and found.certain)


def _opens_title(text: str) -> bool:
    has_colon = "：" in text or ":" in text
    return has_colon and len(text) <= MAX_TITLE_CHARS and place_title(fold(text)) is not None


def _usual_blanks(counts: Iterable[int]) -> int:
    common = Counter(counts).most_common(1)
    return common[0][0] if common else 0


def _usual_spacing(blanks: Sequence[int]) -> int:
    """Give the most blank lines that still part paragraphs as usual.

    More than the commonest number is unusual only where it is also rare.
    """
    counts = Counter(blanks)
    usual = _usual_blanks(blanks)
    for more in sorted(n for n in counts if n > usual):
        if RARE_SHARE * sum(counts[n] for n in counts if n > usual) <= len(blanks):
            break
        usual = more
    return usual


def _n_ascii(text: str) -> int:
    return len(text.encode("ascii", "ignore"))


def _leading_ascii(text: str) -> int:
    return next((n for n, c in enumerate(text) if not c.isascii() or c.isspace()), len(text))
