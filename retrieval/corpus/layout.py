"""What is each stretch of a page: title, byline, subhead, caption, credit or running text?

One line says little (`patterns`); its neighbours say the rest. Joining what was cut apart is for
`mending`, putting reports together for `reports`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from retrieval.corpus.lines import has_inner_marks, is_closed
from retrieval.corpus.mending import (
    has_lone_start,
    leans_back,
    number_spans_break,
    waits_on,
    word_spans_break,
)
from retrieval.corpus.patterns import (
    WordTest,
    byline,
    is_credit,
    is_dateline,
    is_enumerated,
    is_office,
    may_be_subhead,
    may_be_title,
    numbered_level,
    place_title,
    starts_as_caption,
    trailing_credit,
)
from retrieval.corpus.wrapping import Stretch
from retrieval.text.folding import fold
from retrieval.types import MendedText

MAX_TITLE_LINES = 3
SUBTITLE_MARK = "——"
MAX_CAPTION_CHARS = 80
MIN_LOOSE_CAPTION_CHARS = 12  # shorter ones are scraps of a page taken apart at its links
ALIKE_CHARS = 2  # lines of one width are the lines of one paragraph
MIN_BODY_CHARS = 20  # what follows a headline is longer than a list item


class Role(Enum):
    """What a stretch is to its report."""

    TITLE = auto()
    BYLINE = auto()
    HEADING = auto()
    CAPTION = auto()
    CREDIT = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch with its role."""

    role: Role
    content: MendedText
    level: int = 0  #: of a heading
    wide: bool = False
    names: tuple[str, ...] = ()  #: of a byline

    @property
    def text(self) -> str:
        """Give the text."""
        return self.content.text


def assign_roles(stretches: Sequence[Stretch], is_word: WordTest) -> list[Item]:
    """Give every stretch its role; the lines of one title become one item."""
    parts = [part for stretch in stretches for part in _split_credit(stretch)]
    page = _Page(parts, is_word)
    items: list[Item] = []
    i = 0
    while i < len(parts):
        if n_lines := page.title_lines_at(i):
            title = Item(Role.TITLE, _join_title(parts[i : i + n_lines]))
            items.append(title)
            i += n_lines
            if page.is_above_byline(i):  # a date, or the office of the speaker
                items.append(Item(Role.TEXT, parts[i].content))
                i += 1
            sure = place_title(fold(title.text)) is not None or SUBTITLE_MARK in title.text
            if i < len(parts) and (found := page.byline_at(i, sure_of_title=sure)):
                items.append(Item(Role.BYLINE, parts[i].content, names=found))
                i += 1
            continue
        items.append(page.item_at(i, items[-1] if items else None))
        i += 1
    return _demote_idle_headings(items)


