"""What is searched for beside the question's own terms."""

import pytest

from retrieval.answer.coverage import Coverage
from retrieval.answer.expansion import Expansion, expand
from retrieval.answer.query import analyse
from retrieval.index import Index, build_index
from retrieval.index.aliases import find_aliases
from retrieval.params import Params
from retrieval.types import MendedText, Passage

TEXTS = [
    "扬州属于江苏省，瘦西湖是扬州的名胜。",
    "台州湾经济技术开发区（以下简称“台州湾经开区”）引进项目21个。",
    "台州湾经开区今年新增企业300家。",
    "经济开发区实现地区生产总值249.2亿元。",
    "社区新增停车场，方便居民停车。",
]


def index_of(texts: list[str]) -> Index:
    return build_index(
        [
            Passage(
                id=str(i),
                report_id="r",
                report_title="报告",
                section=None,
                source="r.txt",
                content=MendedText.at(text, 0),
            )
            for i, text in enumerate(texts)
        ],
        params=Params(),
    )


def expansion(question: str) -> Expansion:
    return expand(analyse(question), index_of(TEXTS))


def test_a_character_typed_by_sound_finds_what_was_meant() -> None:
    """杨州 stands nowhere, 扬州 does."""
    found = expansion("杨州属于哪个省")

    assert found.alternatives["杨"] == ("扬",)
    assert found.bigrams["杨州"] == ("扬州",)
    assert found.weights["扬州"] > 0


def test_what_the_corpus_holds_is_not_doubted() -> None:
    """Characters that stand side by side in a passage are meant."""
    assert expansion("扬州属于江苏省").alternatives == {}


def test_only_terms_of_the_corpus_are_added() -> None:
    """A term that no passage holds finds nothing."""
    index = index_of(TEXTS)

    found = expand(analyse("杨州的GDP和企业数"), index)

    assert found.weights
    assert all(term in index for term in found.weights)


@pytest.mark.parametrize(
    "question, term",
    [
        pytest.param("经开区引进了什么", "经济开发区", id="a well-known short name"),
        pytest.param("GDP是多少", "地区生产总值", id="a Latin abbreviation"),
        pytest.param(
            "台州湾经济技术开发区有什么", "台州湾经开区", id="a short name that a report gives"
        ),
    ],
)
def test_other_names_are_searched_for(question: str, term: str) -> None:
    """A short name finds the full one, and the other way round."""
    names = [name for names in expansion(question).names.values() for name in names]

    assert term in names


def test_other_names_weigh_no_more_than_the_name_itself() -> None:
    """The many terms of a full name do not outweigh the question."""
    query = analyse("经开区")
    found = expand(query, index_of(TEXTS))

    assert sum(found.weights.values()) <= 2 * sum(query.weights.values())


def test_a_rare_synonym_does_not_outweigh_the_word_asked_for() -> None:
    """Of two spellings the rarer one has the higher idf, and so the lower weight."""
    index = index_of(
        ["种土豆。", "土豆丰收。", "土豆很多。", "土豆出口。", "马铃薯。", *TEXTS, *TEXTS]
    )
    weight = expand(analyse("土豆在哪里"), index).weights["马铃薯"]

    assert index.idf("马铃薯") > index.idf("土豆")
    assert weight * index.idf("马铃薯") <= index.idf("土豆") + 1e-9


def test_a_synonym_of_which_the_corpus_holds_a_part_is_not_searched_for() -> None:
    """号码 of 电话号码 says something else than 电话."""
    index = index_of([*TEXTS, "彩票号码是多少。", "电话响了。"])

    assert expand(analyse("电话在哪里"), index).weights == {}


def test_aliases_of_a_text() -> None:
    """The full name begins where the short one does; a name that only repeats itself is none."""
    text = "市住房和城乡建设局（简称：市住建局）和通知（以下简称通知）、世界卫生组织(简称世卫组织)"

    assert list(find_aliases(text)) == [
        ("市住房和城乡建设局", "市住建局"),
        ("世界卫生组织", "世卫组织"),
    ]


@pytest.mark.parametrize(
    "question, term",
    [
        pytest.param("3年修了什么", "三年", id="digits"),
        pytest.param("十二个村修了什么", "12个", id="characters"),
        pytest.param("3度获奖的是谁", "三度", id="times"),
    ],
)
def test_counts_are_searched_for_in_both_ways_of_writing(question: str, term: str) -> None:
    """三年 and 3年 find each other, at less weight than what was typed."""
    index = index_of(["三年来修路。", "共有12个村。", "三度获奖。"])
    assert 0 < expand(analyse(question), index).weights[term] < 1


@pytest.mark.parametrize("question", ["四川的名胜", "2003年的名胜", "第三年的名胜"])
def test_what_counts_nothing_has_one_spelling(question: str) -> None:
    """A name, a year and a rank are searched for as they are typed."""
    index = index_of(["4川。", "二千零三年。", "三年、3年。", "名胜。"])
    assert expand(analyse(question), index).weights == {}


def test_a_sentence_holds_a_word_by_its_synonym_for_the_most_part() -> None:
    """遭受 for 遭遇 counts, less than the word itself and more than one of its characters."""
    index = index_of(["遭遇地震。", "遭受地震。", "遭殃地震。", *TEXTS])
    query = analyse("遭遇地震")
    coverage = Coverage(query, expand(query, index), index)
    whole, synonym, part = map(coverage.share, ("遭遇地震", "遭受地震", "遭殃地震"))

    assert whole == pytest.approx(1.0)
    assert part < synonym < whole
