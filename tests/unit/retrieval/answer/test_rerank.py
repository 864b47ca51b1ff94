"""The order of the passages found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.features import FEATURES, scaled
from retrieval.answer.query import analyse
from retrieval.answer.rerank import N_READ, retrieve
from retrieval.generation import Generation
from tests.support.generations import ReportText, make_generation

REPORTS = [
    ReportText(
        "路桥区：现代社区让“幸福味道”萦绕家门口",
        [
            "路桥21家机关事业单位停车场的2704个车位实现错时“共享”，赢得赞声一片。",
            "社区虽小，情系万家。",
            "居民在社区食堂用餐，老人享受优惠。",
        ],
    ),
    ReportText(
        "椒江区：民宿带动乡村旅游",
        ["大陈岛有民宿120家，床位2000张。", "游客上岛，渔民增收。", "停车场新增车位300个。"],
    ),
    ReportText("黄岩区：蜜橘飘香", ["蜜橘种植面积6万亩。", "橘农收入增长12.5%。"]),
]
WORDS = st.lists(
    st.sampled_from(
        ["路桥", "车位", "民宿", "共享", "社区", "蜜橘", "2704", "椒江区", "多少", "的"]
    ),
    min_size=1,
    max_size=6,
).map("".join)


@pytest.fixture(scope="module")
def generation() -> Generation:
    return make_generation(REPORTS)


@pytest.mark.parametrize(
    "question, expected",
    [
        pytest.param("错时共享车位有多少个？", "r0-0", id="words"),
        pytest.param("錯時共享車位有多少個？", "r0-0", id="traditional"),
        pytest.param("大陈岛的民素有几家", "r1-0", id="typed by sound"),
        pytest.param("椒江区停车场新增多少车位", "r1-2", id="the title names the district"),
        pytest.param("橘农收入增长多少", "r2-1", id="another report"),
        pytest.param("哪里有2,704个车位", "r0-0", id="a number with its comma"),
    ],
)
def test_the_passage_that_answers_is_first(
    generation: Generation, question: str, expected: str
) -> None:
    """The first hit holds the answer."""
    assert retrieve(analyse(question), generation, k=3)[0].passage.id == expected


@given(question=WORDS, k=st.integers(1, 10))
def test_hits_are_ranked_once_each(generation: Generation, question: str, k: int) -> None:
    """At most `k`, ranks from 1, scores never rising, no passage twice."""
    hits = retrieve(analyse(question), generation, k=k)

    assert len(hits) <= k
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.id for hit in hits}) == len(hits)


@given(question=WORDS)
def test_a_smaller_k_is_a_prefix(generation: Generation, question: str) -> None:
    """How many are asked for does not change their order."""
    query = analyse(question)

    assert retrieve(query, generation, k=2) == retrieve(query, generation, k=8)[:2]


def test_nothing_is_found_for_words_that_no_passage_holds(generation: Generation) -> None:
    """A hit shares a term with the question."""
    assert retrieve(analyse("xyzzy"), generation, k=5) == ()


def test_what_was_not_read_stands_below_what_was() -> None:
    """Beyond the passages that are read, the order and the scores of the index go on."""
    paragraphs = [f"第{i}条：共享车位{'，共享车位' * (i % 7)}。" for i in range(3 * N_READ)]
    generation = make_generation([ReportText("车位", paragraphs)])

    hits = retrieve(analyse("共享车位"), generation, k=3 * N_READ, explain=True)

    assert len(hits) == 3 * N_READ
    assert [bool(hit.features) for hit in hits] == [True] * N_READ + [False] * (2 * N_READ)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_words_that_stand_together_beat_words_far_apart() -> None:
    """Of two passages with the same words, the one that has them close is first."""
    filler = "居民在社区食堂用餐，老人享受优惠，" * 12
    generation = make_generation(
        [
            ReportText("甲", [f"错时开放的门市很多，{filler}共享单车，{filler}车位紧张。"]),
            ReportText("乙", [f"{filler}{filler}错时开放、共享的车位很多，门市单车紧张。"]),
        ]
    )

    assert retrieve(analyse("错时共享车位"), generation, k=1)[0].passage.report_title == "乙"


def test_an_explanation_names_terms_and_features(generation: Generation) -> None:
    """Every hit tells which terms it holds and how it looks to the model."""
    hit = retrieve(analyse("错时共享车位"), generation, k=1, explain=True)[0]

    assert tuple(name for name, _ in hit.features) == FEATURES
    assert {"错时", "共享", "车位"} <= {term.term for term in hit.terms}
    assert all(term.frequency > 0 for term in hit.terms)


def test_without_an_explanation_hits_are_bare(generation: Generation) -> None:
    """Explaining costs time, so it is asked for."""
    hit = retrieve(analyse("错时共享车位"), generation, k=1)[0]

    assert (hit.terms, hit.features) == ((), ())


def test_scaling_divides_by_the_largest_and_counts_the_firsts() -> None:
    """A feature that is 0 everywhere stays 0 and makes no passage first."""
    rows = [(4.0, 1.0, 0.0, 0.0, 0.0), (2.0, 1.0, 0.0, 0.0, 0.0)]

    assert scaled(rows) == [
        (1.0, 1.0, 0.0, 0.0, 0.0, pytest.approx(2 / 5)),
        (0.5, 1.0, 0.0, 0.0, 0.0, pytest.approx(1 / 5)),
    ]
    assert scaled([]) == []
