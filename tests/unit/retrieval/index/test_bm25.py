"""BM25 from postings against the library that scores every document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.index import postings
from retrieval.index.bm25 import BM25

TERMS = st.sampled_from(["车位", "共享", "路桥", "社区", "2704", "a", "停车", "的"])
DOCUMENT = st.lists(TERMS, max_size=12)
CORPUS = st.lists(DOCUMENT, min_size=1, max_size=15).filter(any)
QUERY = st.lists(st.one_of(TERMS, st.just("没有的词")), max_size=6)


@given(
    corpus=CORPUS,
    query=QUERY,
    # At k1 = 0, or at b = 1 in an empty document, the library divides 0 by 0.
    k1=st.floats(0.01, 3),
    b=st.floats(0, 0.99),
    epsilon=st.floats(0, 1),
)
def test_scores_are_the_librarys_to_the_last_bit(
    corpus: list[list[str]], query: list[str], k1: float, b: float, epsilon: float
) -> None:
    """Any corpus, any query, any parameters: the same idf and the same scores."""
    theirs = BM25Okapi(corpus, k1=k1, b=b, epsilon=epsilon)
    ours = BM25(corpus, k1=k1, b=b, epsilon=epsilon)

    assert ours.idf == theirs.idf
    assert ours.average_idf == theirs.average_idf
    assert ours.get_scores(query).tolist() == theirs.get_scores(query).tolist()


@given(corpus=CORPUS, query=QUERY)
def test_blocks_make_no_difference(corpus: list[list[str]], query: list[str]) -> None:
    """Inverting a corpus block by block gives the postings of inverting it at once."""
    whole = postings.invert(corpus)
    blocked = postings.invert(corpus, block_documents=2)

    assert list(blocked.vocabulary.items()) == list(whole.vocabulary.items())
    for name in ("starts", "documents", "frequencies", "lengths"):
        assert getattr(blocked, name).tolist() == getattr(whole, name).tolist()


@given(corpus=CORPUS, query=QUERY)
def test_a_match_holds_a_term(corpus: list[list[str]], query: list[str]) -> None:
    """What matched shares a term with the query, whatever its score is."""
    _, matched = BM25(corpus).matches(dict.fromkeys(query, 1.0))

    assert matched.tolist() == [bool(set(document) & set(query)) for document in corpus]


@given(corpus=CORPUS, query=st.dictionaries(TERMS, st.floats(0.1, 2), max_size=5))
def test_the_parts_of_an_explanation_add_up(
    corpus: list[list[str]], query: dict[str, float]
) -> None:
    """Each document's parts sum to its score and name the terms it holds."""
    bm25 = BM25(corpus)
    scores, _ = bm25.matches(query)

    for i, document in enumerate(corpus):
        parts = bm25.explain(query, i)
        assert sum(part.score for part in parts) == pytest.approx(scores[i])
        assert [part.term for part in parts] == [term for term in query if term in document]
        assert [part.frequency for part in parts] == [document.count(p.term) for p in parts]


def test_a_real_match_in_a_tiny_corpus_may_score_nothing() -> None:
    """A term in half the documents has idf 0, and what holds it still matches."""
    scores, matched = BM25([["车位"], ["社区"]]).matches({"车位": 1.0})

    assert scores.tolist() == [0.0, 0.0]
    assert matched.tolist() == [True, False]


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]], ids=["none", "one", "two"])
def test_a_corpus_without_terms_is_refused(corpus: list[list[str]]) -> None:
    """The library would divide by zero."""
    with pytest.raises(ValueError, match="no document holds any term"):
        BM25(corpus)
