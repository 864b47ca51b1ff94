"""What do some consecutive passages hold, wherever in the corpus they come to stand?

A block counts its documents from 0 and weighs nothing, so the block of unchanged passages is made
once and used in every later index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from retrieval.errors import StoreDamagedError
from retrieval.storage import ArrayStore, ArrayWriter, StringColumn, StringWriter
from retrieval.text.keys import packed_term

#: Documents of one block at most; few enough that inverting one takes some 100 MB.
BLOCK_DOCUMENTS = 16_384
_PREFIX = "block"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The inverted terms of consecutive documents, by key, then document."""

    keys: npt.NDArray[np.uint64]  #: (n_terms,), ascending: `retrieval.text.term_key`
    starts: npt.NDArray[np.int64]  #: (n_terms + 1,): of each term's postings
    documents: npt.NDArray[np.int32]  #: (n_postings,)
    frequencies: npt.NDArray[np.uint16]  #: (n_postings,); what is above 65,535 counts as that
    lengths: npt.NDArray[np.int32]  #: (n_documents,), in terms
    met: npt.NDArray[np.int32]  #: (n_terms,): places of the terms, in the order first met
    characters: npt.NDArray[np.uint32]  #: code points of the texts, ascending
    character_documents: npt.NDArray[np.int32]  #: how many documents hold each
    long_terms: Sequence[str]  #: terms of the digests among the keys, in the order of the keys
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
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                writer.write(f"{_PREFIX}.{field.name}", value)
                continue
            column = StringWriter(writer, f"{_PREFIX}.{field.name}")
            for item in value:
                column.append(item)
            column.close()

    @classmethod
    def open(cls, store: ArrayStore) -> Block:
        """Map a block that was saved into `store`.

        Raises:
            StoreDamagedError: the store holds no block, or one whose parts do not fit.
        """
        names = [field.name for field in fields(cls)]
        arrays = {name: store[f"{_PREFIX}.{name}"] for name in names[:-2]}
        strings = {name: StringColumn(store, f"{_PREFIX}.{name}") for name in names[-2:]}
        block = cls(**arrays, **strings)
        n_terms = len(block.keys)
        if (
            len(block.starts) != n_terms + 1
            or len(block.met) != n_terms
            or not block.starts[-1] == len(block.documents) == len(block.frequencies)
            or len(block.characters) != len(block.character_documents)
        ):
            raise StoreDamagedError(
                path=str(store.directory), reason="the arrays of the block do not fit"
            )
        return block
