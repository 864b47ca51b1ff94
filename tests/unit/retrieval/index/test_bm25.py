"""BM25 from postings against the library that scores every document."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.index.bm25 import BM25
from retrieval.index.inverting import invert_terms
from retrieval.index.merging import merge
from retrieval.index.postings import Postings
from retrieval.params import Params
from retrieval.storage import ArrayMemory

TERMS = st.sampled_from(["车位", "共享", "路桥", "社区", "2704", "a", "停车", "的", "经济开发区"])
DOCUMENT = st.lists(TERMS, max_size=12)
CORPUS = st.lists(DOCUMENT, min_size=1, max_size=15).filter(any)
QUERY = st.lists(st.one_of(TERMS, st.sampled_from(["没有", "没有的词"])), max_size=6)
# At k1 = 0, or at b = 1 in an empty document, the library divides 0 by 0.
PARAMETERS = st.fixed_dictionaries(
    {"k1": st.floats(0.01, 3), "b": st.floats(0, 0.99), "epsilon": st.floats(0, 1)}
)


@given(corpus=CORPUS, query=QUERY, parameters=PARAMETERS)
def test_scores_are_the_librarys_to_the_last_bit(
    corpus: list[list[str]], query: list[str], parameters: dict[str, float]
) -> None:
    """Any corpus, any query, any parameters: the same idf and the same scores."""
    theirs = BM25Okapi(corpus, **parameters)
    ours = BM25.of(corpus, **parameters)

    assert dict(ours.idf) == theirs.idf
    assert ours.average_idf == theirs.average_idf
    assert ours.get_scores(query).tolist() == theirs.get_scores(query).tolist()


@given(corpus=CORPUS, query=QUERY, parameters=PARAMETERS)
def test_single_precision_is_as_good_as_its_bits(
    corpus: list[list[str]], query: list[str], parameters: dict[str, float]
) -> None:
    """In float32, scores are the library's to one part in a million of what is added up."""
    theirs = BM25Okapi(corpus, **parameters)
    ours = BM25.of(corpus, **parameters, dtype=np.float32)
    added = [np.abs(theirs.get_scores([term])) for term in query]

    difference = np.abs(ours.get_scores(query) - theirs.get_scores(query))

    smallest = float(np.finfo(np.float32).tiny)  # what is smaller is 0
    assert (difference <= 1e-6 * sum(added, np.zeros(len(corpus))) + smallest).all()


@given(corpus=CORPUS, query=QUERY, parameters=PARAMETERS, data=st.data())
def test_merged_blocks_score_like_one(
    corpus: list[list[str]], query: list[str], parameters: dict[str, float], data: st.DataObject
) -> None:
    """However a corpus is cut into blocks, its scores are the library's to the last bit."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(corpus)), max_size=4)))
    blocks = [
        invert_terms(corpus[start:end])
        for start, end in zip([0, *cuts], [*cuts, len(corpus)], strict=True)
    ]
    arrays = ArrayMemory()
    merge(blocks, arrays, params=Params(**parameters), dtype=np.float64)
    merged = BM25(Postings(arrays))
    theirs = BM25Okapi(corpus, **parameters)

    assert merged.average_idf == theirs.average_idf
    assert merged.get_scores(query).tolist() == theirs.get_scores(query).tolist()


@given(corpus=CORPUS, query=QUERY)
def test_a_match_holds_a_term(corpus: list[list[str]], query: list[str]) -> None:
    """What matched shares a term with the query, whatever its score is."""
    _, matched = BM25.of(corpus).matches(dict.fromkeys(query, 1.0))

    assert matched.tolist() == [bool(set(document) & set(query)) for document in corpus]


@given(corpus=CORPUS, query=st.dictionaries(TERMS, st.floats(0.1, 2), max_size=5))
def test_the_parts_of_an_explanation_add_up(
    corpus: list[list[str]], query: dict[str, float]
) -> None:
    """Each document's parts sum to its score and name the terms it holds."""
    bm25 = BM25.of(corpus)
    scores, _ = bm25.matches(query)

    for i, document in enumerate(corpus):
        parts = bm25.explain(query, i)
        assert sum(part.score for part in parts) == scores[i]
        assert [part.term for part in parts] == [term for term in query if term in document]
        assert [part.frequency for part in parts] == [document.count(p.term) for p in parts]


@given(corpus=CORPUS)
def test_every_term_is_counted_by_document(corpus: list[list[str]]) -> None:
    """The mapping of document frequencies holds each term of the corpus and no other."""
    frequencies = BM25.of(corpus).postings.document_frequencies()

    assert dict(frequencies) == {
        term: sum(term in document for document in corpus)
        for document in corpus
        for term in document
    }
    assert len(frequencies) == len(dict(frequencies))
    assert "没有的词" not in frequencies


def test_a_real_match_in_a_tiny_corpus_may_score_nothing() -> None:
    """A term in half the documents has idf 0, and what holds it still matches."""
    scores, matched = BM25.of([["车位"], ["社区"]]).matches({"车位": 1.0})

    assert scores.tolist() == [0.0, 0.0]
    assert matched.tolist() == [True, False]


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]], ids=["none", "one", "two"])
def test_a_corpus_without_terms_is_refused(corpus: list[list[str]]) -> None:
    """The library would divide by zero."""
    with pytest.raises(ValueError, match="no document holds any term"):
        BM25.of(corpus)
