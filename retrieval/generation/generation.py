"""What does one loading of the corpus consist of?

A generation is built once, never changed, and replaced whole: a question finishes on the
generation it began on. Building it is `retrieval.build`; asking it is `retrieval.answer`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.errors import CorpusError, PassageNotFoundError
from retrieval.generation.catalogue import Catalogue
from retrieval.generation.contents import Contents
from retrieval.index import Index, Spellings
from retrieval.types import KeyNumber, Passage, Report, Source


def _nothing_mapped() -> None:
    """Do nothing: what is in memory stays there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """Reports, passages, key numbers and index of one state of the corpus.

    `numbers[i]` are the key numbers of `passages[i]`, and passage `i` is document `i` of the
    index. Passages stand report by report, in reading order. All of it may be mapped: an item is
    decoded when it is looked at, and going through everything is slow.
    """

    id: str  #: digest of the sources: the same files give the same id
    reports: Sequence[Report]
    passages: Sequence[Passage]
    numbers: Sequence[tuple[KeyNumber, ...]]
    sources: Mapping[str, Source]
    index: Index
    skipped: tuple[CorpusError, ...]
    ordinals: Mapping[str, int]  #: passage id → position in `passages`
    positions: Mapping[str, int]  #: report id → position in `reports`
    ranges: Mapping[str, range]  #: report id → positions of its passages
    spellings: Spellings  #: pinyin and initials → names of the reports
    catalogue: Catalogue
    contents: Callable[[], Mapping[str, Contents]]  #: by name of the source
    stored_as: str | None = None  #: its name in the store; `None` where it is only in memory
    #: Gives memory that was mapped back to the system; it is mapped anew when next looked at.
    release: Callable[[], None] = _nothing_mapped

    def ordinal(self, passage_id: str) -> int:
        """Find the position of a passage.

        Raises:
            PassageNotFoundError: no passage has that id.
        """
        try:
            return self.ordinals[passage_id]
        except KeyError:
            raise PassageNotFoundError(passage_id=passage_id) from None

    def report(self, report_id: str) -> Report:
        """Give the report that some passage names."""
        return self.reports[self.positions[report_id]]

    def called(self, name: str) -> list[int]:
        """Find the positions of all reports whose id or title may be `name`, ascending."""
        likely = set(self.catalogue.titled(name))
        if name in self.positions:
            likely.add(self.positions[name])
        return sorted(likely)
