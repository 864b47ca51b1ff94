"""Blocks of inverted passages: made, kept and opened again."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import StoreDamagedError
from retrieval.index import Block, invert
from retrieval.index.inverting import invert_terms
from retrieval.storage import ArrayStore, ArrayWriter
from retrieval.text import index_terms, searchable

TEXTS = st.lists(
    st.one_of(
        st.text(st.sampled_from("路桥区停车共享2704.5%a㎡ \n，。"), max_size=20),
        st.just("经济技术开发区（以下简称“经开区”）"),
        st.just("世界卫生组织(简称世卫组织)，车位2704个"),
    ),
    max_size=12,
)


def contents(block: Block) -> dict[str, list[object]]:
    return {field.name: list(getattr(block, field.name)) for field in fields(block)}


@settings(deadline=None)  # the dictionary is loaded by the first example
@given(TEXTS)
def test_a_block_holds_the_terms_of_its_texts(texts: list[str]) -> None:
    """Each text's terms, how often it has them, and everything that is counted."""
    block = invert(texts)
    terms = [index_terms(text) for text in texts]

    frequencies = block.document_frequencies()
    assert list(frequencies) == list(dict.fromkeys(term for own in terms for term in own))
    assert frequencies == {
        term: sum(term in own for own in terms) for own in terms for term in own
    }
    assert block.lengths.tolist() == list(map(len, terms))
    postings = zip(block.documents.tolist(), block.frequencies.tolist(), strict=True)
    assert sorted(postings) == sorted(
        (i, own.count(term)) for i, own in enumerate(terms) for term in set(own)
    )
    counted = zip(
        map(chr, block.characters.tolist()), block.character_documents.tolist(), strict=True
    )
    assert dict(counted) == {
        character: sum(character in searchable(text) for text in texts)
        for character in set(searchable("".join(texts)))
    }


@settings(deadline=None, max_examples=20)  # files are written
@given(TEXTS)
def test_a_block_stays_the_same_on_disk(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """What was saved is opened, array for array."""
    directory = tmp_path_factory.mktemp("block") / "store"
    block = invert(texts)

    assert contents(Block.open(save(block, directory))) == contents(block)


@pytest.mark.parametrize(
    "field", ["keys", "starts", "documents", "frequencies", "met", "characters"]
)
def test_a_block_whose_arrays_do_not_fit_is_refused(tmp_path: Path, field: str) -> None:
    """A whole store may still hold what is no block."""
    block = invert(["错时共享车位", "社区"])
    broken = replace(block, **{field: getattr(block, field)[:-1]})

    with pytest.raises(StoreDamagedError, match="do not fit"):
        Block.open(save(broken, tmp_path / "store"))


def test_a_store_without_a_block_is_refused(tmp_path: Path) -> None:
    """The name of what is missing is said."""
    with ArrayWriter(tmp_path / "store", kind="test", version=1) as writer:
        writer.commit()

    with pytest.raises(StoreDamagedError, match=r"no block\.keys"):
        Block.open(ArrayStore.open(tmp_path / "store", kind="test", version=1))


@pytest.mark.parametrize(
    "times, kept, dtype",
    [
        pytest.param(255, 255, np.uint8, id="one byte"),
        pytest.param(256, 256, np.uint16, id="two bytes"),
        pytest.param(70_000, 65_535, np.uint16, id="too many"),
    ],
)
def test_frequencies_take_two_bytes_only_where_they_must(
    times: int, kept: int, dtype: npt.DTypeLike
) -> None:
    """What is above 65,535 counts as that."""
    block = invert_terms([["a"] * times])

    assert block.frequencies.tolist() == [kept]
    assert block.frequencies.dtype == dtype


def test_a_block_of_too_many_documents_is_refused() -> None:
    """Documents are kept in two bytes."""
    with pytest.raises(ValueError, match="65537 documents"):
        invert_terms([[]] * 65_537)


def save(block: Block, directory: Path) -> ArrayStore:
    with ArrayWriter(directory, kind="test", version=1) as writer:
        block.save(writer)
        writer.commit()
    return ArrayStore.open(directory, kind="test", version=1)
