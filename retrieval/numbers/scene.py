"""What surrounds a number: its clause, its sentence, what stands left and right of it?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from retrieval.numbers.found import Mention, Role
from retrieval.numbers.phrases import GAP

#: A short Latin name in brackets ends no clause: 广义货币（M2）余额.
_CLAUSE = re.compile(
    "[，。；：！？\n?!]|——|[,;:](?![0-9])"
    "|[（(](?![A-Za-z0-9 .+/-]{1,12}[）)])|(?<![A-Za-z0-9 .+/-])[）)]"
)
_SENTENCE = re.compile("[。；！？\n?!;]")
_RIGHT = re.compile("[^，。；：！？、\n（）(),;:!?]{0,24}")
_NOTES = frozenset({"下同"})  # of what a change is told against: 比去年同期（下同）增长6.4%
_COUNTED = frozenset({Role.STATISTIC, Role.RANK})
#: Articles before any noun; 一顿饭, 一斤油 say what is measured and stay.
_ARTICLE = frozenset(
    {"个", "项", "条", "种", "家", "批", "件", "名", "位", "次", "笔", "场", "座"}
)


class Scene:
    """One passage with its mentions, cut into clauses."""

    __slots__ = ("_clauses", "_sentences", "_starts", "flat", "mentions")

    def __init__(self, flat: str, mentions: Sequence[Mention]) -> None:
        self.flat = flat
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._clauses = [0, *[m.end() for m in _CLAUSE.finditer(flat)]]
        self._sentences = [0, *[m.end() for m in _SENTENCE.finditer(flat)]]

    def clause_start(self, at: int) -> int:
        """Find where the clause around `at` begins."""
        return self._clauses[bisect_right(self._clauses, at) - 1]

    def sentence_start(self, at: int) -> int:
        """Find where the sentence around `at` begins."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def clauses_between(self, start: int, end: int) -> list[str]:
        """List the whole clauses from `start` to `end`, the nearest to `end` first."""
        first, last = bisect_right(self._clauses, start - 1), bisect_right(self._clauses, end - 1)
        edges = [*self._clauses[first:last], end]
        clauses = [
            self.blanked(edges[i], edges[i + 1]).rstrip("，。；：！？（）(),;:?!—\n")
            for i in range(len(edges) - 2, -1, -1)
        ]
        return [clause for clause in clauses if clause not in _NOTES]

    def blanked(self, start: int, end: int) -> str:
        """Cut `[start, end)` out with every date and article turned to gaps, same length."""
        text = self.flat[start:end]
        first = max(bisect_right(self._starts, start) - 1, 0)
        for index in range(first, bisect_right(self._starts, end - 1)):
            mention = self.mentions[index]
            if mention.end > start and _is_gap(mention):
                low, high = max(mention.start - start, 0), min(mention.end, end) - start
                text = text[:low] + GAP * (high - low) + text[high:]
        return text

    def right_of(self, index: int) -> str:
        """Take what follows mention `index`, up to a mark or the next mention."""
        end = self.mentions[index].end
        match = _RIGHT.match(self.flat, end)
        stop = match.end() if match is not None else end
        if index + 1 < len(self.mentions):
            stop = min(stop, max(self.mentions[index + 1].start, end))
        return self.flat[end:stop]


def _is_gap(mention: Mention) -> bool:
    if mention.role is Role.ARTICLE:
        return mention.unit in _ARTICLE
    return mention.role in {Role.DATE, Role.SPAN}
