"""How do blocks become one index, in little memory?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.index.block import Block
from retrieval.params import Params
from retrieval.storage import ArrayWriter


def join(blocks: Sequence[Block]) -> Block:
    """Make one block of the documents of several, in their order."""
    raise NotImplementedError


def merge(
    blocks: Sequence[Block],
    writer: ArrayWriter,
    *,
    params: Params,
    dtype: npt.DTypeLike = np.float32,
) -> None:
    """Write the index of the documents of all blocks, in their order, into a store.

    Array names begin with `index.`, so other things may stand in the same store; `Index.open`
    opens it. The caller commits.

    Args:
        dtype: of the precomputed scores; float64 gives rank_bm25's to the last bit.

    Raises:
        ValueError: no document holds any term.
    """
    raise NotImplementedError
