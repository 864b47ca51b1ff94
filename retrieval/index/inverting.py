"""Which terms do some texts hold, and in which of them?"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.index.block import Block


def invert(texts: Sequence[str]) -> Block:
    """Invert the texts of consecutive passages, as `passage_text` gives them.

    Args:
        texts: `BLOCK_DOCUMENTS` at most; none is fine, and so are texts without a term.
    """
    raise NotImplementedError