class _Page:
    """The stretches of one page, asked about one place at a time."""

    def __init__(self, parts: Sequence[Stretch], is_word: WordTest) -> None:
        self._parts = parts
        self._texts = [fold(part.text) for part in parts]  # offsets and lengths stay
        self._closed = [is_closed(text) or is_dateline(text) for text in self._texts]
        self._credit = [is_credit(text) for text in self._texts]
        self._is_word = is_word

    def title_lines_at(self, i: int) -> int:
        """Count the lines of the title that begins at `i`; 0 where none does."""
        texts = self._texts
        if self._credit[i]:
            return 0
        afresh = self._opens_afresh(i)
        rest = place_title(texts[i])
        if rest is not None:
            n = 1
            if not rest:
                if i + 1 >= len(texts) or not self._title_line(i + 1):
                    return 0
                n = 2
            n += self._n_subtitle_lines(i + n)
            below = i + n
            opens = (
                afresh and below < len(texts) and (self._names_at(below) or self._is_body(below))
            )
            if opens or self._certain_names_at(below):
                return n
        if not afresh and self._may_continue(i):
            return 0
        for n in range(1, MAX_TITLE_LINES + 1):
            if i + n > len(texts) or not self._title_line(i + n - 1):
                break
            n_all = n + self._n_subtitle_lines(i + n)
            if self._certain_names_at(i + n_all):
                return n_all
        return self._first_title_lines() if i == 0 else 0

    def byline_at(self, i: int, *, sure_of_title: bool) -> tuple[str, ...] | None:
        """Read the names under a title, if that is what stands at `i`.

        方法 and 高峰 may be names or words: names only under what can be nothing but a title.
        """
        found = byline(self._parts[i].text, self._is_word)
        return found.names if found and (found.certain or sure_of_title) else None

    def is_above_byline(self, i: int) -> bool:
        """Say whether a date or an office stands at `i`, and a byline below it."""
        return (
            i + 1 < len(self._texts)
            and (is_dateline(self._texts[i]) or is_office(self._texts[i]))
            and self._names_at(i + 1)
        )

    def item_at(self, i: int, before: Item | None) -> Item:
        """Give the role of a stretch that belongs to no title."""
        part = self._parts[i]
        if self._credit[i]:
            return Item(Role.CREDIT, part.content, wide=part.wide)
        level = numbered_level(self._texts[i])
        if level is not None:
            return Item(Role.HEADING, part.content, level=level, wide=part.wide)
        if self._is_caption(i):
            return Item(Role.CAPTION, part.content, wide=part.wide)
        if self._is_subhead(i, before):
            return Item(Role.HEADING, part.content, wide=part.wide)
        return Item(Role.TEXT, part.content, wide=part.wide)

    def _first_title_lines(self) -> int:
        """Count the title lines of a page that shows no byline: its first line, if that is one.

        More than one line needs a subtitle below it, or a date: it may be a list otherwise.
        """
        texts = self._texts
        for n in range(1, MAX_TITLE_LINES + 1):
            if n >= len(texts) or not self._title_line(n - 1) or self._runs_on(n - 1, n):
                return 0
            n_subtitle = self._n_subtitle_lines(n)
            below = n + n_subtitle
            if below >= len(texts):
                return 0
            if is_dateline(texts[below]) or (n_subtitle and self._is_header(below)):
                return below
            headed = below + 1 < len(texts) and may_be_subhead(texts[below])
            if n == 1 and headed and self._is_body(below + 1):
                return below
            if n == 1 and self._is_body(below):
                # Two lines of a sentence look alike, with a comma in the first of them.
                body = texts[below]
                unlike = 2 * len(body) >= 3 * len(texts[0]) or body[-1] in "：:"
                return below if unlike or not has_inner_marks(texts[0]) else 0
        return 0

    def _is_header(self, i: int) -> bool:
        """Say whether what stands at `i` can stand below a subtitle."""
        return self._names_at(i) or is_office(self._texts[i]) or self._is_body(i)

    def _opens_afresh(self, i: int) -> bool:
        """Say whether nothing before `i` is waiting to be continued there."""
        return (
            i == 0
            or self._closed[i - 1]
            or self._credit[i - 1]
            or self._parts[i].wide
            or byline(self._texts[i - 1], self._is_word) is not None
        )

    def _may_continue(self, i: int) -> bool:
        """Say whether the unclosed line above `i` could be a part of the title, or go on there."""
        return may_be_title(self._texts[i - 1]) or self._runs_on(i - 1, i)

    def _title_line(self, i: int) -> bool:
        """Say whether the line at `i` has the shape of a title."""
        text = self._texts[i]
        return may_be_title(text) and byline(text, self._is_word) is None and not is_dateline(text)

    def _n_subtitle_lines(self, i: int) -> int:
        """Count subtitle lines (——在第十四届全国人民代表大会上) from `i` on: 0 or 1."""
        if i >= len(self._texts) or not self._texts[i].startswith(SUBTITLE_MARK):
            return 0
        return int(len(self._texts[i]) <= 60 and not self._closed[i])

    def _names_at(self, i: int) -> bool:
        return byline(self._texts[i], self._is_word) is not None

    def _certain_names_at(self, i: int) -> bool:
        """Say whether a byline stands at `i`, maybe under a date, with a report below it."""
        if i >= len(self._texts):
            return False
        if is_dateline(self._texts[i]) and i + 1 < len(self._texts):
            i += 1
        found = byline(self._texts[i], self._is_word)
        if not found or not found.certain or i + 1 >= len(self._texts):
            return False
        # After so sure a sign the body may well begin with a sentence cut short.
        return self._is_body(i + 1) or not (self._credit[i + 1] or self._names_at(i + 1))

    def _is_body(self, i: int) -> bool:
        """Say whether running text stands at `i`, or a short opening sentence."""
        text = self._texts[i]
        if self._credit[i] or place_title(text) is not None:
            return False
        opens = text[-1] in "：:" or numbered_level(text) is not None  # 各位代表：
        return self._closed[i] or len(text) > MIN_BODY_CHARS or opens

    def _runs_on(self, i: int, j: int) -> bool:
        """Say whether the edges of two stretches show one text cut apart."""
        left, right = self._texts[i], self._texts[j]
        return (
            word_spans_break(left, right, self._is_word)
            or number_spans_break(left, right)
            or leans_back(right)
            or has_lone_start(right)
        )

    def _is_caption(self, i: int) -> bool:
        text, part = self._texts[i], self._parts[i]
        if starts_as_caption(text):
            return True
        if len(text) > MAX_CAPTION_CHARS or is_enumerated(text):
            return False
        has_next = i + 1 < len(self._texts)
        credited = has_next and self._credit[i + 1] and not self._parts[i + 1].wide
        if credited:
            person = self._texts[i + 1][-1:] not in "）)】]"
            return part.wide or person or not self._closed[i]
        if self._closed[i] or i == 0:
            return False
        after_cut = not self._closed[i - 1] and not self._credit[i - 1]
        if part.wide and has_next and not self._runs_on(i, i + 1):
            return after_cut or not may_be_subhead(text)
        if not after_cut or not has_next or self._runs_on(i - 1, i) or self._runs_on(i, i + 1):
            return False
        # The sentence that was cut before this line goes on after it, or nothing goes on at all:
        # a phrase without any mark, bound to neither side, is no middle of a paragraph.
        bound = waits_on(self._texts[i - 1]) or waits_on(text)
        as_wide = abs(len(text) - len(self._texts[i - 1])) <= ALIKE_CHARS
        unbound = not (bound or as_wide or has_inner_marks(text))
        return self._runs_on_by_word(i - 1, i + 1) or (
            unbound and len(text) >= MIN_LOOSE_CAPTION_CHARS
        )

    def _runs_on_by_word(self, i: int, j: int) -> bool:
        return word_spans_break(self._texts[i], self._texts[j], self._is_word)

    def _is_subhead(self, i: int, before: Item | None) -> bool:
        text = self._texts[i]
        if not may_be_subhead(text) or i + 1 >= len(self._texts) or is_enumerated(text):
            return False
        found = byline(text, self._is_word)
        if is_dateline(text) or (found and found.certain):
            return False
        if before is not None and before.role is Role.TEXT and not is_closed(before.text):
            return False
        j = i + 1
        while j < len(self._texts) - 1 and (self._credit[j] or self._is_caption(j)):
            j += 1
        body = self._texts[j]
        return (
            (self._closed[j] or len(body) > MIN_BODY_CHARS or has_inner_marks(body))
            and len(body) > len(text)
            and not self._runs_on(i, j)
            and not waits_on(text)
        )


