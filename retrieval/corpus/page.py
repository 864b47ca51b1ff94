"""What does a page show, stretch by stretch, and which of its neighbours go on in one another?

One look at the whole page, which `titles` and `layout` then ask about one place at a time. Indices
are those of the stretches.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.corpus.lines import is_closed
from retrieval.corpus.mending import (
    has_lone_start,
    leans_back,
    number_spans_break,
    word_spans_break,
)
from retrieval.corpus.patterns import (
    WordTest,
    byline,
    is_credit,
    is_dateline,
    numbered_level,
    place_title,
)
from retrieval.corpus.wrapping import Stretch
from retrieval.text.folding import fold

MIN_BODY_CHARS = 20  # what follows a headline is longer than a list item


class Page:
    """The stretches of one page, with what each line says about itself."""

    def __init__(self, parts: Sequence[Stretch], is_word: WordTest) -> None:
        self.parts = parts
        self.texts = [fold(part.text) for part in parts]  # offsets and lengths stay
        self.closed = [is_closed(text) or is_dateline(text) for text in self.texts]
        self.credit = [is_credit(text) for text in self.texts]
        self.is_word = is_word

    def __len__(self) -> int:
        """Count the stretches."""
        return len(self.parts)

    def names_at(self, i: int) -> bool:
        """Say whether a line of names stands at `i`."""
        return byline(self.texts[i], self.is_word) is not None

    def is_body(self, i: int) -> bool:
        """Say whether running text stands at `i`, or a short opening sentence."""
        text = self.texts[i]
        if self.credit[i] or place_title(text) is not None:
            return False
        opens = text[-1] in "：:" or numbered_level(text) is not None  # 各位代表：
        return self.closed[i] or len(text) > MIN_BODY_CHARS or opens

    def runs_on(self, i: int, j: int) -> bool:
        """Say whether the edges of two stretches show one text cut apart."""
        left, right = self.texts[i], self.texts[j]
        return (
            word_spans_break(left, right, self.is_word)
            or number_spans_break(left, right)
            or leans_back(right)
            or has_lone_start(right)
        )

    def word_runs_on(self, i: int, j: int) -> bool:
        """Say whether a word was cut apart between two stretches."""
        return word_spans_break(self.texts[i], self.texts[j], self.is_word)
