"""What do some consecutive passages hold, wherever in the corpus they come to stand?

A block counts its documents from 0 and weighs nothing, so the block of unchanged passages is made
once and used in every later index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import StoreDamagedError
from retrieval.storage import ArrayStore, ArrayWriter, StringColumn, StringWriter
from retrieval.text.keys import packed_term

#: Documents of one block that inverting makes at most: some 100 MB of work.
BLOCK_DOCUMENTS = 16_384
MAX_DOCUMENTS = 1 << 16  # of any block: documents are kept in two bytes
MAX_FREQUENCY = (1 << 16) - 1

#: One byte each where all of a block fit, else two.
Frequencies = npt.NDArray[np.uint8 | np.uint16]

_ARRAYS = (
    "keys",
    "starts",
    "documents",
    "frequencies",
    "lengths",
    "met",
    "characters",
    "character_documents",
)
_STRINGS = ("long_terms", "aliases")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The inverted terms of consecutive documents, by key, then document."""

    keys: npt.NDArray[np.uint64]  #: (n_terms,), ascending: `retrieval.text.keys`
    starts: npt.NDArray[np.int64]  #: (n_terms + 1,): of each term's postings
    documents: npt.NDArray[np.uint16]  #: (n_postings,)
    frequencies: Frequencies  #: (n_postings,); what is above 65,535 counts as that
    lengths: npt.NDArray[np.int32]  #: (n_documents,), in terms
    met: npt.NDArray[np.int32]  #: (n_terms,): positions of the terms, in the order first met
    characters: npt.NDArray[np.uint32]  #: code points of the texts, ascending
    character_documents: npt.NDArray[np.int32]  #: how many documents hold each
    long_terms: Sequence[str]  #: the terms whose keys are digests, by key
    aliases: Sequence[str]  #: full and short names in turn, pair after pair, as first given

    def __len__(self) -> int:
        """Count the documents."""
        return len(self.lengths)

    def document_frequencies(self) -> dict[str, int]:
        """Count the documents of every term; terms in the order they were first met."""
        n_packed = len(self.keys) - len(self.long_terms)  # digests are the highest keys
        terms = [*map(packed_term, self.keys[:n_packed].tolist()), *self.long_terms]
        counts = np.diff(self.starts).tolist()
        return {terms[place]: counts[place] for place in self.met.tolist()}

    def save(self, writer: ArrayWriter) -> None:
        """Write the block into a store, beside whatever else is written there."""
        for name in _ARRAYS:
            writer.write(f"block.{name}", getattr(self, name))
        for name in _STRINGS:
            column = StringWriter(writer, f"block.{name}")
            for item in getattr(self, name):
                column.append(item)
            column.close()

    @classmethod
    def open(cls, store: ArrayStore) -> Block:
        """Map a block that was saved into `store`.

        Raises:
            StoreDamagedError: the store holds no block, or one whose parts do not fit.
        """
        arrays: dict[str, Any] = {name: store[f"block.{name}"] for name in _ARRAYS}
        strings: dict[str, Any] = {name: StringColumn(store, f"block.{name}") for name in _STRINGS}
        block = cls(**arrays, **strings)
        n_terms, n_postings = len(block.keys), len(block.documents)
        if not (
            len(block.met) == n_terms == len(block.starts) - 1
            and len(block.frequencies) == n_postings == block.starts[-1]
            and len(block.characters) == len(block.character_documents)
        ):
            raise StoreDamagedError(
                path=str(store.directory), reason="the arrays of its block do not fit"
            )
        return block
