"""Which period does a number belong to?

The one its clause names, else the last one named before it in the paragraph, marked as inherited.
A year's end named within a statement is that of the statement's rest alone.
A period that something is compared with (比上年), a time of day and the day of a publication are
none of its numbers' periods.
"""

from __future__ import annotations

import re

from retrieval.numbers.found import Mention

_AGAINST = frozenset("比较与")
_OF_DAY = re.compile("(?:今|昨|当|明)[日天晚]|[时点:]")
_JOINT = re.compile("[、，,]?[和与及]?")
#: The end of a period within a statement tells when its balance was, not when what follows it
#: happened (全年收入7亿元，年末结余2亿元；…).
_AT_END = re.compile("[年月季期]末|年底")
_STATEMENT_END = re.compile("[。；！？]")
_PUBLISHED = re.compile(
    "电|讯|消息|报道|发布|宣布|通报|获悉|举行|召开|公布|介绍|出版|播出|）|从|表示"
)


class Timeline:
    """The periods of a passage, as reading meets them."""

    __slots__ = ("_aside", "_flat", "_last", "_period", "_row")

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._last: Mention | None = None
        self._period: Mention | None = None
        self._aside: Mention | None = None
        self._row: list[Mention] = []

    def see(self, mention: Mention) -> None:
        """Take note of a date or period."""
        self._last = mention
        flat = self._flat
        if mention.start and flat[mention.start - 1] in _AGAINST:
            return
        if _OF_DAY.search(flat, mention.start, mention.end):
            return
        if _PUBLISHED.match(flat, mention.end):
            return
        if flat[mention.start - 1 : mention.start] == "，" and _AT_END.fullmatch(
            flat, mention.start, mention.end
        ):
            self._aside = mention
            return
        self._period, self._aside = mention, None
        last = self._row[-1] if self._row else None
        follows = last is not None and _JOINT.fullmatch(flat, last.end, mention.start)
        self._row = [*self._row, mention] if follows else [mention]

    def row(self, count: int, since: int) -> list[Mention]:
        """Give the last periods, joined by nothing but 、 and 和, if there are `count` of them.

        分别 gives each of as many numbers one of these (7月、8月产量分别为6吨和7吨).

        Args:
            count: of the numbers.
            since: where the sentence begins that must hold them all.
        """
        row = self._row
        return list(row) if len(row) == count > 1 and row[0].start >= since else []

    def dating(self, number: Mention) -> Mention | None:
        """Find the period right before a number (十年前的300多家), compared with or not."""
        last = self._last
        return last if last is not None and 0 <= number.start - last.end <= 1 else None

    def period_of(self, number: Mention) -> Mention | None:
        """Find the period of a number."""
        aside = self._aside
        if aside is not None and not _STATEMENT_END.search(self._flat, aside.end, number.start):
            return aside
        return self.dating(number) or self._period