def _split_credit(stretch: Stretch) -> list[Stretch]:
    """Part a caption from the credit that ends its line; leave text that only mentions one."""
    start = trailing_credit(fold(stretch.text))
    if start is None:
        return [stretch]
    caption = stretch.content.slice(0, start).stripped()
    credit = stretch.content.slice(start, len(stretch.content))
    return [Stretch(caption, stretch.wide), Stretch(credit)]


def _join_title(lines: Sequence[Stretch]) -> MendedText:
    """Join the lines of a title; a space parts two of them unless a colon already does."""
    joined = lines[0].content
    for line in lines[1:]:
        separator = "" if joined.text[-1] in "：:" else " "
        joined = MendedText.joined([joined, line.content], separator)
    return joined


def _demote_idle_headings(items: Sequence[Item]) -> list[Item]:
    """Make text of every heading that heads nothing: an item of a list or an agenda."""
    checked: list[Item] = []
    following: Item | None = None
    for item in reversed(items):
        if item.role is Role.HEADING and (
            following is None
            or following.role in (Role.TITLE, Role.BYLINE)
            or (following.role is Role.HEADING and following.level <= item.level)
        ):
            item = Item(Role.TEXT, item.content, wide=item.wide)
        checked.append(item)
        if item.role is not Role.CREDIT:
            following = item
    checked.reverse()
    return checked
