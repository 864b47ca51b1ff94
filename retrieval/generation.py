"""What does one loading of the corpus consist of?

A generation is built once, never changed, and replaced whole: a question finishes on the
generation it began on. Building it is `retrieval.build`; asking it is `retrieval.answer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.errors import CorpusError, PassageNotFoundError
from retrieval.index import Index, Spellings
from retrieval.types import KeyNumber, Passage, Report, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """Reports, passages, key numbers and index of one state of the corpus.

    `numbers[i]` are the key numbers of `passages[i]`, and passage `i` is document `i` of the
    index. Passages stand report by report, in reading order.
    """

    id: str  #: digest of the sources: the same files give the same id
    reports: tuple[Report, ...]
    passages: Sequence[Passage]
    numbers: Sequence[tuple[KeyNumber, ...]]
    sources: Mapping[str, Source]
    index: Index
    skipped: tuple[CorpusError, ...]
    ordinals: Mapping[str, int]  #: passage id → position in `passages`
    ranges: Mapping[str, range]  #: report id → positions of its passages
    spellings: Spellings  #: pinyin and initials → names of the reports

    def ordinal(self, passage_id: str) -> int:
        """Find the position of a passage.

        Raises:
            PassageNotFoundError: no passage has that id.
        """
        try:
            return self.ordinals[passage_id]
        except KeyError:
            raise PassageNotFoundError(passage_id=passage_id) from None
