"""One index out of blocks, whatever the blocks are."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.index import Block, invert, merge, merging
from retrieval.index.inverting import invert_terms
from retrieval.params import Params
from retrieval.storage import ArrayMemory

NAMES = (
    "keys", "starts", "peaks", "frequent", "range_peaks", "documents", "impacts", "frequencies",
    "lengths", "weighting", "characters", "character_documents", "long_terms.bytes",
    "long_terms.ends", "aliases.bytes", "aliases.ends",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(
        st.text(st.sampled_from("路桥区停车共享2704.5%a㎡ \n，。"), max_size=20),
        st.just("经济技术开发区（以下简称“经开区”）"),
        st.just("世界卫生组织(简称世卫组织)，车位2704个"),
        st.just("车位" * 300),
    ),
    min_size=1,
    max_size=12,
)


def merged(blocks: Sequence[Block]) -> dict[str, list[object]]:
    arrays = ArrayMemory()
    merge(blocks, arrays, params=Params())
    return {name: arrays[f"index.{name}"].tolist() for name in NAMES}


@settings(deadline=None)  # the dictionary is loaded by the first example
@given(texts=TEXTS, cuts=st.lists(st.integers(0, 12), max_size=4), at_once=st.integers(1, 50))
def test_blocks_make_no_difference(texts: list[str], cuts: list[int], at_once: int) -> None:
    """However texts are cut into blocks and terms into ranges, the index is that of all texts."""
    texts = [*texts, "车位"]
    bounds = [0, *sorted(min(cut, len(texts)) for cut in cuts), len(texts)]
    whole = merged([invert(texts)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "_POSTINGS_AT_ONCE", at_once)
        parts = merged([invert(texts[start:end]) for start, end in pairwise(bounds)])

    assert parts == whole


def test_frequencies_are_as_wide_as_the_widest() -> None:
    """One block with a frequency of two bytes is enough."""
    arrays = ArrayMemory()

    merge([invert_terms([["a"]]), invert_terms([["a"] * 256])], arrays, params=Params())

    assert arrays["index.frequencies"].dtype == np.uint16
    assert arrays["index.frequencies"].tolist() == [1, 256]
