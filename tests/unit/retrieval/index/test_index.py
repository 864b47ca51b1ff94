"""Passages indexed and found."""

import math

import pytest

from retrieval.index import Index, build_index
from retrieval.params import Params
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
