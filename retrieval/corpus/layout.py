"""What is each stretch of a page: title, byline, subhead, caption, credit or running text?

One line says little (`patterns`); its neighbours (`page`) say the rest. Titles are for `titles`,
joining what was cut apart is for `mending`, putting reports together for `reports`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from retrieval.corpus.lines import has_inner_marks, is_closed
from retrieval.corpus.mending import waits_on
from retrieval.corpus.page import MIN_BODY_CHARS, Page
from retrieval.corpus.patterns import (
    WordTest,
    byline,
    is_dateline,
    is_enumerated,
    may_be_subhead,
    numbered_level,
    starts_as_caption,
    trailing_credit,
)
from retrieval.corpus.titles import byline_below, is_above_byline, join_title, title_lines_at
from retrieval.corpus.wrapping import Stretch
from retrieval.text.folding import fold
from retrieval.types import MendedText

MAX_CAPTION_CHARS = 80
MIN_LOOSE_CAPTION_CHARS = 12  # shorter ones are scraps of a page taken apart at its links
ALIKE_CHARS = 2  # lines of one width are the lines of one paragraph


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
    page = Page([part for stretch in stretches for part in _split_credit(stretch)], is_word)
    items: list[Item] = []
    i = 0
    while i < len(page):
        if n_lines := title_lines_at(page, i):
            title = join_title(page.parts[i : i + n_lines])
            items.append(Item(Role.TITLE, title))
            i += n_lines
            if is_above_byline(page, i):  # a date, or the office of the speaker
                items.append(Item(Role.TEXT, page.parts[i].content))
                i += 1
            if names := byline_below(page, i, title):
                items.append(Item(Role.BYLINE, page.parts[i].content, names=names))
                i += 1
        else:
            items.append(_item_at(page, i, items[-1] if items else None))
            i += 1
    return _demote_idle_headings(items)


def _item_at(page: Page, i: int, before: Item | None) -> Item:
    """Give the role of a stretch that belongs to no title."""
    part = page.parts[i]
    if page.credit[i]:
        return Item(Role.CREDIT, part.content, wide=part.wide)
    level = numbered_level(page.texts[i])
    if level is not None:
        return Item(Role.HEADING, part.content, level=level, wide=part.wide)
    if _is_caption(page, i):
        return Item(Role.CAPTION, part.content, wide=part.wide)
    if _is_subhead(page, i, before):
        return Item(Role.HEADING, part.content, wide=part.wide)
    return Item(Role.TEXT, part.content, wide=part.wide)


def _is_caption(page: Page, i: int) -> bool:
    text, part = page.texts[i], page.parts[i]
    if starts_as_caption(text):
        return True
    if len(text) > MAX_CAPTION_CHARS or is_enumerated(text):
        return False
    has_next = i + 1 < len(page.texts)
    credited = has_next and page.credit[i + 1] and not page.parts[i + 1].wide
    if credited:
        person = page.texts[i + 1][-1:] not in "）)】]"
        return part.wide or person or not page.closed[i]
    if page.closed[i] or i == 0:
        return False
    after_cut = not page.closed[i - 1] and not page.credit[i - 1]
    if part.wide and has_next and not page.runs_on(i, i + 1):
        return after_cut or not may_be_subhead(text)
    if not after_cut or not has_next or page.runs_on(i - 1, i) or page.runs_on(i, i + 1):
        return False
    # The sentence that was cut before this line goes on after it, or nothing goes on at all:
    # a phrase without any mark, bound to neither side, is no middle of a paragraph.
    bound = waits_on(page.texts[i - 1]) or waits_on(text)
    as_wide = abs(len(text) - len(page.texts[i - 1])) <= ALIKE_CHARS
    unbound = not (bound or as_wide or has_inner_marks(text))
    return page.word_runs_on(i - 1, i + 1) or (unbound and len(text) >= MIN_LOOSE_CAPTION_CHARS)


def _is_subhead(page: Page, i: int, before: Item | None) -> bool:
    text = page.texts[i]
    if not may_be_subhead(text) or i + 1 >= len(page.texts) or is_enumerated(text):
        return False
    found = byline(text, page.is_word)
    if is_dateline(text) or (found and found.certain):
        return False
    if before is not None and before.role is Role.TEXT and not is_closed(before.text):
        return False
    j = i + 1
    while j < len(page.texts) - 1 and (page.credit[j] or _is_caption(page, j)):
        j += 1
    body = page.texts[j]
    return (
        (page.closed[j] or len(body) > MIN_BODY_CHARS or has_inner_marks(body))
        and len(body) > len(text)
        and not page.runs_on(i, j)
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


def _demote_idle_headings(items: Sequence[Item]) -> list[Item]:
    """Make text of every heading that heads nothing: an item of a list or an agenda."""
    checked: list[Item] = []
    following: Item | None = None
    for item in reversed(items):
        if item.role is Role.HEADING and (
            following is None
            or following.role in (Role.TITLE, Role.BYLINE)
            or (following.role is Role.HEADING and not _is_below(following, item))
        ):
            item = Item(Role.TEXT, item.content, wide=item.wide)
        checked.append(item)
        if item.role is not Role.CREDIT:
            following = item
    checked.reverse()
    return checked


def _is_below(inner: Item, outer: Item) -> bool:
    """Say whether a heading can stand below another; one without a number, below any with one."""
    return inner.level > outer.level or (inner.level == 0 < outer.level)
