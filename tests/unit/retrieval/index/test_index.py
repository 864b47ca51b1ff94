"""Passages indexed and found."""

import math
from pathlib import Path

import pytest

from retrieval.errors import StoreDamagedError
from retrieval.index import Index, build_index, invert, merge, passage_text, postings
from retrieval.params import Params
from retrieval.storage import ArrayStore, ArrayWriter
from retrieval.types import MendedText, Passage


def passage(n: int, text: str, *, title: str = "报告", section: str | None = None) -> Passage:
    return Passage(
        id=f"p{n}",
        report_id="r",
        report_title=title,
        section=section,
        source="r.txt",
        content=MendedText.at(text, 0),
        position=n,
    )


@pytest.fixture(scope="module")
def index() -> Index:
    texts = ["错时共享车位2704个", "社区食堂", "共享单车", "蜜橘丰收", "民宿经济", "共享单车"]
    return build_index([passage(n, text) for n, text in enumerate(texts)], params=Params())


def test_matches_come_best_first_and_ties_in_passage_order(index: Index) -> None:
    """Two passages that say the same stay in their order."""
    found = index.search({"共享": 1.0, "单车": 1.0}, 5)

    assert [match.ordinal for match in found] == [2, 5, 0]
    assert found[0].score == found[1].score > found[2].score


def test_what_shares_no_term_is_not_found(index: Index) -> None:
    """An unknown term finds nothing, whatever `k` is."""
    assert index.search({"没有": 1.0}, 5) == []
    assert index.search({}, 5) == []


def test_title_and_section_are_indexed_with_the_text() -> None:
    """A passage is found by the heading it stands under."""
    index = build_index(
        [
            passage(0, "情系万家", title="路桥区", section="共享集成"),
            passage(1, "蜜橘丰收", title="黄岩区"),
            passage(2, "民宿经济", title="椒江区"),
        ],
        params=Params(),
    )

    assert [match.ordinal for match in index.search({"路桥": 1.0}, 3)] == [0]
    assert [match.ordinal for match in index.search({"集成": 1.0}, 3)] == [0]


def test_statistics(index: Index) -> None:
    """Terms are counted by passage; an unknown one is the rarest."""
    assert len(index) == 6
    assert "车位" in index
    assert "没有" not in index
    assert index.document_frequency("共享") == 3
    assert index.document_frequency("没有") == 0
    assert index.idf("没有") == math.log(6.5) - math.log(0.5)
    assert index.idf("没有") > index.idf("车位") > index.idf("社区") - 1e-9


def test_every_character_weighs_something(index: Index) -> None:
    """A character that stands in each passage still has an idf above 0, a rare one more."""
    assert 0 < index.character_idf("报") < index.character_idf("蜜") < index.character_idf("龘")


def test_a_longer_passage_is_relatively_longer(index: Index) -> None:
    """Lengths are multiples of the mean length."""
    lengths = [index.relative_length(n) for n in range(len(index))]

    assert lengths[0] == max(lengths)
    assert sum(lengths) / len(lengths) == pytest.approx(1.0)


def test_short_names_that_a_text_gives_are_kept_both_ways() -> None:
    """Names are kept in their search form."""
    index = build_index([passage(0, "臺州湾经济技术开发区（以下简称“经开区”）")], params=Params())

    assert index.aliases == {"经济技术开发区": ("经开区",), "经开区": ("经济技术开发区",)}


def test_progress_ends_with_all_passages_done() -> None:
    """Each thousand passages, and at the end."""
    told: list[tuple[str, int, int]] = []

    build_index(
        [passage(n, "车位") for n in range(1001)],
        params=Params(),
        progress=lambda *step: told.append(step),
    )

    assert told == [("index", 1000, 1001), ("index", 1001, 1001)]


@pytest.mark.parametrize("texts", [[], ["。！"]], ids=["no passage", "marks alone"])
def test_a_corpus_without_a_word_is_refused(texts: list[str]) -> None:
    """There is nothing to find."""
    passages = [passage(n, text, title="—") for n, text in enumerate(texts)]

    with pytest.raises(ValueError, match="no document holds any term"):
        build_index(passages, params=Params())


def test_an_index_on_disk_is_the_one_in_memory(tmp_path: Path) -> None:
    """Cut into blocks, merged into a store and mapped, it tells the same of every passage."""
    texts = [
        f"错时共享车位{n}个，社区食堂（以下简称“食堂”）" if n % 3 else "共享单车"
        for n in range(40)
    ]
    passages = [passage(n, text) for n, text in enumerate(texts)]
    in_memory = build_index(passages, params=Params())

    opened = Index.open(write_index(passages, tmp_path / "index", n_blocks=3))

    weights = {"共享": 1.0, "单车": 0.5, "车位": 2.0, "7": 1.0, "没有": 1.0}
    assert opened.search(weights, 50) == in_memory.search(weights, 50)
    assert opened.explain(weights, 7) == in_memory.explain(weights, 7)
    assert dict(opened.document_frequencies()) == dict(in_memory.document_frequencies())
    assert opened.aliases == in_memory.aliases
    assert opened.character_idf("车") == in_memory.character_idf("车")
    assert [opened.relative_length(n) for n in range(len(opened))] == [
        in_memory.relative_length(n) for n in range(len(in_memory))
    ]


def test_mapped_postings_are_given_back_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many postings the pages are unmapped, and the same is found as before."""
    monkeypatch.setattr(postings, "_POSTINGS_KEPT", 10)
    released = []
    monkeypatch.setattr(ArrayStore, "release", lambda store: released.append(store))
    passages = [passage(n, "共享单车" if n % 2 else "社区食堂") for n in range(30)]
    index = Index.open(write_index(passages, tmp_path / "index", n_blocks=1))

    first = index.search({"单车": 1.0}, 30)

    assert len(released) == 1
    assert index.search({"单车": 1.0}, 30) == first


@pytest.mark.parametrize(
    "name",
    [
        "keys",
        "starts",
        "documents",
        "frequencies",
        "impacts",
        "peaks",
        "lengths",
        "frequent",
        "range_peaks",
    ],
)
def test_an_index_whose_arrays_do_not_fit_is_refused(tmp_path: Path, name: str) -> None:
    """A whole store may still hold what is no index."""
    whole = write_index([passage(n, "车位") for n in range(3)], tmp_path / "whole", n_blocks=1)
    with ArrayWriter(tmp_path / "broken", kind="index", version=1) as writer:
        for each, array in whole.arrays.items():
            writer.write(each, array[:-1] if each == f"index.{name}" else array)
        writer.commit()

    with pytest.raises(StoreDamagedError, match="do not fit"):
        Index.open(ArrayStore.open(tmp_path / "broken", kind="index", version=1))


def test_a_store_without_an_index_is_refused(tmp_path: Path) -> None:
    """The name of what is missing is said."""
    with ArrayWriter(tmp_path / "store", kind="index", version=1) as writer:
        writer.commit()

    with pytest.raises(StoreDamagedError, match=r"no index\."):
        Index.open(ArrayStore.open(tmp_path / "store", kind="index", version=1))


def write_index(passages: list[Passage], directory: Path, *, n_blocks: int) -> ArrayStore:
    size = -(-len(passages) // n_blocks)
    texts = [passage_text(one) for one in passages]
    blocks = [invert(texts[first : first + size]) for first in range(0, len(texts), size)]
    with ArrayWriter(directory, kind="index", version=1) as writer:
        merge(blocks, writer, params=Params())
        writer.commit()
    return ArrayStore.open(directory, kind="index", version=1)
